package org.adaptationlab.dataset;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.problem.Problems;

/** Reads the Markdown documents of a corpus folder. */
final class CorpusReader {

    private static final String ENDING = ".md";

    private CorpusReader() {}

    /** The documents sorted by id; none where there is no such folder. */
    static List<Document> read(Path folder, Problems problems) {
        if (!Files.exists(folder)) {
            return List.of();
        }
        List<Document> documents = new ArrayList<>();
        for (Path file : markdownFiles(folder, problems)) {
            Utf8File.read(file, problems).ifPresent(text -> {
                if (text.isBlank()) {
                    problems.add(file, 0, "is empty; write the document or delete it");
                }
                documents.add(document(file, text));
            });
        }
        documents.sort(Comparator.comparing(Document::id));
        return documents;
    }

    private static List<Path> markdownFiles(Path folder, Problems problems) {
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> files =
                    entries.filter(file -> name(file).endsWith(ENDING)).sorted().toList();
            if (files.isEmpty()) {
                problems.add(folder, 0, "has no " + ENDING + " file; add documents or delete the folder");
            }
            return files;
        } catch (IOException e) {
            problems.add(folder, 0, "cannot be listed: " + e.getMessage());
            return List.of();
        }
    }

    private static Document document(Path file, String text) {
        String id = name(file).substring(0, name(file).length() - ENDING.length());
        String title = text.lines()
                .filter(line -> line.matches("#{1,6}\\s+\\S.*"))
                .map(line -> line.replaceFirst("#+\\s+", "").strip())
                .findFirst()
                .orElse(id);
        return new Document(id, title, text);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
