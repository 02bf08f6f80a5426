package org.adaptationlab.model.embedding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.adaptationlab.lab.EmbedderSpec.Prefixes;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedEmbedderTest {

    @TempDir
    private Path folder;

    private final FakeServer server = new FakeServer();

    @Test
    void scalesVectorsToLengthOne() {
        assertThat(embedder().embed("abcd")).containsExactly(new float[] {0.6f, 0.8f}, within(1e-6f));
    }

    @Test
    void asksForManyTextsInBatchesAndForEachOnce() {
        List<String> texts = Stream.concat(
                        IntStream.range(0, 40).mapToObj(i -> "text " + i), Stream.of("text 7", "text 8"))
                .toList();

        List<float[]> vectors = embedder().embedAll(texts);

        assertThat(vectors).hasSize(42);
        assertThat(vectors.get(40)).isEqualTo(vectors.get(7));
        assertThat(server.sizes()).containsExactly(1, 16, 16, 8); // the probe first
    }

    @Test
    void doesNotAskAgainInALaterRunForTextsThatAreCompared() {
        List<float[]> first = embedder().embedAll(List.of("a", "b"));
        server.asked.clear();

        List<float[]> second = embedder().embedAll(List.of("b", "a", "c"));

        assertThat(second.get(0)).isEqualTo(first.get(1));
        assertThat(server.asked.subList(1, server.asked.size())).containsExactly(List.of("passage: c"));
    }

    @Test
    void goesOnAfterARecordThatIsHalfWritten() throws IOException {
        ServedEmbedder embedder = embedder();
        embedder.embedAll(List.of("a"));
        Files.write(folder.resolve(embedder.digest()), new byte[] {1, 2, 3}, StandardOpenOption.APPEND);

        embedder().embedAll(List.of("a", "b"));
        server.asked.clear();
        embedder().embedAll(List.of("a", "b"));

        assertThat(server.asked).hasSize(1); // the probe
    }

    @Test
    void asksForAQuestionEachTimeSinceItsTimeIsMeasured() {
        ServedEmbedder embedder = embedder();
        embedder.embedAll(List.of("a"));
        server.asked.clear();

        embedder.embed("a");
        embedder.embedQuery("a");

        assertThat(server.asked).containsExactly(List.of("passage: a"), List.of("query: a"));
    }

    @Test
    void keepsItsDigestWhileTheModelIsTheSame() {
        String digest = embedder().digest();
        server.tilt = 1e-4f; // what another order of additions changes at most

        assertThat(embedder().digest()).isEqualTo(digest);
    }

    @Test
    void seesThatAnotherModelHasTakenTheName() {
        String digest = embedder().digest();
        embedder().embedAll(List.of("a"));
        server.tilt = 0.5f;
        server.asked.clear();

        ServedEmbedder other = embedder();

        assertThat(other.digest()).isNotEqualTo(digest);
        other.embedAll(List.of("a"));
        assertThat(server.asked).contains(List.of("passage: a"));
    }

    @Test
    void isKnownByTheDigestOfItsWeightsWhereTheServerTellsIt() {
        server.weights = "one";
        String digest = embedder().digest();
        server.weights = "two";

        assertThat(embedder().digest()).isNotEqualTo(digest);
    }

    @Test
    void asksNothingBeforeTheFirstText() {
        ServedEmbedder embedder = embedder();

        assertThat(embedder.name()).isEqualTo("fake-embed");
        assertThat(embedder.known()).isEmpty();
        assertThat(server.asked).isEmpty();
        embedder.embed("a");
        assertThat(embedder.known()).contains(new TextEmbedder.Known("fake-embed", embedder.digest(), 2));
    }

    @Test
    void triesAgainWhereTheServerIsBusy() {
        server.failures.add(new HttpRefusal(503, "{\"error\": \"busy\"}"));

        assertThat(embedder().embed("abcd")).hasSize(2);
    }

    @Test
    void saysWhatIsWrongAndWhatToDo() {
        server.failures.add(new HttpRefusal(400, "{\"error\": \"no such model\"}"));

        assertThatThrownBy(() -> embedder().embed("a"))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessage(
                        "the embedder \"fake-embed\" of a fake cannot be used: the server answered HTTP 400: no such"
                                + " model; mend it");
    }

    @Test
    void givesUpAServerThatIsNotThere() {
        for (int i = 0; i < 3; i++) {
            server.failures.add(new ConnectException("refused"));
        }

        assertThatThrownBy(() -> embedder().digest())
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("refused");
    }

    @Test
    void refusesVectorsThatAreNone() {
        server.fixed = List.of(new float[] {0, 0});
        assertThatThrownBy(() -> embedder().embed("a")).hasMessageContaining("no direction");

        server.fixed = List.of();
        assertThatThrownBy(() -> embedder().embed("a")).hasMessageContaining("0 vectors came for 1 texts");
    }

    @Test
    void refusesAVectorOfAnotherLength() {
        ServedEmbedder embedder = embedder();
        embedder.embed("a");
        server.fixed = List.of(new float[] {1, 0, 0});

        assertThatThrownBy(() -> embedder.embed("a")).hasMessageContaining("3 numbers came, others have 2");
    }

    private ServedEmbedder embedder() {
        return new ServedEmbedder(server, new Prefixes("query: ", "passage: "), folder);
    }

    /** Its vectors are (3, 4), tilted. */
    private static final class FakeServer implements EmbeddingServer {

        private final List<List<String>> asked = new ArrayList<>();
        private final List<IOException> failures = new ArrayList<>();
        private float tilt;
        private @Nullable String weights;
        private @Nullable List<float[]> fixed;

        private List<Integer> sizes() {
            return asked.stream().map(List::size).toList();
        }

        @Override
        public String model() {
            return "fake-embed";
        }

        @Override
        public String place() {
            return "a fake";
        }

        @Override
        public Optional<String> weightsDigest() {
            return Optional.ofNullable(weights);
        }

        @Override
        public List<float[]> vectors(List<String> texts) throws IOException {
            if (!failures.isEmpty()) {
                throw failures.remove(0);
            }
            asked.add(texts);
            return fixed != null
                    ? fixed
                    : texts.stream()
                            .map(text -> new float[] {3 + tilt, 4 - tilt})
                            .toList();
        }

        @Override
        public String remedy(IOException failure) {
            return "mend it";
        }
    }
}
