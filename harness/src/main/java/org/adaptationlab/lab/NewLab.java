package org.adaptationlab.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.file.AtomicFile;

/**
 * A first lab for a data set: every technique once, as docs/choosing.md recommends it, to be edited.
 *
 * @param trainingExamples size of the pool all modes draw from
 * @param limit number of test examples measured by default
 * @param outputTokens most tokens of an answer
 * @param answers whether a free answer ends with its line
 * @param documents whether the data set has some to retrieve from
 */
public record NewLab(
        String name,
        NewTask task,
        int trainingExamples,
        int limit,
        int outputTokens,
        Answers answers,
        Documents documents) {

    private static final String SHORT = "short.txt";
    private static final int SHOTS = 5;
    private static final int NEAREST = 3;
    /** Few examples need many epochs; of many, each epoch takes long and teaches more. */
    private static final int FEW_EXAMPLES = 150;

    /** What the answers are like. */
    public enum Answers {
        /** Free texts without a line break: what comes after one is no part of an answer. */
        OF_ONE_LINE,
        /** All others, also those that a format ends. */
        OTHERS
    }

    /** Whether there is a corpus. */
    public enum Documents {
        NONE,
        THERE
    }

    /** The task as its lab file defines it. */
    public TaskDefinition definition() {
        return task.definition();
    }

    /** Writes lab.yaml, its prompts and README.md into a folder that stands beside the data sets' as labs/NAME. */
    public void write(Path folder) throws IOException {
        writeText(folder.resolve("lab.yaml"), labFile());
        Path prompts = folder.resolve("prompts");
        writeText(prompts.resolve("task.txt"), task.prompt());
        String adapterPrompt = task.promptOfAdapter();
        if (adapterPrompt != null) {
            writeText(prompts.resolve(SHORT), adapterPrompt);
        }
        if (task.type() == TaskType.SHORT_ANSWER) {
            writeText(prompts.resolve("question.txt"), QUESTION);
        }
        if (documents == Documents.THERE && task.type() == TaskType.SHORT_ANSWER) {
            writeText(prompts.resolve("passages.txt"), PASSAGES);
        }
        String schema = task.schema();
        if (schema != null) {
            writeText(folder.resolve("answer.schema.json"), schema);
        }
        writeText(folder.resolve("README.md"), readme());
    }

    private static void writeText(Path file, String text) throws IOException {
        AtomicFile.writeText(file, out -> out.write(text));
    }

    /** With the word at its end a small model stops sooner; without it, it goes on to tell what else it read. */
    private static final String QUESTION = """
            Question: {input}
            Answer:
            """;

    private static final String PASSAGES = """
            Text:
            {passages}

            """ + QUESTION;

    private String labFile() {
        return """
                lab: %s
                title: %s
                %s
                dataset: ../../datasets/%s
                model: smollm2-135m-instruct
                training-examples: %d      # the pool that every mode draws from
                limit: %d                  # test examples measured by default; all for every one
                in-flight: 1               # questions asked at once; more for a server that answers many
                sampling: {temperature: 0, seed: 42, max-output-tokens: %d, context-tokens: 4096%s}
                embedder: english-float    # the same on every processor; for other languages multilingual: docs/embedders.md
                baseline: prompt           # the mode the others are tested against
                margin: 0.05               # a smaller difference in quality does not matter
                modes:
                %s
                """.formatted(
                        name,
                        JsonText.quoted("Which technique for " + name + "?"),
                        task.section(),
                        name,
                        trainingExamples,
                        limit,
                        outputTokens,
                        answers == Answers.OF_ONE_LINE ? ", stop: " + JsonText.quoted("\n") : "",
                        String.join("\n", modes()));
    }

    /**
     * Classifications are limited to their labels, extractions to their schema, in every mode; one control shows what
     * that is worth, and another what it is worth to say always the same.
     */
    private List<String> modes() {
        String asked = asked("task.txt", "question.txt");
        boolean shortPrompt = task.promptOfAdapter() != null;
        List<String> modes = new ArrayList<>();
        modes.add("  prompt:   {technique: prompt, " + asked + "}");
        modes.add("  few-shot: {technique: prompt, " + asked + ", shots: " + Math.min(SHOTS, trainingExamples) + "}");
        if (documents == Documents.THERE) {
            modes.add("  rag:      {technique: rag, " + asked("task.txt", "passages.txt")
                    + ", retrieve: {from: corpus, top-k: 2}}");
        }
        modes.add("  nearest:  {technique: rag, " + asked + ", retrieve: {from: train, top-k: "
                + Math.min(NEAREST, trainingExamples) + "}}");
        int epochs = trainingExamples > FEW_EXAMPLES ? 4 : 8;
        if (shortPrompt) {
            modes.add(
                    "  # An adapter learns the labels, so its prompt does not list them; \"short\" is that prompt alone.");
        }
        String learned = shortPrompt ? asked(SHORT, "question.txt") : asked;
        modes.add("  lora:     {technique: lora, " + learned + ", adapter: {train: {epochs: " + epochs
                + ", seeds: [1]}}}");
        if (task.type() == TaskType.CLASSIFICATION) {
            modes.add("  classifier: {technique: classifier, features: embedding}   # no language model at all");
            modes.add(
                    "  majority: {control: true, technique: classifier, features: none}   # always the commonest label");
        }
        if (shortPrompt) {
            modes.add("  short:    {control: true, technique: prompt, " + learned + "}");
        }
        if (task.type() != TaskType.SHORT_ANSWER) {
            modes.add("  free:     {control: true, technique: prompt, system: prompts/task.txt}");
        }
        return modes;
    }

    /** @param system and {@code user} files of prompts/ */
    private String asked(String system, String user) {
        return "system: prompts/" + system
                + (task.type() == TaskType.SHORT_ANSWER ? ", user: prompts/" + user : ", constrain: true");
    }

    private String readme() {
        return """
                # %1$s

                The question: which technique suits this task best, by quality, latency and cost?

                1. Say in %2$s what the task is, in one or two sentences, for all modes alike.
                2. `lab validate %1$s` checks the lab and its data.
                3. `lab run %1$s` measures the modes of `lab.yaml`; `--modes a,b` measures some of them.

                Data: `datasets/%1$s`. Say there under `licence` who may use them. Choose settings by trying them on the
                training examples, never on the test examples.
                """.formatted(
                        name,
                        task.promptOfAdapter() == null
                                ? "`prompts/task.txt`"
                                : "`prompts/task.txt`, and without the labels in `prompts/short.txt`,");
    }
}
