package org.adaptationlab.run.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.run.FakeRuntime;
import org.adaptationlab.score.Score;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManyAtOnceWordsTest {

    private static final ModeIdentity MODE = new ModeIdentity("prompt", "prompt", null, null);

    /** An answer took 100 ms alone; 20 of them, eight at once, shared this many milliseconds each. */
    private static Optional<String> words(int requests, double busyMs) {
        List<ExampleResult> rows =
                IntStream.range(0, 20).mapToObj(i -> row(i, 100, busyMs)).toList();
        List<ExampleResult> alone = List.of(row(0, 100, null), row(1, 100, null));
        return ManyAtOnce.words(
                "prompt", rows, alone, new ManyAtOnce.Asking(requests, new FakeRuntime(request -> "left")));
    }

    private static ExampleResult row(int id, double totalMs, @Nullable Double busyMs) {
        CallMeasurement call =
                new CallMeasurement(50, 2, null, null, 10.0, null, null, totalMs, null, null, null, null, null, busyMs);
        return new ExampleResult(
                MODE,
                "e" + id,
                null,
                1,
                new Outcome.Answered("left", "left", new Score.Graded(1, "judged")),
                "left",
                call,
                List.of(),
                null,
                0,
                null,
                null);
    }

    @Test
    void nameAServerThatDoesLessThanHalfOfWhatIsAskedAtOnce() {
        assertThat(words(8, 50))
                .hasValueSatisfying(said -> assertThat(said)
                        .startsWith(
                                "prompt: with 8 requests in flight the server was 2.0 times as fast as with one at a time")
                        .contains("ask fewer at once"));
    }

    @Test
    void areNoneForAServerThatDoesHalfOrMore() {
        assertThat(words(8, 25)).isEmpty();
        assertThat(words(8, 12.5)).isEmpty();
    }

    @Test
    void areNoneOneAtATimeAndForTooFewAnswers() {
        assertThat(words(1, 100)).isEmpty();
        assertThat(words(11, 100)).isEmpty();
    }
}
