package org.adaptationlab.lab;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.adaptationlab.file.AtomicFile;

/**
 * A first lab for a data set: every technique once, to be edited.
 *
 * @param labels of a classification; none for a lab of short answers
 * @param trainingExamples size of the pool all modes draw from
 * @param limit number of test examples measured by default
 * @param hasCorpus whether the data set has documents to retrieve from
 */
public record NewLab(String name, List<String> labels, int trainingExamples, int limit, boolean hasCorpus) {

    private static final int SHOTS = 5;
    private static final int NEAREST = 3;
    private static final int USUAL_OUTPUT_TOKENS = 16;
    private static final int ANSWER_TOKENS = 48;

    public NewLab {
        labels = List.copyOf(labels);
    }

    /** Writes lab.yaml, its prompts and README.md into a folder that stands beside the data sets' as labs/NAME. */
    public void write(Path folder) throws IOException {
        writeText(folder.resolve("lab.yaml"), labFile());
        Path prompts = folder.resolve("prompts");
        if (labels.isEmpty()) {
            writeText(prompts.resolve("task.txt"), ANSWER);
            writeText(prompts.resolve("question.txt"), QUESTION);
            if (hasCorpus) {
                writeText(prompts.resolve("passages.txt"), PASSAGES);
            }
        } else {
            writeText(prompts.resolve("task.txt"), SORT);
        }
        writeText(folder.resolve("README.md"), readme());
    }

    private static void writeText(Path file, String text) throws IOException {
        AtomicFile.writeText(file, out -> out.write(text));
    }

    private static final String SORT = """
            Sort the text into one of these categories: {labels}.
            Answer with the name of the category and nothing else.
            """;

    private static final String ANSWER = """
            Answer the question in a few words, and with nothing else.
            If you cannot know the answer, say: I don't know
            """;

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
                sampling: {temperature: 0, seed: 42, max-output-tokens: %d, context-tokens: 4096}
                baseline: prompt           # the mode the others are tested against
                margin: 0.05               # a smaller difference in quality does not matter
                modes:
                %s
                """.formatted(
                        name,
                        quoted("Which technique for " + name + "?"),
                        labels.isEmpty() ? ANSWER_TASK : labelTask(),
                        name,
                        trainingExamples,
                        limit,
                        labels.isEmpty() ? ANSWER_TOKENS : outputTokens(),
                        String.join("\n", modes()));
    }

    private static final String ANSWER_TASK = """
            task:
              type: short-answer
              match: alias                # or exact, token-f1, numeric (with tolerance: 0.01)
              # refusal: [I don't know]   # phrases that count as a refusal; there are English ones by default""";

    private String labelTask() {
        return "task:\n  type: classification\n  labels:\n"
                + labels.stream().map(label -> "    - " + quoted(label)).collect(Collectors.joining("\n"));
    }

    /** Classifications are limited to their labels in every mode, and one control shows what that is worth. */
    private List<String> modes() {
        String asked = prompt("question.txt");
        List<String> modes = new ArrayList<>();
        modes.add("  prompt:   {technique: prompt, " + asked + "}");
        modes.add("  few-shot: {technique: prompt, " + asked + ", shots: " + Math.min(SHOTS, trainingExamples) + "}");
        if (hasCorpus) {
            modes.add(
                    "  rag:      {technique: rag, " + prompt("passages.txt") + ", retrieve: {from: corpus, top-k: 2}}");
        }
        modes.add("  nearest:  {technique: rag, " + asked + ", retrieve: {from: train, top-k: "
                + Math.min(NEAREST, trainingExamples) + "}}");
        modes.add("  lora:     {technique: lora, " + asked + ", adapter: {train: {epochs: 8, seeds: [1]}}}");
        if (!labels.isEmpty()) {
            modes.add("  free:     {control: true, technique: prompt, system: prompts/task.txt}");
        }
        return modes;
    }

    private String prompt(String user) {
        return "system: prompts/task.txt" + (labels.isEmpty() ? ", user: prompts/" + user : ", constrain: true");
    }

    /** A byte-level tokenizer makes at most one token of a byte; quotes and the end of the text come on top. */
    private int outputTokens() {
        int longest = labels.stream()
                .mapToInt(label -> label.getBytes(StandardCharsets.UTF_8).length)
                .max()
                .orElse(0);
        return Math.max(USUAL_OUTPUT_TOKENS, longest + 4);
    }

    private String readme() {
        return """
                # %1$s

                The question: which technique suits this task best, by quality, latency and cost?

                1. Say in `prompts/task.txt` what the task is, in one or two sentences, for all modes alike.
                2. `lab validate %1$s` checks the lab and its data.
                3. `lab run %1$s` measures the modes of `lab.yaml`; `--modes a,b` measures some of them.

                Data: `datasets/%1$s`. Say there under `licence` who may use them. Choose settings by trying them on the
                training examples, never on the test examples.
                """.formatted(name);
    }

    /** A JSON string is a YAML string in double quotes. */
    private static String quoted(String text) {
        try {
            return new JsonMapper().writeValueAsString(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
