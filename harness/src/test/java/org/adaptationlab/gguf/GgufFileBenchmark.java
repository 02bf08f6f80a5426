package org.adaptationlab.gguf;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.adaptationlab.file.ScratchFolder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Opens a file with 50,000 words, dequantises a matrix of 1,024 x 1,024, and merges it anew in 8 bits. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class GgufFileBenchmark {

    private static final int WIDTH = 1024;
    private static final String MATRIX = "blk.0.attn_q.weight";

    private Path folder;
    private Path file;
    private GgufFile read;

    @Setup
    public void write() throws IOException {
        folder = ScratchFolder.create();
        file = folder.resolve("base.gguf");
        List<String> words =
                IntStream.range(0, 50_000).mapToObj(i -> "word" + i).toList();
        new GgufWriter()
                .text("general.architecture", "llama")
                .texts("tokenizer.ggml.tokens", words)
                .tensor(
                        MATRIX,
                        TensorType.Q4_K,
                        RandomTensors.matrix(TensorType.Q4_K, new Random(1), WIDTH * WIDTH, 0.02),
                        WIDTH,
                        WIDTH)
                .write(file);
        read = GgufFile.open(file);
    }

    @TearDown
    public void delete() throws IOException {
        ScratchFolder.delete(folder);
    }

    @Benchmark
    public Object open() {
        return GgufFile.open(file);
    }

    @Benchmark
    public Object dequantise() {
        return read.floats(MATRIX);
    }

    @Benchmark
    public Object merge() throws IOException {
        return MergedModel.write(read, null, Set.of(MATRIX), TensorType.Q8_0, folder.resolve("merged.gguf"));
    }
}
