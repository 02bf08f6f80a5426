package org.adaptationlab.model.ollama;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.Timings;
import org.adaptationlab.model.TokenUsage;
import org.jspecify.annotations.Nullable;

/**
 * One call and its answer: the clock reads, the text and the final line, or how it failed. The caller's thread sends
 * and waits, one thread of the HTTP client reports; the latch hands the fields over.
 */
final class Exchange implements StreamingChatResponseHandler {

    private static final double NANOS_PER_MILLI = 1e6;

    private final LongSupplier nanoClock;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger lines = new AtomicInteger();
    private volatile @Nullable InputStream body;
    private volatile @Nullable CallFailure failure;
    private long sentNanos;
    private long lineNanos;
    private @Nullable Long firstTokenNanos;
    private String line = "";
    private long endNanos;
    private @Nullable String text;
    private @Nullable FinalLine finalLine;

    Exchange(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** The request goes out now. */
    void sent() {
        sentNanos = nanoClock.getAsLong();
    }

    void opened(InputStream answer) {
        body = answer;
    }

    /** A line came; whatever LangChain4j makes of it, the clock is read first. */
    void line(String data) {
        lineNanos = nanoClock.getAsLong();
        line = data;
        lines.incrementAndGet();
    }

    void unreadable(RuntimeException cause) {
        fail(CallFailure.broken(
                "the server sent a line that is not of the protocol: " + ServerWords.shorten(line), cause));
    }

    void transportFailed(Throwable cause) {
        fail(CallFailure.transport(cause, body != null));
    }

    void closed() {
        if (finalLine == null) {
            fail(CallFailure.broken("the answer ended after " + lines.get() + " lines without its final one", null));
        }
    }

    @Override
    public void onPartialResponse(String partialResponse) {
        if (firstTokenNanos == null) {
            firstTokenNanos = lineNanos;
        }
    }

    @Override
    public void onCompleteResponse(ChatResponse response) {
        endNanos = lineNanos;
        text = Objects.requireNonNullElse(response.aiMessage().text(), "");
        finalLine = FinalLine.parse(line);
        ended.countDown();
    }

    /** LangChain4j comes here with an error that the server put into the stream. */
    @Override
    public void onError(Throwable error) {
        fail(CallFailure.inStream(Objects.requireNonNullElse(error.getMessage(), error.toString()), error));
    }

    private void fail(CallFailure reason) {
        if (failure == null && finalLine == null) { // later ones are consequences, or too late to matter
            failure = reason;
        }
        ended.countDown();
    }

    /** Waits for the end of the answer; a stall is noticed after one to two times its limit. */
    void await(CallLimits limits) throws CallFailure {
        try {
            int seen = 0;
            while (!ended.await(limits.afterLines(seen).toMillis(), TimeUnit.MILLISECONDS)) {
                if (lines.get() == seen) {
                    abandon();
                    throw CallFailure.broken("no further line came after " + seen + " lines; gave up waiting", null);
                }
                seen = lines.get();
            }
        } catch (InterruptedException e) {
            abandon();
            Thread.currentThread().interrupt();
            throw CallFailure.broken("interrupted while waiting for the answer", e);
        }
        if (failure != null) {
            throw failure;
        }
    }

    private void abandon() {
        InputStream answer = body;
        if (answer != null) {
            try {
                answer.close(); // the server stops generating when its reader is gone
            } catch (IOException e) {
                // it was given up anyway
            }
        }
    }

    /** The measured answer; only after {@link #await} came back. */
    Generation toGeneration(int maxOutputTokens, int retries) throws CallFailure {
        FinalLine last = Objects.requireNonNull(finalLine, "not ended");
        Timings timings = new Timings(
                last.loadMs(),
                last.promptMs(),
                last.answerMs(),
                firstTokenNanos == null ? null : millisWithoutLoad(firstTokenNanos, last),
                millisWithoutLoad(endNanos, last));
        TokenUsage usage = new TokenUsage(last.promptTokens(), last.answerTokens());
        return new Generation(
                Objects.requireNonNull(text, "not ended"), last.finish(maxOutputTokens), usage, timings, retries);
    }

    private double millisWithoutLoad(long nanos, FinalLine last) {
        double load = last.loadMs() == null ? 0 : last.loadMs();
        return (nanos - sentNanos) / NANOS_PER_MILLI - load;
    }
}
