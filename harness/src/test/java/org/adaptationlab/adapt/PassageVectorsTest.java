package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.lab.RetrievalSpec.IndexKind;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassageVectorsTest {

    private static final TextEmbedder EMBEDDER = TextEmbedder.english();

    @TempDir
    private Path folder;

    private static List<Passage> passages(int n) {
        return IntStream.range(0, n)
                .mapToObj(i -> new Passage("p" + i, "d" + i, "parcel number " + i))
                .toList();
    }

    @Test
    void areThoseOfEachTextByItself() throws IOException {
        try (PassageVectors vectors = PassageVectors.open(folder.resolve("v"), EMBEDDER)) {
            List<float[]> found = vectors.of(passages(5), 0);

            assertThat(found.get(3)).isEqualTo(EMBEDDER.embed("parcel number 3"));
        }
    }

    @Test
    void areKeptOfARunThatWasStoppedButForHalfAVector() throws IOException {
        Path file = folder.resolve("v");
        List<float[]> made;
        try (PassageVectors vectors = PassageVectors.open(file, EMBEDDER)) {
            made = vectors.of(passages(3), 0);
        }
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 2 * 384 * 4 + 100));

        try (PassageVectors vectors = PassageVectors.open(file, EMBEDDER)) {
            assertThat(vectors.before()).isEqualTo(2);
            assertThat(vectors.of(passages(2), 0)).usingRecursiveComparison().isEqualTo(made.subList(0, 2));
            assertThat(vectors.of(passages(3), 0)).usingRecursiveComparison().isEqualTo(made);
            vectors.delete();
        }
        assertThat(file).doesNotExist();
    }

    @Test
    void areReadNotMadeWhereTheFileHasThem() throws IOException {
        Path file = folder.resolve("v");
        byte[] zeros = new byte[3 * 384 * 4];
        Files.write(file, zeros);

        try (PassageVectors vectors = PassageVectors.open(file, EMBEDDER)) {
            assertThat(vectors.of(passages(3), 0).get(2)).containsOnly(0f);
        }
    }

    @Test
    void areToldOfBatchByBatchAndLeaveNothingButTheIndex() throws IOException {
        List<List<Integer>> told = new ArrayList<>();
        PassageIndexStore store = new PassageIndexStore(folder, EMBEDDER, System::nanoTime)
                .telling((done, before, of) -> told.add(List.of(done, before, of)));

        store.open(passages(300), IndexKind.DENSE).close();

        assertThat(told).containsExactly(List.of(256, 0, 300), List.of(300, 0, 300));
        try (var files = Files.list(folder)) {
            assertThat(files).hasSize(1);
        }
    }
}
