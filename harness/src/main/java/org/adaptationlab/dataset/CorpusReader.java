package org.adaptationlab.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.Problems;

/** Reads the documents of a corpus folder and of the folders in it: Markdown, plain text and HTML. */
final class CorpusReader {

    private static final List<String> HTML = List.of(".html", ".htm");
    private static final List<String> ENDINGS = List.of(".md", ".markdown", ".txt", ".html", ".htm");
    private static final int MAX_MB = 4;

    private final Path folder;
    private final Problems problems;

    private CorpusReader(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** The files that are its documents, sorted; a folder without any is reported. */
    static List<Path> files(Path folder, Problems problems) {
        return new CorpusReader(folder, problems).files();
    }

    /** The documents sorted by id; none where there is no such folder. */
    static List<Document> read(Path folder, Problems problems) {
        return Files.exists(folder) ? new CorpusReader(folder, problems).read() : List.of();
    }

    private List<Document> read() {
        Map<String, Path> fileOfId = new TreeMap<>();
        for (Path file : files()) {
            Path twin = fileOfId.putIfAbsent(id(file), file);
            if (twin != null) {
                problems.add(
                        file,
                        0,
                        "is a second document of the name \"" + id(file) + "\", the first is " + twin
                                + "; rename one of them");
            }
        }
        List<Document> documents = new ArrayList<>();
        fileOfId.forEach((id, file) -> {
            if (isSmallEnough(file)) {
                Utf8File.read(file, problems).ifPresent(text -> documents.add(document(id, file, text)));
            }
        });
        return documents;
    }

    /** Files of the known endings; what is hidden, such as the folder of an editor, is passed over. */
    private List<Path> files() {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = all.filter(
                            file -> !isHidden(file) && ending(file).length() > 0 && !Files.isDirectory(file))
                    .sorted()
                    .toList();
            if (files.isEmpty()) {
                problems.add(
                        folder,
                        0,
                        "has no document (" + String.join(", ", ENDINGS) + "); add documents or delete the folder");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            problems.add(folder, 0, "cannot be listed: " + IoReason.of(e));
            return List.of();
        }
    }

    private boolean isSmallEnough(Path file) {
        try {
            long size = Files.size(file);
            if (size > (long) MAX_MB << 20) {
                problems.add(
                        file,
                        0,
                        "is too large for one document: " + (size >> 20) + " MB; at most " + MAX_MB
                                + " MB; divide it into documents of one subject each");
                return false;
            }
        } catch (IOException e) {
            return true; // reading it says what is wrong
        }
        return true;
    }

    private Document document(String id, Path file, String raw) {
        String text = HTML.contains(ending(file)) ? HtmlText.of(raw) : raw;
        if (text.isBlank()) {
            problems.add(file, 0, "is empty; write the document or delete it");
        }
        String name = id.substring(id.lastIndexOf('/') + 1);
        return new Document(id, ending(file).equals(".txt") ? name : title(text, name), text);
    }

    private static String title(String text, String fallback) {
        return text.lines()
                .filter(line -> line.matches("#{1,6}\\s+\\S.*"))
                .map(line -> line.replaceFirst("#+\\s+", "").strip())
                .findFirst()
                .orElse(fallback);
    }

    private boolean isHidden(Path file) {
        return parts(file).stream().anyMatch(part -> part.startsWith("."));
    }

    private String id(Path file) {
        String path = String.join("/", parts(file));
        return path.substring(0, path.length() - ending(file).length());
    }

    private List<String> parts(Path file) {
        return StreamSupport.stream(folder.relativize(file).spliterator(), false)
                .map(Path::toString)
                .toList();
    }

    /** The known ending of a file's name in lower case; empty for others. */
    private static String ending(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return ENDINGS.stream().filter(name::endsWith).findFirst().orElse("");
    }
}
