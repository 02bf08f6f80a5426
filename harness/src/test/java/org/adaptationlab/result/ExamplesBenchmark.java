package org.adaptationlab.result;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.file.ScratchFolder;
import org.adaptationlab.result.csv.CsvResults;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads 6,000 rows of examples.csv. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ExamplesBenchmark {

    private Path folder;
    private RunFolder run;

    @Setup
    public void write() throws IOException {
        folder = ScratchFolder.create();
        run = new RunFolder(folder.resolve("run"));
        ManyRows.results(1_000, 1, RunFixture.RUN.runId()).write(run);
    }

    @TearDown
    public void delete() throws IOException {
        ScratchFolder.delete(folder);
    }

    @Benchmark
    public Object read() {
        return CsvResults.readExamples(run.examples());
    }
}
