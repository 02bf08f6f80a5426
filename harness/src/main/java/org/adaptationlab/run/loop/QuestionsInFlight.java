package org.adaptationlab.run.loop;

import java.util.Iterator;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.LongSupplier;
import org.adaptationlab.adapt.Adaptation;
import org.adaptationlab.adapt.Answer;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.RunInterruptedException;
import org.jspecify.annotations.Nullable;

/**
 * Asks questions with a fixed number of threads, each the next one as soon as its answer is there, and hands the answers over
 * on the caller's thread, in the order they came. When the caller will have no more, no further question is asked; those in
 * flight are waited for and handed over as late ones.
 */
final class QuestionsInFlight {

    /** Answers that may wait to be taken, for each thread: none waits long, and few are lost with a killed process. */
    private static final int WAITING = 4;

    private final Adaptation adaptation;
    private final int threads;
    private final LongSupplier nanoClock;
    private final SharedTime time;
    private final BlockingQueue<Event> events;
    private volatile boolean over;

    QuestionsInFlight(Adaptation adaptation, int threads, LongSupplier nanoClock) {
        this.adaptation = adaptation;
        this.threads = threads;
        this.nanoClock = nanoClock;
        this.time = new SharedTime(nanoClock);
        this.events = new ArrayBlockingQueue<>(WAITING * threads);
    }

    /** Takes answers. */
    interface Taker {

        /**
         * Takes one.
         *
         * @throws LabException when it will have no more
         */
        void take(Asked asked);

        /** Takes one that was in flight when {@link #take} had enough. */
        void takeLate(Asked asked);
    }

    /**
     * What a thread has to say.
     *
     * @param asked null where it has ended
     * @param thrown why it ended, where it should not have
     */
    private record Event(@Nullable Asked asked, @Nullable Throwable thrown) {}

    /**
     * Asks all questions.
     *
     * @throws LabException what the taker threw, or a call beside its outcome
     */
    void ask(Iterator<Question> questions, Taker taker) {
        ExecutorService pool = Executors.newFixedThreadPool(threads, task -> {
            Thread thread = new Thread(task, "question");
            thread.setDaemon(true);
            return thread;
        });
        try {
            for (int i = 0; i < threads; i++) {
                pool.execute(() -> askOneByOne(questions));
            }
            takeAll(taker);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunInterruptedException("interrupted; what is finished is kept, go on with --resume");
        } finally {
            over = true;
            pool.shutdownNow();
        }
    }

    private void askOneByOne(Iterator<Question> questions) {
        Throwable thrown = null;
        try {
            for (Question question = next(questions); question != null; question = next(questions)) {
                events.put(new Event(ask(question), null));
            }
        } catch (InterruptedException e) {
            return; // nobody listens any more
        } catch (RuntimeException | Error e) {
            thrown = e;
        }
        try {
            events.put(new Event(null, thrown));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized @Nullable Question next(Iterator<Question> questions) {
        return !over && questions.hasNext() ? questions.next() : null;
    }

    private Asked ask(Question question) {
        long start = nanoClock.getAsLong();
        double begun = time.begin();
        Answer answer = null;
        GenerationException failure = null;
        try {
            answer = adaptation.answer(question.example(), question.repetition());
        } catch (GenerationException e) {
            failure = e;
        } catch (RuntimeException | Error e) {
            time.end(begun);
            throw e;
        }
        double busy = time.end(begun);
        return new Asked(question, answer, failure, (nanoClock.getAsLong() - start) / 1e9, busy);
    }

    private void takeAll(Taker taker) throws InterruptedException {
        Throwable first = null;
        for (int running = threads; running > 0; ) {
            Event event = events.take();
            if (event.asked() == null) {
                running--;
                first = first == null ? event.thrown() : first;
                over |= event.thrown() != null;
            } else if (first == null) {
                first = taken(taker, event.asked());
                over |= first != null;
            } else if (first instanceof LabException) {
                taker.takeLate(event.asked());
            }
        }
        rethrow(first);
    }

    private static @Nullable LabException taken(Taker taker, Asked asked) {
        try {
            taker.take(asked);
            return null;
        } catch (LabException e) {
            return e;
        }
    }

    private static void rethrow(@Nullable Throwable thrown) {
        if (thrown instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }
}
