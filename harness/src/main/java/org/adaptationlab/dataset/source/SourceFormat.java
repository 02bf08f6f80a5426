package org.adaptationlab.dataset.source;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/** A format in which users bring examples, with the file to read. */
sealed interface SourceFormat permits JsonSource, DelimitedSource, WorkbookSource, ParquetSource {

    /** The rows that can be read; whatever else there is, is reported or noted. */
    SourceTable read(Problems problems);

    /** The format of a file by its first bytes and its ending; empty where the file was reported. */
    static Optional<SourceFormat> of(Path file, @Nullable Character separator, Problems problems) {
        Optional<byte[]> bytes = Utf8File.readBytes(file, problems);
        if (bytes.isEmpty()) {
            return Optional.empty();
        }
        FileKind kind = FileKind.of(bytes.get());
        if (kind == FileKind.WORKBOOK) {
            return Optional.of(new WorkbookSource(file, bytes.get()));
        }
        if (kind == FileKind.PARQUET) {
            return Optional.of(new ParquetSource(file));
        }
        if (kind != FileKind.TEXT) {
            problems.add(file, 0, kind.remedy());
            return Optional.empty();
        }
        return SourceText.decode(file, bytes.get(), problems)
                .map(text ->
                        isJson(file, text) ? new JsonSource(file, text) : new DelimitedSource(file, text, separator));
    }

    private static boolean isJson(Path file, String text) {
        String ending = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        String start = text.substring(0, Math.min(text.length(), 200)).strip();
        return List.of(".json", ".jsonl", ".ndjson").stream().anyMatch(ending::endsWith)
                || start.startsWith("{\"")
                || start.startsWith("[{")
                || start.equals("[")
                || start.matches("(?s)[\\[{]\\s+[\"{].*");
    }
}
