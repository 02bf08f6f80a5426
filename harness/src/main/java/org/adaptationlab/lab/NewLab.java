package org.adaptationlab.lab;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.adaptationlab.file.AtomicFile;

/**
 * A first lab for a classification data set: every technique once, to be edited.
 *
 * @param trainingExamples size of the pool all modes draw from
 * @param limit number of test examples measured by default
 * @param hasCorpus whether the data set has documents to retrieve from
 */
public record NewLab(String name, List<String> labels, int trainingExamples, int limit, boolean hasCorpus) {

    private static final int SHOTS = 5;
    private static final int NEAREST = 3;
    private static final int USUAL_OUTPUT_TOKENS = 16;

    public NewLab {
        labels = List.copyOf(labels);
    }

    /** Writes lab.yaml, prompts/task.txt and README.md into a folder that stands beside the data sets' as labs/NAME. */
    public void write(Path folder) throws IOException {
        AtomicFile.writeText(folder.resolve("lab.yaml"), out -> out.write(labFile()));
        AtomicFile.writeText(folder.resolve("prompts").resolve("task.txt"), out -> out.write(TASK));
        AtomicFile.writeText(folder.resolve("README.md"), out -> out.write(readme()));
    }

    private static final String TASK = """
            Sort the text into one of these categories: {labels}.
            Answer with the name of the category and nothing else.
            """;

    private String labFile() {
        return """
                lab: %s
                title: %s
                task:
                  type: classification
                  labels:
                %s
                dataset: ../../datasets/%s
                model: smollm2-135m-instruct
                training-examples: %d      # the pool that every mode draws from, balanced over the labels
                limit: %d                  # test examples measured by default; all for every one
                sampling: {temperature: 0, seed: 42, max-output-tokens: %d, context-tokens: 4096}
                baseline: prompt           # the mode the others are tested against
                margin: 0.05               # a smaller difference in quality does not matter
                modes:
                  prompt:   {technique: prompt, system: prompts/task.txt, constrain: true}
                  few-shot: {technique: prompt, system: prompts/task.txt, constrain: true, shots: %d}
                %s  nearest:  {technique: rag, system: prompts/task.txt, constrain: true, retrieve: {from: train, top-k: %d}}
                  lora:     {technique: lora, system: prompts/task.txt, constrain: true, adapter: {train: {epochs: 8, seeds: [1]}}}
                  free:     {control: true, technique: prompt, system: prompts/task.txt}
                """.formatted(
                        name,
                        quoted("Which technique for " + name + "?"),
                        labels.stream().map(label -> "    - " + quoted(label)).collect(Collectors.joining("\n")),
                        name,
                        trainingExamples,
                        limit,
                        outputTokens(),
                        Math.min(SHOTS, trainingExamples),
                        hasCorpus
                                ? "  rag:      {technique: rag, system: prompts/task.txt, constrain: true,"
                                        + " retrieve: {from: corpus, top-k: 2}}\n"
                                : "",
                        Math.min(NEAREST, trainingExamples));
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
