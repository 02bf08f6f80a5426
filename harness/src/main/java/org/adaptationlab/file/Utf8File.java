package org.adaptationlab.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.Problems;

/** Reads text a user wrote: strictly UTF-8, a byte order mark and Windows line ends tolerated, its size bounded. */
public final class Utf8File {

    private static final long MAX_BYTES = 64L << 20;
    private static final int BOM_BYTES = 3;

    private Utf8File() {}

    /**
     * One line of a file, without its line end.
     *
     * @param number one-based
     */
    public record Line(int number, String text) {}

    /** The whole text with {@code \n} line ends, or empty where a problem was reported. */
    public static Optional<String> read(Path file, Problems problems) {
        int before = problems.found().size();
        Optional<List<Line>> lines = readLines(file, problems);
        return problems.found().size() > before
                ? Optional.empty()
                : lines.map(all -> all.stream().map(line -> line.text() + "\n").collect(Collectors.joining()));
    }

    /**
     * The lines that are UTF-8; each other one is reported with its number. Empty where the file cannot be read at all,
     * which is reported too.
     */
    public static Optional<List<Line>> readLines(Path file, Problems problems) {
        return readBytes(file, problems).map(bytes -> split(file, bytes, problems));
    }

    /** The bytes of a file of a bearable size; empty where it cannot be read, which is reported. */
    public static Optional<byte[]> readBytes(Path file, Problems problems) {
        String obstacle;
        try {
            obstacle = obstacle(file);
            if (obstacle.isEmpty()) {
                return Optional.of(Files.readAllBytes(file));
            }
        } catch (AccessDeniedException e) {
            obstacle = "cannot be read: permission denied";
        } catch (IOException e) {
            obstacle = "cannot be read: " + IoReason.of(e);
        }
        problems.add(file, 0, obstacle);
        return Optional.empty();
    }

    private static String obstacle(Path file) throws IOException {
        if (!Files.exists(file)) {
            return "no such file";
        }
        if (!Files.isRegularFile(file)) {
            return Files.isDirectory(file) ? "is a folder, not a file" : "is not a regular file";
        }
        long size = Files.size(file);
        return size > MAX_BYTES ? "is too large: " + (size >> 20) + " MB; at most " + (MAX_BYTES >> 20) + " MB" : "";
    }

    private static List<Line> split(Path file, byte[] bytes, Problems problems) {
        List<Line> lines = new ArrayList<>();
        int start = hasByteOrderMark(bytes) ? BOM_BYTES : 0;
        for (int number = 1; start < bytes.length; number++) {
            int end = start;
            while (end < bytes.length && bytes[end] != '\n') {
                end++;
            }
            int length = end > start && bytes[end - 1] == '\r' ? end - 1 - start : end - start;
            try {
                // a decoder from newDecoder() reports malformed bytes instead of replacing them
                ByteBuffer line = ByteBuffer.wrap(bytes, start, length);
                lines.add(new Line(
                        number, StandardCharsets.UTF_8.newDecoder().decode(line).toString()));
            } catch (CharacterCodingException e) {
                problems.add(file, number, "is not UTF-8 text; save the file as UTF-8");
            }
            start = end + 1;
        }
        return lines;
    }

    private static boolean hasByteOrderMark(byte[] bytes) {
        return bytes.length >= BOM_BYTES
                && bytes[0] == (byte) 0xEF
                && bytes[1] == (byte) 0xBB
                && bytes[2] == (byte) 0xBF;
    }
}
