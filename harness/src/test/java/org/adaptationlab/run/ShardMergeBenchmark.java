package org.adaptationlab.run;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.file.ScratchFolder;
import org.adaptationlab.run.merge.ShardMerge;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Reads two shards of a small run and holds them against each other, as a merge does before it writes. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class ShardMergeBenchmark {

    private Path folder;
    private List<Path> shards;

    @Setup
    public void measure() throws IOException {
        folder = ScratchFolder.create();
        shards = new ShardBench(folder).shards(2, "prompt");
    }

    @TearDown
    public void delete() throws IOException {
        ScratchFolder.delete(folder);
    }

    @Benchmark
    public Object merge() {
        return ShardMerge.of(shards);
    }
}
