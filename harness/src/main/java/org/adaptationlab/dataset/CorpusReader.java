package org.adaptationlab.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.adaptationlab.dataset.document.DocumentKind;
import org.adaptationlab.dataset.document.DocumentText;
import org.adaptationlab.dataset.document.UnreadableDocumentException;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.Problems;

/**
 * Reads the documents of a corpus folder and of the folders in it: Markdown, plain text, HTML, PDF and Word. A PDF or Word
 * file without text to be had is left out, as files of other kinds are, since the user of such files can seldom mend them.
 */
final class CorpusReader {

    private final Path folder;
    private final Problems problems;
    private final List<Path> others = new ArrayList<>();
    private final List<LeftOut.Unreadable> unreadable = new ArrayList<>();

    private CorpusReader(Path folder, Problems problems) {
        this.folder = folder;
        this.problems = problems;
    }

    /** The files that are its documents, sorted; a folder without any is reported. */
    static List<Path> files(Path folder, Problems problems) {
        return new CorpusReader(folder, problems).files();
    }

    /** The documents sorted by id; none where there is no such folder. */
    static Corpus read(Path folder, Problems problems) {
        return Files.exists(folder) ? new CorpusReader(folder, problems).read() : Corpus.NONE;
    }

    private Corpus read() {
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
        fileOfId.forEach((id, file) -> DocumentKind.of(file)
                .filter(kind -> isSmallEnough(kind, file))
                .ifPresent(kind -> add(documents, kind, id, file)));
        if (documents.isEmpty() && !unreadable.isEmpty()) {
            unreadable.forEach(one -> problems.add(one.file(), 0, one.why()));
        }
        return new Corpus(documents, new LeftOut(others, unreadable));
    }

    /** Files of the known endings; what is hidden, such as the folder of an editor, is passed over. */
    private List<Path> files() {
        try (Stream<Path> all = Files.walk(folder, FileVisitOption.FOLLOW_LINKS)) {
            List<Path> files = new ArrayList<>();
            all.filter(file -> !isHidden(file) && !Files.isDirectory(file))
                    .sorted(Comparator.comparing(file -> String.join("/", parts(file))))
                    .forEach(file -> (DocumentKind.of(file).isPresent() ? files : others).add(file));
            if (files.isEmpty()) {
                String found = new LeftOut(others, List.of()).counts();
                problems.add(
                        folder,
                        0,
                        "has no document (" + DocumentKind.allEndings() + ")"
                                + (found.isEmpty() ? "" : "; " + found.replaceFirst(" \\(.*", ""))
                                + "; add documents or delete the folder");
            }
            return files;
        } catch (IOException | UncheckedIOException e) {
            problems.add(folder, 0, "cannot be listed: " + IoReason.of(e));
            return List.of();
        }
    }

    private boolean isSmallEnough(DocumentKind kind, Path file) {
        try {
            long size = Files.size(file);
            if (size > (long) kind.maxMb() << 20) {
                problems.add(
                        file,
                        0,
                        "is too large for one document: " + (size >> 20) + " MB; at most " + kind.maxMb()
                                + " MB; divide it into documents of one subject each");
                return false;
            }
        } catch (IOException e) {
            return true; // reading it says what is wrong
        }
        return true;
    }

    private void add(List<Document> documents, DocumentKind kind, String id, Path file) {
        if (kind.isText()) {
            Utf8File.read(file, problems).map(kind::read).ifPresent(read -> {
                if (read.text().isBlank()) {
                    problems.add(file, 0, "is empty; write the document or delete it");
                }
                documents.add(document(id, read));
            });
            return;
        }
        try {
            if (!Files.isReadable(file)) {
                throw new AccessDeniedException(file.toString());
            }
            documents.add(document(id, kind.read(file)));
        } catch (UnreadableDocumentException e) {
            unreadable.add(new LeftOut.Unreadable(file, String.valueOf(e.getMessage())));
        } catch (IOException e) {
            problems.add(file, 0, "cannot be read: " + IoReason.of(e));
        }
    }

    private static Document document(String id, DocumentText read) {
        String name = id.substring(id.lastIndexOf('/') + 1);
        return new Document(id, read.title().isEmpty() ? name : read.title(), read.text(), read.markup());
    }

    private boolean isHidden(Path file) {
        return parts(file).stream().anyMatch(part -> part.startsWith("."));
    }

    /** The same on every system: some file systems keep names in normal form D, where é is two characters. */
    private String id(Path file) {
        String path = String.join("/", parts(file));
        String ending = DocumentKind.of(file).map(kind -> kind.ending(file)).orElse("");
        return Normalizer.normalize(path.substring(0, path.length() - ending.length()), Normalizer.Form.NFC);
    }

    private List<String> parts(Path file) {
        return StreamSupport.stream(folder.relativize(file).spliterator(), false)
                .map(Path::toString)
                .toList();
    }
}
