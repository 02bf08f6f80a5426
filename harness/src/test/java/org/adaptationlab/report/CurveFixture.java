package org.adaptationlab.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.VaryFolder;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.result.record.VaryRecord.Point;

/** The ticket lab with 5 and with 50 training examples, which change nothing for the mode "prompt". */
record CurveFixture(Path out, VaryFolder folder) {

    /** Without any run yet. */
    static CurveFixture in(Path out) {
        Map<String, String> first = new LinkedHashMap<>();
        Map<String, String> second = new LinkedHashMap<>();
        for (String mode : List.of("prompt", "rag", "nearest", "lora")) {
            first.put(mode, "vary-5");
            second.put(mode, mode.equals("prompt") ? "vary-5" : "vary-50");
        }
        VaryRecord record = new VaryRecord(
                VaryRecord.SCHEMA,
                "vary",
                "tickets",
                "How many <examples>?",
                "a".repeat(64),
                "b".repeat(64),
                "training-examples",
                List.of(new Point("5", "vary-5", first), new Point("50", "vary-50", second)));
        return new CurveFixture(out, VaryFolder.create(out, record));
    }

    /** Writes the run of a value, with the given chance of a right answer in each mode. */
    void write(String value, Map<String, Double> quality) {
        write(value, RunFixture.tickets(quality));
    }

    /** Writes the run of a value. */
    void write(String value, RunResults results) {
        RunFolder run = new RunFolder(out.resolve("tickets").resolve("vary-" + value));
        try {
            Files.createDirectories(run.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        results.write(run);
    }
}
