package org.adaptationlab.dataset;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.lab.RagSpec;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.Tuning;
import org.adaptationlab.lab.Variation;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.Suggestion;
import org.jspecify.annotations.Nullable;

/** Checks that a data set has what the modes of a lab draw from. */
final class LabNeeds {

    private final LabDefinition lab;
    private final Dataset dataset;
    private final Problems problems;

    private LabNeeds(LabDefinition lab, Dataset dataset, Problems problems) {
        this.lab = lab;
        this.dataset = dataset;
        this.problems = problems;
    }

    static void check(LabDefinition lab, Dataset dataset, Problems problems) {
        LabNeeds needs = new LabNeeds(lab, dataset, problems);
        needs.checkCount("training-examples", lab.trainingExamplesNeeded());
        needs.checkSlices();
        lab.modes().forEach(mode -> needs.checkMode("modes." + mode.name(), mode));
        Tuning tuning = lab.tuning();
        if (tuning != null) {
            tuning.modes().stream()
                    .flatMap(mode -> mode.candidates().stream())
                    .forEach(candidate -> needs.checkMode(
                            "tune.modes, candidate " + candidate.mode().name() + ":", candidate.mode()));
        }
        Variation vary = lab.vary();
        if (vary != null && vary.setting() == Variation.Setting.TRAINING_EXAMPLES) {
            vary.values().forEach(value -> needs.checkCount("vary.values", Integer.parseInt(value)));
        }
    }

    private void checkSlices() {
        List<String> there = dataset.test().stream()
                .map(Example::slice)
                .filter(Objects::nonNull)
                .distinct()
                .sorted()
                .toList();
        lab.slices().stream()
                .filter(slice -> !there.contains(slice))
                .forEach(slice -> report("slices has \"" + slice + "\", but no row of "
                        + dataset.folder().resolve("test.jsonl") + " has it; "
                        + (there.isEmpty() ? "rows have no slice" : "the slices there are: " + String.join(", ", there))
                        + Suggestion.phrase(slice, there)));
    }

    private void checkMode(String name, ModeDefinition mode) {
        AdaptationSpec adaptation = mode.adaptation();
        if (adaptation instanceof PromptSpec prompt) {
            checkCount(name + ".shots", prompt.shots());
            checkShots(name, prompt.shotIds());
        } else if (adaptation instanceof RagSpec rag) {
            checkCount(name + ".shots", rag.shots());
            checkRetrieval(name + ".retrieve", rag.retrieval());
        } else if (adaptation instanceof LoraSpec lora) {
            checkRetrieval(name + ".retrieve", lora.retrieval());
            lora.training()
                    .ifPresent(trained -> checkCount(
                            name + ".adapter.train.examples", trained.settings().examples()));
        }
    }

    private void checkShots(String name, List<String> ids) {
        if (ids.isEmpty()) {
            return;
        }
        List<String> pool = Selection.training(
                        lab.task(),
                        dataset.train(),
                        Math.min(lab.trainingExamples(), dataset.train().size()),
                        lab.sampling().seed())
                .stream()
                .map(Example::id)
                .toList();
        ids.stream()
                .filter(id -> !pool.contains(id))
                .forEach(id -> report(name + ".shots has \"" + id + "\", which is none of the " + pool.size()
                        + " training examples that the modes of this lab draw from" + Suggestion.phrase(id, pool)));
    }

    private void checkRetrieval(String name, @Nullable RetrievalSpec retrieval) {
        if (retrieval == null) {
            return;
        }
        if (retrieval.from() == RetrievalSpec.Source.TRAIN) {
            checkCount(name + ".top-k", retrieval.topK());
            return;
        }
        if (retrieval.from() == RetrievalSpec.Source.HTTP) {
            return;
        }
        String from = name + ".from is \"" + retrieval.from().word() + "\", but ";
        if (dataset.corpus().isEmpty()) {
            report(from + "the data set has no " + dataset.folder().resolve("corpus"));
        } else if (retrieval.from() == RetrievalSpec.Source.GOLD && !namesDocuments(dataset.test())) {
            report(from + "no row of " + dataset.folder().resolve("test.jsonl")
                    + " names the document of its answer in \"doc\"");
        } else if (retrieval.goldShare() != null && !namesDocuments(dataset.train())) {
            report(name + ".gold-share is set, but no row of "
                    + dataset.folder().resolve("train.jsonl")
                    + " names the document of its answer in \"doc\"");
        }
    }

    private static boolean namesDocuments(List<Example> examples) {
        return examples.stream().anyMatch(example -> example.doc() != null);
    }

    private void checkCount(String name, int wanted) {
        int there = dataset.train().size();
        if (wanted != LabDefinition.ALL && wanted > there) {
            report(name + " is " + wanted + ", but " + dataset.folder().resolve("train.jsonl") + " has " + there
                    + " examples");
        }
    }

    private void report(String message) {
        problems.add(lab.file(), 0, message);
    }
}
