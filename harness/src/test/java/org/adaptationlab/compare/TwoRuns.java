package org.adaptationlab.compare;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.score.Metric;
import org.jspecify.annotations.Nullable;

/** A baseline and a contender on disk, for tests; what differs between them is edited into the files. */
public final class TwoRuns {

    private static final String RUN_ID = RunFixture.RUN.runId();
    private static final String OTHER_RUN_ID = "20260308-090000-c3d4";

    private static final Map<String, Double> QUALITY =
            Map.of("prompt", 0.21, "few-shot", 0.27, "rag", 0.24, "nearest", 0.51, "lora", 0.74);

    private static final Map<String, Double> WORSE =
            Map.of("prompt", 0.21, "few-shot", 0.29, "rag", 0.24, "nearest", 0.51, "lora", 0.5);

    private final Path folder;

    private TwoRuns(Path folder) {
        this.folder = folder;
    }

    /** The same run twice. */
    public static TwoRuns same(Path folder) {
        return of(folder, RunFixture.tickets(QUALITY), RunFixture.tickets(QUALITY));
    }

    /** The ticket run, and one whose adapter lost a quarter of its quality, trained with another seed. */
    public static TwoRuns worse(Path folder) {
        TwoRuns runs = of(folder, RunFixture.tickets(QUALITY), RunFixture.tickets(WORSE));
        runs.inContender(RUN_ID, OTHER_RUN_ID);
        runs.inContender("c".repeat(64) + ",1,", "f".repeat(64) + ",2,");
        runs.inContender("\"harness_version\" : \"0.1.0\"", "\"harness_version\" : \"0.2.0\"");
        runs.inContender("lab: foundation-model-adaptation\\n", "lab: foundation-model-adaptation\\nmargin: 0.05\\n");
        runs.inContender("\"9999", "\"8999");
        return runs;
    }

    /** Text that wants to be more than text on both sides; every answer of the two modes turned round. */
    public static TwoRuns hostile(Path folder) {
        TwoRuns runs = of(folder, RunFixture.hostile(), RunFixture.hostile());
        runs.inContender(RUN_ID, "=cmd|' /C calc'!A0");
        runs.inContender(",billing,billing,1,", ",<img src=x onerror=alert(1)>|`a`,billing,0,");
        runs.inContender(",shipping,billing,0,", ",\u001b[31mred\u202egnp.exe,billing,1,");
        return runs;
    }

    /** The ticket run with the calls of these examples of every mode slower by a factor. */
    public static RunResults slowed(double factor, int from, int to) {
        RunResults run = RunFixture.tickets();
        Map<String, Integer> asked = new HashMap<>();
        List<ExampleResult> rows = run.examples().stream()
                .map(row -> {
                    int number = asked.merge(row.mode().mode(), 1, Integer::sum) - 1;
                    return number < from || number >= to ? row : slower(row, factor);
                })
                .toList();
        return RunResults.of(run.provenance(), rows, Metric.ACCURACY);
    }

    /** The ticket run with so many requests in flight. */
    public static RunResults among(int requests) {
        RunResults run = RunFixture.tickets();
        List<ExampleResult> rows = run.examples().stream()
                .map(row -> row.isTimed() ? row.with(row.measurement().among(requests, 20)) : row)
                .toList();
        return RunResults.of(run.provenance(), rows, Metric.ACCURACY);
    }

    private static ExampleResult slower(ExampleResult row, double factor) {
        CallMeasurement was = row.measurement();
        return row.with(new CallMeasurement(
                was.inputTokens(),
                was.outputTokens(),
                was.loadMs(),
                was.retrieveMs(),
                times(was.ttftMs(), factor),
                times(was.prefillMs(), factor),
                times(was.decodeMs(), factor),
                times(was.totalMs(), factor)));
    }

    private static @Nullable Double times(@Nullable Double ms, double factor) {
        return ms == null ? null : Double.valueOf(ms * factor);
    }

    public static TwoRuns of(Path folder, RunResults baseline, RunResults contender) {
        baseline.write(new RunFolder(folder.resolve("baseline")));
        contender.write(new RunFolder(folder.resolve("contender")));
        return new TwoRuns(folder);
    }

    public Path baseline() {
        return folder.resolve("baseline");
    }

    public Path contender() {
        return folder.resolve("contender");
    }

    /** Takes out of summary.csv, where nine times and a count follow it, what the calls say of the machine. */
    public TwoRuns withoutBlockDrift() {
        for (Path run : List.of(baseline(), contender())) {
            Path summary = run.resolve("summary.csv");
            try {
                Files.writeString(
                        summary,
                        Files.readString(summary).replaceAll(",[0-9.]+((,[0-9.]*){9},[0-9]+,[0-9]+)\n", ",$1\n"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return this;
    }

    /** Edits every file of the contender. */
    public TwoRuns inContender(String what, String by) {
        edit(contender(), what, by);
        return this;
    }

    /** Edits every file of both. */
    TwoRuns inBoth(String what, String by) {
        edit(baseline(), what, by);
        edit(contender(), what, by);
        return this;
    }

    public Comparison compare() {
        return compare(ComparisonSettings.DEFAULT);
    }

    public Comparison compare(ComparisonSettings settings) {
        return RunComparison.compare(baseline(), contender(), settings);
    }

    private static void edit(Path run, String what, String by) {
        try {
            boolean found = false;
            for (String name : List.of("examples.csv", "summary.csv", "comparisons.csv", "run.json")) {
                String text = Files.readString(run.resolve(name));
                found |= text.contains(what);
                Files.writeString(run.resolve(name), text.replace(what, by));
            }
            if (!found) {
                throw new IllegalArgumentException(run + " has no " + what);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
