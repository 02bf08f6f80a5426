package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.file.Sha256;

/**
 * The SHA-256 of large files, kept in a small file between runs so that they are read once. A file counts as the same
 * while its path, size and time of change are. What cannot be kept is worked out again: a loss costs time only.
 * Thread-safe; of two processes that write at a time, one may lose its line.
 */
final class DigestCache {

    /** As many as a user has models; the oldest go. */
    private static final int MOST_LINES = 200;

    private static final int FIELDS = 4;
    /** A file changed this lately may change again without its time of change moving on. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private final Path store;
    private final InstantSource clock;

    DigestCache(Path store, InstantSource clock) {
        this.store = store;
        this.clock = clock;
    }

    /**
     * The digest of a file, read only where it is not known.
     *
     * @throws IOException if the file cannot be read
     */
    synchronized String of(Path file) throws IOException {
        Path real = file.toRealPath();
        String key = key(real);
        List<String> lines = lines();
        Optional<String> known = lines.stream()
                .filter(line -> line.startsWith(key, Sha256Text.LENGTH))
                .filter(line -> line.length() == Sha256Text.LENGTH + key.length())
                .map(line -> line.substring(0, Sha256Text.LENGTH))
                .filter(Sha256Text::isOne)
                .findFirst();
        if (known.isPresent()) {
            return known.get();
        }
        String digest = Sha256.ofFile(real);
        if (key.equals(key(real)) && isSettled(real)) {
            keep(digest + key, real, lines);
        }
        return digest;
    }

    private boolean isSettled(Path file) throws IOException {
        return Files.getLastModifiedTime(file)
                .toInstant()
                .isBefore(clock.instant().minus(SETTLED));
    }

    private static String key(Path file) throws IOException {
        BasicFileAttributes is = Files.readAttributes(file, BasicFileAttributes.class);
        return "\t" + is.size() + "\t" + is.lastModifiedTime().toInstant() + "\t" + file;
    }

    private List<String> lines() {
        try {
            return Files.exists(store) ? Files.readAllLines(store, StandardCharsets.UTF_8) : List.of();
        } catch (IOException e) {
            return List.of();
        }
    }

    private void keep(String line, Path file, List<String> before) {
        if (line.contains("\n") || line.contains("\r")) {
            return; // a path with a line end would be read as two lines
        }
        List<String> lines = new ArrayList<>(before);
        lines.removeIf(old -> isOf(old, file));
        lines.add(line);
        List<String> kept = lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
        try {
            AtomicFile.writeText(store, out -> out.write(String.join("\n", kept) + "\n"));
        } catch (IOException e) {
            // A lab home that cannot be written to: the file is read again next time.
        }
    }

    private static boolean isOf(String line, Path file) {
        String[] fields = line.split("\t", FIELDS);
        return fields.length != FIELDS || !Sha256Text.isOne(fields[0]) || fields[FIELDS - 1].equals(file.toString());
    }
}
