package org.adaptationlab.run.load;

import java.util.OptionalDouble;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.Timings;
import org.adaptationlab.model.TokenUsage;
import org.jspecify.annotations.Nullable;

/** A server that answers so many requests at once, each in the same time; others wait. */
final class SlotServer implements ModelRuntime {

    final Queue<GenerationRequest> requests = new ConcurrentLinkedQueue<>();
    final AtomicInteger peak = new AtomicInteger();
    private final AtomicInteger inFlight = new AtomicInteger();
    private final Semaphore slots;
    private final long millis;
    private volatile boolean refuses;

    SlotServer(int slots, long millis) {
        this.slots = new Semaphore(slots, true);
        this.millis = millis;
    }

    SlotServer refusing() {
        refuses = true;
        return this;
    }

    @Override
    public String name() {
        return "slots";
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public String prefixCache(SamplingOptions options) {
        return "warm";
    }

    @Override
    public ServedModel serve(BaseModel base, @Nullable AdapterRef adapter, SamplingOptions options) {
        return new Model();
    }

    @Override
    public void close() {}

    private final class Model implements ServedModel {

        @Override
        public Generation generate(GenerationRequest request) throws GenerationException {
            requests.add(request);
            peak.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            long start = System.nanoTime();
            try {
                if (refuses) {
                    throw GenerationException.failed("refused", null);
                }
                slots.acquire();
                try {
                    Thread.sleep(millis);
                } finally {
                    slots.release();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } finally {
                inFlight.decrementAndGet();
            }
            double ms = (System.nanoTime() - start) / 1e6;
            return new Generation(
                    "\"apple\"",
                    Generation.Finish.STOP,
                    new TokenUsage(40, 3),
                    new Timings(null, null, null, ms - 1, ms),
                    0);
        }

        @Override
        public OptionalDouble loadSeconds() {
            return OptionalDouble.empty();
        }

        @Override
        public void close() {}
    }
}
