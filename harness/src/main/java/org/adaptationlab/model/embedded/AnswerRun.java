package org.adaptationlab.model.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One answer being written: hands its text on, counts its tokens, reads the clock. Not thread-safe, used once.
 *
 * <p>The engine says nothing of tokens, so they are counted on its pieces: one each, and for a piece beyond ASCII, whose
 * last character may have taken several tokens, as many as the tokenizer makes of it. The end token counts, as with
 * Ollama. An answer that neither ended itself nor met a stop string has all the tokens it was allowed.
 */
final class AnswerRun {

    private final LlamaEngine engine;
    private final Decoding decoding;
    private final StopFilter stops;
    private final Sink sink;
    private final LongSupplier nanoClock;
    private @Nullable Long firstTokenNanos;
    private int tokens;
    private boolean endToken;
    private @Nullable IOException clientGone;

    /** Takes the answer's text piece by piece; throws when the client is gone. */
    @FunctionalInterface
    interface Sink {
        void text(String text) throws IOException;
    }

    /**
     * How an answer went.
     *
     * @param stopped whether the model or a stop string ended it, not the token limit
     * @param prefillNanos from the start to the first token
     * @param decodeNanos from the first token to the end
     */
    record Result(boolean stopped, int tokens, long prefillNanos, long decodeNanos) {}

    AnswerRun(LlamaEngine engine, Decoding decoding, List<String> stops, Sink sink, LongSupplier nanoClock) {
        this.engine = engine;
        this.decoding = decoding;
        this.stops = new StopFilter(stops);
        this.sink = sink;
        this.nanoClock = nanoClock;
    }

    /**
     * Writes the answer.
     *
     * @throws IOException when the client went away, which cancelled the generation
     */
    Result run() throws IOException {
        long start = nanoClock.getAsLong();
        engine.generate(decoding, this::onPiece);
        long end = nanoClock.getAsLong();
        handOn(stops.rest());
        if (clientGone != null) {
            throw clientGone;
        }
        long first = firstTokenNanos == null ? end : firstTokenNanos;
        boolean stopped = endToken || stops.stopped();
        return new Result(stopped, stopped ? tokens : decoding.maxTokens(), first - start, end - first);
    }

    private boolean onPiece(String piece) {
        if (firstTokenNanos == null) {
            firstTokenNanos = nanoClock.getAsLong();
        }
        tokens += tokensOf(piece);
        endToken = piece.isEmpty();
        handOn(stops.pass(piece));
        return clientGone == null && !stops.stopped();
    }

    private void handOn(String text) {
        if (text.isEmpty() || clientGone != null) {
            return;
        }
        try {
            sink.text(text);
        } catch (IOException e) {
            clientGone = e;
        }
    }

    private int tokensOf(String piece) {
        boolean ascii = piece.length() == piece.getBytes(StandardCharsets.UTF_8).length;
        return ascii ? 1 : Math.max(1, engine.encode(piece).length);
    }
}
