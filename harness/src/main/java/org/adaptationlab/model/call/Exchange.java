package org.adaptationlab.model.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.Timings;
import org.jspecify.annotations.Nullable;

/**
 * One call and its answer: the clock reads, the text and the server's report, or how it failed. The caller's thread
 * sends and waits, one thread of the HTTP client reports; the latch hands the fields over.
 */
final class Exchange implements StreamingChatResponseHandler {

    private static final double NANOS_PER_MILLI = 1e6;

    /**
     * Servers give a time to load also for a model that was there: 2 to 60 ms, to hand it over, which every user waits.
     * A load takes longer than this.
     */
    private static final double LEAST_LOAD_MS = 250;

    private final LongSupplier nanoClock;
    private final AnswerReader reader;
    private final AnswerText text = new AnswerText();
    private final CountDownLatch ended = new CountDownLatch(1);
    private final AtomicInteger lines = new AtomicInteger();
    private volatile boolean answerBegan;
    private volatile @Nullable Future<?> call;
    private volatile @Nullable CallFailure failure;
    private volatile ObjectNode body = JsonNodeFactory.instance.objectNode();
    private volatile boolean whole;
    private long sentNanos;
    private long lineNanos;
    private String line = "";
    private @Nullable Long endNanos;

    Exchange(LongSupplier nanoClock, AnswerReader reader) {
        this.nanoClock = nanoClock;
        this.reader = reader;
    }

    /** The request goes out now, with this body. */
    void sent(ObjectNode request) {
        body = request;
        sentNanos = nanoClock.getAsLong();
    }

    /** The request is out; cancelling {@code running} closes its connection. */
    void running(Future<?> running) {
        call = running;
    }

    void opened() {
        answerBegan = true;
    }

    /** Reads the answer, or what this one should be read as. */
    AnswerReader reader() {
        return reader;
    }

    /** The answer does not come as a stream, so that nobody knows when its first token was there. */
    void comesWhole() {
        whole = true;
    }

    /** The body of the request; empty before it is sent. */
    ObjectNode body() {
        return body;
    }

    /**
     * A line came; whatever LangChain4j makes of it, the clock is read first.
     *
     * @return whether LangChain4j should see it
     */
    boolean line(String data) {
        lineNanos = nanoClock.getAsLong();
        line = data;
        lines.incrementAndGet();
        try {
            reader.line(data);
        } catch (CallFailure e) {
            fail(e);
            return false;
        }
        if (reader.thinks()) {
            text.noteThinking(lineNanos);
        }
        return true;
    }

    /** LangChain4j has seen the line. */
    void lineSeen() {
        AnswerReader.Progress progress = reader.progress();
        if (progress != AnswerReader.Progress.ANSWERING && endNanos == null) {
            endNanos = lineNanos;
        }
        if (progress == AnswerReader.Progress.OVER) {
            ended.countDown();
        }
    }

    void unreadable(RuntimeException cause) {
        fail(CallFailure.unreadable(line, cause));
    }

    void transportFailed(Throwable cause) {
        fail(CallFailure.transport(cause, answerBegan));
    }

    void closed() {
        if (endNanos == null) {
            fail(CallFailure.broken("the answer ended after " + lines.get() + " lines without its final one", null));
        }
        ended.countDown();
    }

    @Override
    public void onPartialResponse(String partialResponse) {
        text.add(partialResponse, lineNanos);
        if (endNanos != null && !partialResponse.isEmpty()) {
            endNanos = lineNanos; // some servers give a reason to finish with every piece
        }
    }

    /** The reader knows when the answer is complete. */
    @Override
    public void onCompleteResponse(ChatResponse response) {}

    /** LangChain4j comes here with what it cannot read. */
    @Override
    public void onError(Throwable error) {
        fail(CallFailure.unreadable(line, error));
    }

    /** The call failed, or what came is no answer. */
    void fail(CallFailure reason) {
        if (failure == null && ended.getCount() > 0) { // later ones are consequences, or too late to matter
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
            abandon();
            throw failure;
        }
    }

    /** The server stops generating when its reader is gone. */
    private void abandon() {
        Future<?> running = call;
        if (running != null) {
            running.cancel(true);
        }
    }

    /** The measured answer; only after {@link #await} came back. */
    Generation toGeneration(int retries) throws CallFailure {
        ServerReport report = reader.report();
        double load = report.loadMs() == null || report.loadMs() < LEAST_LOAD_MS ? 0 : report.loadMs();
        Long first = whole ? null : text.firstNanos();
        Long answer = whole ? null : text.answerNanos();
        Long thinking = whole ? null : text.thinkingNanos();
        long end = Objects.requireNonNull(endNanos, "not ended");
        Timings timings = new Timings(
                report.loadMs(),
                report.prefillMs(),
                report.decodeMs(),
                answer == null ? null : without(load, millis(sentNanos, answer)),
                without(load, millis(sentNanos, end)),
                thinking == null ? null : millis(thinking, answer == null ? end : answer),
                first == null ? null : without(load, millis(sentNanos, first)));
        return new Generation(
                text.answer(), report.finish(), text.thinking(), report.usage(), timings, retries, body.toString());
    }

    /** Null where the server says that it loaded for longer than we waited: then one of the two clocks is wrong. */
    private static @Nullable Double without(double loadMs, double waitedMs) {
        return loadMs > waitedMs ? null : Double.valueOf(waitedMs - loadMs);
    }

    private static double millis(long from, long to) {
        return (to - from) / NANOS_PER_MILLI;
    }
}
