package org.adaptationlab.run.load;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import java.util.function.LongSupplier;
import org.adaptationlab.run.environment.ClientProcessor;
import org.jspecify.annotations.Nullable;

/**
 * So many callers, each of whom asks its next question as soon as the last one is answered. The first answers are warm-up
 * and thrown away; then windows of so many answers follow each other without a break, so that the server is as full at the
 * end of each as at its beginning. Who is still asking when the last window is full is waited for and thrown away.
 *
 * @param <T> an answer
 */
final class ClosedLoop<T> {

    private static final double NANOS_PER_SECOND = 1e9;
    private static final long LOOK_MILLIS = 100;

    private final LongFunction<T> ask;
    private final LongSupplier nanoClock;
    private final ClientProcessor processor;
    private final BooleanSupplier stopRequested;

    /**
     * @param ask asks the question of this number and waits for its answer; called by many threads at once
     * @param stopRequested whether the user wants to stop
     */
    ClosedLoop(LongFunction<T> ask, LongSupplier nanoClock, ClientProcessor processor, BooleanSupplier stopRequested) {
        this.ask = ask;
        this.nanoClock = nanoClock;
        this.processor = processor;
        this.stopRequested = stopRequested;
    }

    /**
     * How long to ask.
     *
     * @param callers how many ask at once
     * @param warmUp answers that are thrown away at first, at least
     * @param warmUpSeconds how long answers are thrown away, at least
     * @param requests answers of a window
     * @param windows how many
     */
    record Extent(int callers, int warmUp, double warmUpSeconds, int requests, int windows) {}

    /**
     * A window.
     *
     * @param answers that came in it, in the order they came
     * @param cpuSeconds processor time of the harness; null where it can't be told
     */
    record Window<T>(
            List<T> answers, double seconds, @Nullable Double cpuSeconds) {}

    /**
     * Asks.
     *
     * @param each is given each window once it is full, on the calling thread, while the callers go on
     * @return the number of questions asked, thrown away ones with them; or null where the user wanted to stop
     */
    @Nullable
    Long run(Extent extent, Consumer<Window<T>> each) {
        Round<T> round = new Round<>(extent, this);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < extent.callers(); i++) {
            Thread caller = new Thread(round::askOn, "caller-" + i);
            caller.setDaemon(true); // a user who stops does not wait for answers
            callers.add(caller);
        }
        callers.forEach(Thread::start);
        try {
            for (int i = 0; i < extent.windows(); i++) {
                Window<T> window = round.next(stopRequested);
                if (window == null) {
                    return null;
                }
                each.accept(window);
            }
            round.awaitEnd(stopRequested);
            return round.asked();
        } finally {
            round.end();
        }
    }

    /** One run of the loop. */
    private static final class Round<T> {

        private final Extent extent;
        private final ClosedLoop<T> loop;
        private final AtomicLong next = new AtomicLong();
        private final BlockingQueue<Window<T>> full = new LinkedBlockingQueue<>();
        private final CountDownLatch busy;
        private final AtomicReference<@Nullable RuntimeException> broken = new AtomicReference<>();
        private final Object lock = new Object();
        private volatile boolean ended;
        private List<T> answers = new ArrayList<>();
        private final long start;
        private int thrownAway;
        private boolean begun;
        private int windows;
        private long windowStart;
        private OptionalDouble cpuStart = OptionalDouble.empty();

        Round(Extent extent, ClosedLoop<T> loop) {
            this.extent = extent;
            this.loop = loop;
            this.busy = new CountDownLatch(extent.callers());
            this.start = loop.nanoClock.getAsLong();
        }

        void askOn() {
            try {
                while (!ended) {
                    take(loop.ask.apply(next.getAndIncrement()));
                }
            } catch (RuntimeException e) {
                broken.compareAndSet(null, e);
                ended = true;
            } finally {
                busy.countDown();
            }
        }

        private void take(T answer) {
            synchronized (lock) {
                if (ended) {
                    return;
                }
                long now = loop.nanoClock.getAsLong();
                if (thrownAway < extent.warmUp()
                        || (!begun && (now - start) / NANOS_PER_SECOND < extent.warmUpSeconds())) {
                    thrownAway++;
                    begin(now);
                    return;
                }
                begun = true;
                answers.add(answer);
                if (answers.size() == extent.requests()) {
                    OptionalDouble cpu = loop.processor.seconds();
                    full.add(new Window<>(
                            answers,
                            (now - windowStart) / NANOS_PER_SECOND,
                            cpu.isPresent() && cpuStart.isPresent()
                                    ? Double.valueOf(cpu.getAsDouble() - cpuStart.getAsDouble())
                                    : null));
                    begin(now);
                    windows++;
                    ended = windows == extent.windows();
                }
            }
        }

        private void begin(long now) {
            answers = new ArrayList<>();
            windowStart = now;
            cpuStart = loop.processor.seconds();
        }

        @Nullable
        Window<T> next(BooleanSupplier stopRequested) {
            try {
                while (!stopRequested.getAsBoolean()) {
                    Window<T> window = full.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                    RuntimeException failure = broken.get();
                    if (failure != null) {
                        throw failure;
                    }
                    if (window != null) {
                        return window;
                    }
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return null;
        }

        void awaitEnd(BooleanSupplier stopRequested) {
            try {
                while (!busy.await(LOOK_MILLIS, TimeUnit.MILLISECONDS) && !stopRequested.getAsBoolean()) {
                    // they answer, or the user does not want to wait
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }

        void end() {
            ended = true;
        }

        long asked() {
            return next.get();
        }
    }
}
