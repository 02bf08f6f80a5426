package org.adaptationlab.dataset.source;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.adaptationlab.problem.Problems;

/** Text in the encodings that programs save tables in: UTF-8, and UTF-16 with or without a byte order mark. */
final class SourceText {

    private static final int SAMPLE = 1 << 12;

    private SourceText() {}

    /** The text without its byte order mark; empty where it was reported. */
    static Optional<String> decode(Path file, byte[] bytes, Problems problems) {
        Charset charset = charset(bytes);
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return Optional.of(text.startsWith("\ufeff") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            problems.add(
                    file,
                    firstBadLine(bytes),
                    "is not " + charset.name()
                            + " text; save the file as UTF-8 (in Excel: \"CSV UTF-8\"), or convert it:"
                            + " iconv -f windows-1252 -t utf-8 OLD > NEW");
            return Optional.empty();
        }
    }

    private static Charset charset(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return StandardCharsets.UTF_16LE;
        }
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            return StandardCharsets.UTF_16BE;
        }
        int[] zeros = new int[2];
        int length = Math.min(bytes.length, SAMPLE);
        for (int i = 0; i < length; i++) {
            zeros[i & 1] += bytes[i] == 0 ? 1 : 0;
        }
        int most = Math.max(zeros[0], zeros[1]);
        if (most * 5 < length || length == 0) { // every second byte of Latin text in UTF-16 is 0, none in UTF-8
            return StandardCharsets.UTF_8;
        }
        return zeros[1] > zeros[0] ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE;
    }

    private static int firstBadLine(byte[] bytes) {
        int line = 1;
        int start = 0;
        for (int i = 0; i <= bytes.length; i++) {
            if (i == bytes.length || bytes[i] == '\n') {
                try {
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, i - start));
                } catch (CharacterCodingException e) {
                    return line;
                }
                line++;
                start = i + 1;
            }
        }
        return 0;
    }
}
