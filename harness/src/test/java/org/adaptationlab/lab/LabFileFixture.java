package org.adaptationlab.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.problem.Problem;
import org.adaptationlab.problem.Problems;

/** A lab file, labs/faq/lab.yaml, and a prompt file beside it, to be written with changes and read. */
final class LabFileFixture {

    /** Line numbers in tests are those of this text. */
    static final String LAB = """
            lab: faq
            title: Which one?
            task:
              type: classification
              labels: [yes, no, maybe]
            dataset: ../../datasets/faq
            model: smollm2-135m-instruct
            training-examples: 20
            limit: 30
            sampling: {temperature: 0, seed: 7, max-output-tokens: 8, context-tokens: 512}
            baseline: prompt
            margin: 0.1
            modes:
              prompt: {technique: prompt, system: prompts/task.txt, constrain: true, shots: 3}
              rag: {technique: rag, system: prompts/task.txt, retrieve: {from: corpus, top-k: 2}}
              near: {technique: rag, system: prompts/task.txt, retrieve: {from: train, index: dense, top-k: 3}}
              lora: {technique: lora, system: prompts/task.txt, adapter: {train: {rank: 4}}}
              free: {technique: prompt, system: prompts/task.txt, control: true}
            """;

    final Path file;

    LabFileFixture(Path folder) throws IOException {
        file = folder.resolve("labs/faq/lab.yaml");
        Files.createDirectories(file.resolveSibling("prompts"));
        writePrompt("Answer with one of {labels}.\n");
    }

    void writePrompt(String text) throws IOException {
        Files.writeString(file.resolveSibling("prompts/task.txt"), text);
    }

    Path write(String yaml) throws IOException {
        return Files.writeString(file, yaml);
    }

    LabDefinition read(String yaml) throws IOException {
        return LabFileReader.read(write(yaml));
    }

    /** The problems with file names instead of paths. */
    List<String> problemsOf(String yaml) throws IOException {
        Problems problems = new Problems();
        LabFileReader.read(write(yaml), problems);
        return problems.found().stream()
                .map(problem -> new Problem(problem.file().getFileName(), problem.line(), problem.message()))
                .map(Problem::toString)
                .toList();
    }
}
