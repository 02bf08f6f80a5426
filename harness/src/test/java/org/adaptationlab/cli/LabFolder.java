package org.adaptationlab.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a small lab, labs/turns with datasets/turns, for tests. */
public final class LabFolder {

    private final Path root;

    private LabFolder(Path root) {
        this.root = root;
    }

    public static LabFolder in(Path root) throws IOException {
        LabFolder folder = new LabFolder(root);
        folder.write("labs/turns/lab.yaml", """
                lab: turns
                title: Left or right?
                task: {type: classification, labels: [left, right]}
                dataset: ../../datasets/turns
                model: smollm2-135m-instruct
                training-examples: 2
                limit: 1
                baseline: prompt
                modes:
                  prompt: {technique: prompt, system: task.txt}
                  near: {technique: rag, system: task.txt, retrieve: {from: train, top-k: 1}}
                  shots: {technique: prompt, system: task.txt, shots: 2, control: true}
                """);
        folder.write("labs/turns/task.txt", "One of {labels}.\n");
        folder.write("datasets/turns/dataset.yaml", "{name: turns, licence: CC0-1.0, made: here, fields: {id: x}}\n");
        folder.write("datasets/turns/train.jsonl", """
                {"id":"a1","input":"turn to the window","target":"left"}
                {"id":"a2","input":"the door side","target":"right","slice":"terse"}
                """);
        folder.write("datasets/turns/test.jsonl", """
                {"id":"b1","input":"to your heart","target":"left"}
                {"id":"b2","input":"where most people write","target":"right"}
                """);
        return folder;
    }

    public void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, text);
    }

    public void replace(String file, String what, String by) throws IOException {
        String text = Files.readString(root.resolve(file));
        if (!text.contains(what)) {
            throw new IllegalArgumentException(file + " has no " + what);
        }
        write(file, text.replace(what, by));
    }
}
