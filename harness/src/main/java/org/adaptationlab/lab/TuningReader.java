package org.adaptationlab.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.problem.Suggestion;

/** Reads the {@code tune} section of a lab file. */
final class TuningReader {

    private static final List<String> KEYS = List.of("folds", "from", "modes");
    private static final List<String> FIXED = List.of("technique", "control");
    private static final int USUAL_FOLDS = 3;
    private static final int MOST_FOLDS = 20;
    private static final int USUAL_SETS = 16;
    private static final int MOST_SETS = 1000;

    private final YamlSection tune;
    private final YamlSection modes;
    private final Map<String, ModeDefinition> read = new HashMap<>();
    private final PromptFiles prompts;
    private final TaskType task;
    private final int pool;

    /**
     * @param modes of the lab file
     * @param read those of them that could be read
     * @param prompts for what only candidates name
     */
    TuningReader(
            YamlSection tune,
            YamlSection modes,
            List<ModeDefinition> read,
            PromptFiles prompts,
            TaskType task,
            int pool) {
        this.tune = tune;
        this.modes = modes;
        read.forEach(mode -> this.read.put(mode.name(), mode));
        this.prompts = prompts;
        this.task = task;
        this.pool = pool;
    }

    /** What could be read; the rest is reported. */
    Tuning read() {
        tune.allow(KEYS);
        tune.require("modes");
        return new Tuning(
                tune.integer("folds", USUAL_FOLDS, 2, MOST_FOLDS),
                tune.choice("from", List.of(Tuning.Source.values()), Tuning.Source::word)
                        .orElse(Tuning.Source.POOL),
                tune.section("modes").map(this::tuned).orElse(List.of()));
    }

    private List<TunedMode> tuned(YamlSection section) {
        List<TunedMode> tuned = new ArrayList<>();
        for (String name : section.keys()) {
            ModeDefinition mode = read.get(name);
            YamlSection body = modes.has(name) ? modes.section(name).orElse(null) : null;
            if (body == null) {
                section.report(
                        name,
                        "is no mode of the lab; its modes are " + String.join(", ", modes.keys())
                                + Suggestion.phrase(name, modes.keys()));
            } else if (mode != null) { // else what is wrong with it is reported where it stands
                ModeSettings settings =
                        new ModeSettings(body.written(), mode.adaptation().prompt());
                (section.isList(name)
                                ? listed(mode, section, body, settings)
                                : section.section(name).flatMap(inner -> searched(mode, inner, body, settings)))
                        .ifPresent(tuned::add);
            }
        }
        return tuned;
    }

    private Optional<TunedMode> listed(ModeDefinition mode, YamlSection section, YamlSection body, ModeSettings now) {
        String name = mode.name();
        List<TuningCandidate> candidates = new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        SortedSet<String> tried = new TreeSet<>();
        for (YamlSection says : section.sections(name)) {
            int number = candidates.size() + 1;
            Optional<TuningCandidate> found = candidate(Tuning.candidateName(name, number), says, body, now);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Integer same = known.putIfAbsent(found.get().settings().digest(), number);
            if (same != null) {
                section.report(name, "has the same settings twice, as candidates " + same + " and " + number);
            }
            candidates.add(found.get());
            tried.addAll(found.get().tried().keySet());
        }
        if (candidates.size() < 2) {
            section.report(name, "must have at least two candidates, such as [{shots: 3}, {shots: 5}]");
            return Optional.empty();
        }
        candidates.forEach(candidate -> requireAll(tried, candidate, name, section));
        candidates.replaceAll(candidate -> isTheSame(candidate, mode) ? candidate.unchanged() : candidate);
        ModeSettings own = candidates.stream()
                .filter(candidate -> isTheSame(candidate, mode))
                .map(TuningCandidate::settings)
                .findFirst()
                .orElse(now);
        return Optional.of(new TunedMode(name, own, candidates, null));
    }

    /** Also where one of them writes a usual value down that the other leaves out. */
    private static boolean isTheSame(TuningCandidate candidate, ModeDefinition mode) {
        return candidate.mode().adaptation().equals(mode.adaptation());
    }

    /** Else what a candidate is would change when the winner is written into the lab file. */
    private static void requireAll(
            SortedSet<String> tried, TuningCandidate candidate, String name, YamlSection section) {
        SortedSet<String> missing = new TreeSet<>(tried);
        missing.removeAll(candidate.tried().keySet());
        if (!missing.isEmpty()) {
            section.report(
                    name,
                    "has a candidate, " + candidate.mode().name() + ", that says nothing of "
                            + String.join(", ", missing)
                            + "; each candidate must say every setting that any of them tries");
        }
    }

    private Optional<TuningCandidate> candidate(String name, YamlSection says, YamlSection body, ModeSettings now) {
        FIXED.stream().filter(says::has).forEach(key -> says.report(key, "can't be tuned; make another mode instead"));
        return new ModeReader(says.over(body), prompts, task, pool)
                .read(name)
                .map(mode -> TuningCandidate.of(name, mode.adaptation(), says.written(), now));
    }

    private Optional<TunedMode> searched(ModeDefinition mode, YamlSection inner, YamlSection body, ModeSettings now) {
        inner.allow(List.of("optimise"));
        inner.require("optimise");
        AdaptationSpec adaptation = mode.adaptation();
        if (adaptation.technique() != Technique.PROMPT || adaptation.shots() == 0) {
            inner.report("optimise", "is for a mode of technique prompt with shots; list candidates for others");
            return Optional.empty();
        }
        return inner.section("optimise").map(search -> {
            search.allow(List.of("shot-sets", "instructions"));
            int sets = search.integer("shot-sets", USUAL_SETS, 2, MOST_SETS);
            List<TuningCandidate> instructions = search.eachAs("instructions", "system").stream()
                    .flatMap(says -> candidate(mode.name(), says, body, now).stream())
                    .toList();
            TuningCandidate own = TuningCandidate.of(mode.name(), adaptation, new TreeMap<>(), now);
            PromptSearch found = new PromptSearch(
                    mode.name(), now, adaptation.shots(), sets, instructions.isEmpty() ? List.of(own) : instructions);
            return new TunedMode(mode.name(), now, List.of(), found);
        });
    }
}
