package org.adaptationlab.lab;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.lab.RetrievalSpec.Source;

/** Reads one mode of a lab file. */
final class ModeReader {

    private static final List<String> COMMON = List.of("technique", "control", "system", "user", "constrain");
    private static final List<String> OF_A_CLASSIFIER = List.of("technique", "control");
    private static final List<String> ALL_KEYS = List.of(
            "technique",
            "control",
            "system",
            "user",
            "constrain",
            "shots",
            "retrieve",
            "adapter",
            "features",
            "regularization",
            "train");

    private final YamlSection mode;
    private final PromptFiles prompts;
    private final TaskType task;
    private final int pool;

    /** {@code pool} is the number of training examples that the modes of the lab may draw from. */
    ModeReader(YamlSection mode, PromptFiles prompts, TaskType task, int pool) {
        this.mode = mode;
        this.prompts = prompts;
        this.task = task;
        this.pool = pool;
    }

    /** The mode; empty where its technique, prompt, retrieval or adapter is missing, which is reported. */
    Optional<ModeDefinition> read(String name) {
        mode.allow(ALL_KEYS);
        mode.require("technique", mode.says("technique", Technique.CLASSIFIER.word()) ? "features" : "system");
        boolean control = mode.flag("control", false);
        return mode.choice("technique", List.of(Technique.values()), Technique::word)
                .flatMap(this::adaptation)
                .map(adaptation -> new ModeDefinition(name, control, adaptation));
    }

    private Optional<AdaptationSpec> adaptation(Technique technique) {
        refuseKeysOfOthers(technique);
        boolean constrain = constrain();
        List<String> shotIds = shotIds(technique);
        int shots = mode.isList("shots") ? shotIds.size() : shots();
        Optional<RetrievalSpec> retrieval =
                mode.section("retrieve").flatMap(section -> new RetrievalReader(section, technique, pool).read());
        Optional<AdapterSource> adapter = new AdapterReader(mode, prompts.labFile(), pool).read();
        Optional<PromptText> prompt = prompt(technique, shots, retrieval);
        return switch (technique) {
            case PROMPT -> prompt.map(text -> new PromptSpec(text, constrain, shots, shotIds));
            case RAG -> {
                mode.require("retrieve");
                yield prompt.flatMap(text -> retrieval.map(retrieve -> new RagSpec(text, constrain, shots, retrieve)));
            }
            case LORA -> {
                mode.require("adapter");
                yield prompt.flatMap(
                        text -> adapter.map(source -> new LoraSpec(text, constrain, retrieval.orElse(null), source)));
            }
            case CLASSIFIER -> new ClassifierReader(mode, task).read();
        };
    }

    private void refuseKeysOfOthers(Technique technique) {
        List<String> allowed = new ArrayList<>(technique == Technique.CLASSIFIER ? OF_A_CLASSIFIER : COMMON);
        allowed.addAll(
                switch (technique) {
                    case PROMPT -> List.of("shots");
                    case RAG -> List.of("shots", "retrieve");
                    case LORA -> List.of("retrieve", "adapter");
                    case CLASSIFIER -> ClassifierReader.KEYS;
                });
        for (String key : mode.keys()) {
            if (ALL_KEYS.contains(key) && !allowed.contains(key)) {
                mode.report(
                        key, "is not for technique " + technique.word() + "; allowed: " + String.join(", ", allowed));
            }
        }
    }

    private boolean constrain() {
        boolean constrain = mode.flag("constrain", false);
        if (constrain && task == TaskType.SHORT_ANSWER) {
            mode.report(
                    "constrain",
                    "is true, but short answers are free text, with no labels and no schema to limit them to;"
                            + " leave it out");
        }
        return constrain;
    }

    private int shots() {
        int shots = mode.integer("shots", 0, 0, LabDefinition.ALL);
        if (shots > pool) {
            mode.report("shots", "is " + shots + ", more than the " + pool + " training-examples of the lab");
        }
        return shots;
    }

    /** The training examples that are named as shots; which there are is known with the data set. */
    private List<String> shotIds(Technique technique) {
        if (!mode.isList("shots")) {
            return List.of();
        }
        if (technique != Technique.PROMPT) {
            mode.report(
                    "shots",
                    "is a list of training examples, which is for technique prompt; a number is allowed"
                            + " for technique rag");
        }
        return mode.oneOrMore("shots");
    }

    private Optional<PromptText> prompt(Technique technique, int shots, Optional<RetrievalSpec> retrieval) {
        boolean passages = retrieval
                .filter(spec -> technique != Technique.PROMPT && spec.from() != Source.TRAIN)
                .isPresent();
        Optional<String> system = prompts.text(mode, "system", placeholders("labels", "examples"));
        Optional<String> user = mode.has("user")
                ? prompts.text(mode, "user", placeholders("labels", "input", "passages"))
                : Optional.of(passages ? "{passages}\n\n{input}" : "{input}");
        if (system.filter(text -> text.contains("{examples}")).isPresent() && shots == 0) {
            mode.report("system", "uses {examples}, but the mode has no shots");
        }
        user.ifPresent(text -> checkUser(text, passages, retrieval.isPresent() || !mode.has("retrieve")));
        return system.flatMap(text -> user.map(message -> new PromptText(text, message)));
    }

    /** Only a classification has labels to fill in. */
    private Set<String> placeholders(String labels, String... others) {
        Set<String> allowed = new HashSet<>(Set.of(others));
        if (task == TaskType.CLASSIFICATION) {
            allowed.add(labels);
        }
        return allowed;
    }

    private void checkUser(String text, boolean passages, boolean retrievalIsRead) {
        if (!text.contains("{input}")) {
            mode.report("user", "does not use {input}, so the model would not see the example");
        }
        if (retrievalIsRead && text.contains("{passages}") != passages) {
            mode.report(
                    "user",
                    passages
                            ? "does not use {passages}, so the model would not see what is retrieved"
                            : "uses {passages}, but the mode retrieves nothing from the corpus");
        }
    }
}
