package org.adaptationlab.lab;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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
                                ? listed(name, section, body, settings)
                                : section.section(name).flatMap(inner -> searched(mode, inner, body, settings)))
                        .ifPresent(tuned::add);
            }
        }
        return tuned;
    }

    private Optional<TunedMode> listed(String name, YamlSection section, YamlSection body, ModeSettings settings) {
        List<TuningCandidate> candidates = new ArrayList<>();
        Map<String, Integer> known = new HashMap<>();
        for (YamlSection changes : section.sections(name)) {
            int number = candidates.size() + 1;
            Optional<TuningCandidate> found = candidate(Tuning.candidateName(name, number), changes, body, settings);
            if (found.isEmpty()) {
                return Optional.empty();
            }
            Integer same = known.putIfAbsent(found.get().settings().digest(), number);
            if (same != null) {
                section.report(name, "has the same settings twice, as candidates " + same + " and " + number);
            }
            candidates.add(found.get());
        }
        if (candidates.size() < 2) {
            section.report(name, "must have at least two candidates, such as [{}, {shots: 5}]; {} is the mode as it is");
            return Optional.empty();
        }
        return Optional.of(new TunedMode(name, settings, candidates, null));
    }

    private Optional<TuningCandidate> candidate(
            String name, YamlSection changes, YamlSection body, ModeSettings settings) {
        FIXED.stream()
                .filter(changes::has)
                .forEach(key -> changes.report(key, "can't be tuned; make another mode instead"));
        YamlSection whole = changes.over(body);
        SortedMap<String, String> written = new TreeMap<>(changes.written());
        written.entrySet().removeIf(entry -> entry.getValue().equals(settings.written().get(entry.getKey())));
        return new ModeReader(whole, prompts, task, pool)
                .read(name)
                .map(mode -> new TuningCandidate(
                        new ModeDefinition(name, false, mode.adaptation()),
                        written,
                        settings.with(written, mode.adaptation().prompt())));
    }

    private Optional<TunedMode> searched(
            ModeDefinition mode, YamlSection inner, YamlSection body, ModeSettings settings) {
        inner.allow(List.of("optimise"));
        inner.require("optimise");
        int shots = mode.adaptation().shots();
        if (mode.adaptation().technique() != Technique.PROMPT || shots == 0) {
            inner.report("optimise", "is for a mode of technique prompt with shots; list candidates for others");
            return Optional.empty();
        }
        return inner.section("optimise").map(search -> {
            search.allow(List.of("shot-sets", "instructions"));
            int sets = search.integer("shot-sets", USUAL_SETS, 2, MOST_SETS);
            String first = Tuning.candidateName(mode.name(), 1);
            TuningCandidate asItIs = new TuningCandidate(
                    new ModeDefinition(first, false, mode.adaptation()), new TreeMap<>(), settings);
            List<TuningCandidate> instructions = search.eachAs("instructions", "system").stream()
                    .flatMap(changes -> candidate(first, changes, body, settings).stream())
                    .toList();
            return new TunedMode(
                    mode.name(),
                    settings,
                    List.of(),
                    new PromptSearch(
                            mode.name(), asItIs, shots, sets, instructions.isEmpty() ? List.of(asItIs) : instructions));
        });
    }
}
