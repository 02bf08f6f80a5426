package org.adaptationlab.tune;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.Folds;
import org.adaptationlab.dataset.Selection;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSearch;
import org.adaptationlab.lab.TunedMode;
import org.adaptationlab.lab.Tuning;
import org.adaptationlab.lab.TuningCandidate;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Suggestion;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.plan.RunRequest;

/**
 * What is tried, and the run of each fold that tries it.
 *
 * @param modes with their candidates, in the order of the lab file
 * @param folds those that have anything to measure, by one-based number
 */
public record TunePlan(LabDefinition lab, Dataset dataset, List<Tried> modes, List<Fold> folds) {

    public TunePlan {
        modes = List.copyOf(modes);
        folds = List.copyOf(folds);
    }

    /** The candidates of a mode. */
    public record Tried(TunedMode mode, List<TuningCandidate> candidates) {

        public Tried {
            candidates = List.copyOf(candidates);
        }
    }

    /** One fold: the examples of the part are asked, the modes draw on all others. */
    public record Fold(int number, RunPlan plan) {}

    /**
     * The plan.
     *
     * @param request the modes to tune, all that the lab tunes where none is named; the most examples asked in a fold
     * @throws LabDefinitionException when the lab tunes nothing, or not a mode that is named, or has too few training
     *     examples
     */
    public static TunePlan of(
            LabDefinition lab, Dataset dataset, BaseModel base, ModelRuntime runtime, RunRequest request) {
        Tuning tuning = tuning(lab);
        List<TunedMode> tuned = modes(lab, request.modes());
        List<Example> pool = RunPlanner.pool(lab, dataset);
        List<Example> parted = tuning.from() == Tuning.Source.POOL ? pool : RunPlanner.shuffled(lab, dataset);
        Folds folds = Folds.of(lab.task(), parted, tuning.folds());
        if (folds.parts().size() < tuning.folds()) {
            throw new LabDefinitionException(lab.file() + ": tune.folds is " + tuning.folds() + ", but there are only "
                    + folds.parts().size() + " training examples that are not nearly the same; fewer folds, or more"
                    + " training examples, are needed");
        }
        List<Example> source =
                folds.parts().get(0).stream().filter(pool::contains).toList();
        List<Tried> tried = tuned.stream().map(mode -> tried(lab, mode, source)).toList();
        RunRequest each =
                new RunRequest(List.of(), request.limit(), request.seed(), 1, null, request.out(), request.failures());
        List<Fold> planned = new ArrayList<>();
        for (int held = 0; held < tuning.folds(); held++) {
            List<ModeDefinition> candidates = measuredIn(held, tried);
            if (!candidates.isEmpty()) {
                String title = lab.title() + " (tuning, fold " + (held + 1) + " of " + tuning.folds() + ")";
                planned.add(new Fold(
                        held + 1,
                        RunPlanner.plan(
                                lab.tried(title, candidates),
                                folds.dataset(dataset, parted, held),
                                base,
                                runtime,
                                each)));
            }
        }
        return new TunePlan(lab, dataset, tried, planned);
    }

    /**
     * The modes to tune.
     *
     * @param named those wanted; none for all that can be
     * @throws LabDefinitionException when there is none, or one of the named can't be tuned
     */
    public static List<TunedMode> modes(LabDefinition lab, List<String> named) {
        List<TunedMode> all = tuning(lab).modes();
        List<String> known = all.stream().map(TunedMode::name).toList();
        named.stream().filter(name -> !known.contains(name)).findFirst().ifPresent(name -> {
            boolean isMode = lab.modes().stream().anyMatch(mode -> mode.name().equals(name));
            throw new LabDefinitionException(lab.file() + ": "
                    + (isMode
                            ? "mode \"" + name + "\" has nothing to try in" + " \"tune\""
                            : "no mode \"" + name + "\" in lab " + lab.name())
                    + "; modes that can be tuned: "
                    + String.join(", ", known) + Suggestion.phrase(name, known));
        });
        return all.stream()
                .filter(mode -> named.isEmpty() || named.contains(mode.name()))
                .toList();
    }

    private static Tuning tuning(LabDefinition lab) {
        Tuning tuning = lab.tuning();
        if (tuning == null || tuning.modes().isEmpty()) {
            throw new LabDefinitionException(lab.file() + ": says nothing of what to try for its modes; add it, such as"
                    + " \"tune: {modes: {few-shot: [{shots: 3}, {shots: 5}]}}\"");
        }
        return tuning;
    }

    /** Sets of shots are drawn from the first part, so that no other part has an example that is shown. */
    private static Tried tried(LabDefinition lab, TunedMode mode, List<Example> source) {
        PromptSearch search = mode.search();
        if (search == null) {
            return new Tried(mode, mode.candidates());
        }
        if (search.shots() > source.size()) {
            throw new LabDefinitionException(lab.file() + ": tune.modes." + mode.name() + ": the mode has "
                    + search.shots() + " shots, but a set of them is drawn from one fold, which has " + source.size()
                    + " training examples; fewer shots or folds, or more training examples, are needed");
        }
        List<TuningCandidate> candidates = new ArrayList<>(List.of(search.plain()));
        Set<String> seen = new HashSet<>();
        for (int number = 2; number <= search.sets(); number++) {
            TuningCandidate drawn = search.candidate(
                    number, shots(lab, source, search.shots(), lab.sampling().seed() + number));
            if (seen.add(drawn.settings().digest())) { // of few examples a set may come up twice
                candidates.add(drawn);
            }
        }
        return new Tried(mode, candidates);
    }

    private static List<String> shots(LabDefinition lab, List<Example> source, int shots, long seed) {
        return Selection.training(lab.task(), source, shots, seed).stream()
                .map(Example::id)
                .toList();
    }

    private static List<ModeDefinition> measuredIn(int held, List<Tried> tried) {
        return tried.stream()
                .filter(mode -> held > 0 || mode.mode().search() == null)
                .flatMap(mode -> mode.candidates().stream())
                .map(TuningCandidate::mode)
                .toList();
    }

    /** Identity of all its runs together: it can only be gone on with under the same one. */
    public String digest() {
        Sha256 digest = new Sha256();
        folds.forEach(fold ->
                digest.field(Integer.toString(fold.number())).field(fold.plan().digest()));
        return digest.hex();
    }

    /** Calls to be measured in all. */
    public int calls() {
        return folds.stream().mapToInt(fold -> fold.plan().calls()).sum();
    }

    /** What is to be said of it before it begins. */
    public List<String> remarks() {
        List<Integer> tries =
                modes.stream().map(mode -> mode.candidates().size()).distinct().toList();
        Stream<String> unequal = tries.size() < 2
                ? Stream.of()
                : Stream.of("the modes do not have the same number of tries ("
                        + String.join(
                                ", ",
                                modes.stream()
                                        .map(mode -> mode.mode().name() + " "
                                                + mode.candidates().size())
                                        .toList())
                        + "): the one with the most has the best chance to look good");
        return Stream.concat(
                        unequal,
                        IntStream.of(folds.get(0).plan().pool().size())
                                .filter(drawn -> drawn
                                        < Math.min(
                                                lab.trainingExamples(),
                                                dataset.train().size()))
                                .mapToObj(drawn -> "the modes of a fold draw on " + drawn
                                        + " training examples, those of the lab on "
                                        + Math.min(
                                                lab.trainingExamples(),
                                                dataset.train().size())))
                .toList();
    }
}
