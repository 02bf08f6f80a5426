package org.adaptationlab.result.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.file.ScratchFolder;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Appends one finished example to the journal; forced to the disk every two seconds, as in a run. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JournalBenchmark {

    private static final ExampleResult ROW = RunFixture.row(
            new ModeIdentity("prompt", "prompt", null, null), "t1", 1, RunFixture.answered("billing", "billing", 1));

    private Path folder;
    private Journal journal;

    @Setup
    public void create() throws IOException {
        folder = ScratchFolder.create();
        journal = Journal.create(folder.resolve("journal.jsonl"), JournalHeader.of("r1", "plan"));
    }

    @TearDown
    public void delete() throws IOException {
        journal.close();
        ScratchFolder.delete(folder);
    }

    @Benchmark
    public void append() {
        journal.append(ROW);
    }
}
