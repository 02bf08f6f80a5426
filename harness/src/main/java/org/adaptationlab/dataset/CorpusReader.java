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
import java.util.Optional;
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

    /** A larger PDF or Word file may take a good part of the memory, so such are read one at a time. */
    private static final long SMALL_BYTES = 256 << 10;

    private static final Object ONE_LARGE = new Object();

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
        List<Found> all = fileOfId.entrySet().parallelStream()
                .map(entry -> found(entry.getKey(), entry.getValue()))
                .toList();
        List<Document> documents = new ArrayList<>();
        for (Found one : all) {
            one.document().ifPresent(documents::add);
            one.unreadable().ifPresent(unreadable::add);
            one.problems().found().forEach(problems::add);
        }
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

    /** What there was in one file; files are read side by side, so each has problems of its own. */
    private record Found(Optional<Document> document, Optional<LeftOut.Unreadable> unreadable, Problems problems) {}

    private static Found found(String id, Path file) {
        DocumentKind kind = DocumentKind.of(file).orElseThrow();
        Problems problems = new Problems();
        try {
            long size = Files.size(file);
            if (size > (long) kind.maxMb() << 20) {
                problems.add(
                        file,
                        0,
                        "is too large for one document: " + (size >> 20) + " MB; at most " + kind.maxMb()
                                + " MB; divide it into documents of one subject each");
                return new Found(Optional.empty(), Optional.empty(), problems);
            }
            return new Found(document(kind, id, file, size, problems), Optional.empty(), problems);
        } catch (UnreadableDocumentException e) {
            LeftOut.Unreadable unreadable = new LeftOut.Unreadable(file, String.valueOf(e.getMessage()));
            return new Found(Optional.empty(), Optional.of(unreadable), problems);
        } catch (IOException e) {
            problems.add(file, 0, "cannot be read: " + IoReason.of(e));
            return new Found(Optional.empty(), Optional.empty(), problems);
        }
    }

    private static Optional<Document> document(DocumentKind kind, String id, Path file, long size, Problems problems)
            throws IOException, UnreadableDocumentException {
        if (kind.isText()) {
            Optional<DocumentText> read = Utf8File.read(file, problems).map(kind::read);
            if (read.filter(text -> text.text().isBlank()).isPresent()) {
                problems.add(file, 0, "is empty; write the document or delete it");
            }
            return read.map(text -> document(id, text));
        }
        if (!Files.isReadable(file)) {
            throw new AccessDeniedException(file.toString());
        }
        if (size <= SMALL_BYTES) {
            return Optional.of(document(id, kind.read(file)));
        }
        synchronized (ONE_LARGE) {
            return Optional.of(document(id, kind.read(file)));
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
