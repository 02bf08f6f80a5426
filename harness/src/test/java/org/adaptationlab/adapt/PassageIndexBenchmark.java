package org.adaptationlab.adapt;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.adaptationlab.file.ScratchFolder;
import org.adaptationlab.lab.RetrievalSpec.IndexKind;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Looks three passages up among 300, by their words and by words and meaning. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class PassageIndexBenchmark {

    private Path folder;
    private PassageIndex lexical;
    private PassageIndex hybrid;

    @Setup
    public void index() throws IOException {
        folder = ScratchFolder.create();
        PassageIndexStore store = new PassageIndexStore(folder, TextEmbedder.english(), System::nanoTime);
        List<Passage> passages = IntStream.range(0, 300)
                .mapToObj(
                        i -> new Passage("p" + i, "d" + i / 3, "Article " + i + ": parcel " + 7 * i + " is sent back."))
                .toList();
        lexical = store.open(passages, IndexKind.LEXICAL);
        hybrid = store.open(passages, IndexKind.HYBRID);
    }

    @TearDown
    public void delete() throws IOException {
        lexical.close();
        hybrid.close();
        ScratchFolder.delete(folder);
    }

    @Benchmark
    public Object lexical() {
        return lexical.passagesFor(3).retrieve("which article is about parcel 1407", "");
    }

    @Benchmark
    public Object hybrid() {
        return hybrid.passagesFor(3).retrieve("which article is about parcel 1407", "");
    }
}
