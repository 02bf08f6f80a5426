package org.adaptationlab.adapt;

import static org.adaptationlab.adapt.PassageVectors.BATCH;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adaptationlab.file.Folders;
import org.adaptationlab.lab.RetrievalSpec.IndexKind;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassageVectorsTest {

    private static final TextEmbedder EMBEDDER = TextEmbedder.english();

    private static final int BATCH_BYTES = Long.BYTES + BATCH * 384 * Float.BYTES;

    @TempDir
    private Path folder;

    private static List<Passage> passages(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> new Passage("p" + i, "d" + i, "parcel number " + i))
                .toList();
    }

    @Test
    void areThoseOfEachTextByItself() throws IOException {
        try (PassageVectors vectors = open(folder.resolve("v"))) {
            List<float[]> found = vectors.of(passages(5), 0);

            assertThat(found.get(3)).isEqualTo(EMBEDDER.embed("parcel number 3"));
        }
    }

    @Test
    void areKeptOfARunThatWasStoppedInWholeBatchesWithTheTimeTheyTook() throws IOException {
        Path file = folder.resolve("v");
        List<Passage> passages = passages(2 * BATCH);
        List<float[]> made = new ArrayList<>();
        try (PassageVectors vectors = open(file)) {
            made.addAll(vectors.of(passages.subList(0, BATCH), 0));
            made.addAll(vectors.of(passages.subList(BATCH, 2 * BATCH), BATCH));
            assertThat(vectors.nanosBefore()).isZero();
        }
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), BATCH_BYTES + 100));

        try (PassageVectors vectors = open(file)) {
            assertThat(vectors.before()).isEqualTo(BATCH);
            List<float[]> again = new ArrayList<>(vectors.of(passages.subList(0, BATCH), 0));
            again.addAll(vectors.of(passages.subList(BATCH, 2 * BATCH), BATCH));
            assertThat(again).usingRecursiveComparison().isEqualTo(made);
            assertThat(vectors.nanosBefore()).isEqualTo(1);
            vectors.delete();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void areReadNotMadeWhereTheFileHasThem() throws IOException {
        Path file = folder.resolve("v");
        Files.write(file, new byte[BATCH_BYTES]);

        try (PassageVectors vectors = open(file)) {
            assertThat(vectors.of(passages(BATCH), 0).get(2)).containsOnly(0f);
        }
    }

    @Test
    void countTheTimeOfARunThatWasStopped() throws IOException {
        List<Passage> passages = passages(BATCH + 1);
        PassageIndexStore store = new PassageIndexStore(folder, EMBEDDER, () -> 0);
        store.open(passages, IndexKind.DENSE).close();
        Path index = onlyFileIn(folder);
        byte[] kept = new byte[BATCH_BYTES];
        ByteBuffer writing = ByteBuffer.wrap(kept).putLong(7_000_000_000L);
        while (writing.hasRemaining()) {
            writing.putFloat(1);
        }
        Files.write(folder.resolve(".embedded-" + index.getFileName()), kept);
        Folders.delete(index);

        try (PassageIndex again = store.open(passages, IndexKind.DENSE)) {
            assertThat(again.buildSeconds()).isEqualTo(7);
        }
    }

    @Test
    void areToldOfBatchByBatchAndLeaveNothingButTheIndex() throws IOException {
        List<List<Integer>> told = new ArrayList<>();
        PassageIndexStore store = new PassageIndexStore(folder, EMBEDDER, System::nanoTime)
                .telling((done, before, of) -> told.add(List.of(done, before, of)));

        store.open(passages(300), IndexKind.DENSE).close();

        assertThat(told).containsExactly(List.of(256, 0, 300), List.of(300, 0, 300));
        assertThat(onlyFileIn(folder)).isDirectory();
    }

    /** By a clock that goes on by a nanosecond each time it is read. */
    private static PassageVectors open(Path file) throws IOException {
        return PassageVectors.open(file, EMBEDDER, new AtomicLong()::incrementAndGet);
    }

    private static Path onlyFileIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }
}
