package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AnswerRunTest {

    private final FakeLlamaEngine engine = new FakeLlamaEngine();
    private final AtomicLong clock = new AtomicLong();
    private final StringBuilder text = new StringBuilder();

    private AnswerRun.Result run(int maxTokens, String... stops) throws IOException {
        return run(maxTokens, text::append, stops);
    }

    private AnswerRun.Result run(int maxTokens, AnswerRun.Sink sink, String... stops) throws IOException {
        Decoding decoding = new Decoding("hi", maxTokens, new Decoding.Sampling(0, 1, 0, 1, 0, 1), null);
        return new AnswerRun(engine, decoding, List.of(stops), sink, () -> clock.addAndGet(5)).run();
    }

    @Test
    void countsTheEndTokenToo() throws Exception {
        engine.pieces = List.of("a", "b", "");

        assertThat(run(9)).isEqualTo(new AnswerRun.Result(true, 3, 5, 5));
    }

    @Test
    void countsAllTokensOfACharacterThatTookSeveral() throws Exception {
        engine.pieces = List.of("a", "😀", "");

        assertThat(run(9).tokens()).isEqualTo(4);
    }

    @Test
    void countsTokensOfACharacterCutOffByTheLimit() throws Exception {
        engine.pieces = List.of("a"); // and then some bytes that make no character

        assertThat(run(4)).isEqualTo(new AnswerRun.Result(false, 4, 5, 5));
    }

    @Test
    void hasATimeToFirstTokenWhenNoTextComesAtAll() throws Exception {
        assertThat(run(1)).isEqualTo(new AnswerRun.Result(false, 1, 5, 0));
    }

    @Test
    void handsHeldTextOnAtTheEnd() throws Exception {
        engine.pieces = List.of("one\n", "");

        AnswerRun.Result result = run(9, "\n\n");

        assertThat(text).hasToString("one\n");
        assertThat(result.stopped()).isTrue();
    }

    @Test
    void cancelsWhenTheClientIsGone() {
        engine.pieces = List.of("a");
        engine.endless = true;

        assertThatThrownBy(() -> run(9, piece -> {
                    throw new IOException("gone");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("gone");
    }
}
