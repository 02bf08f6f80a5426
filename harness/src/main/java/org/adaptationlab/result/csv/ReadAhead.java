package org.adaptationlab.result.csv;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Fetches from an iterator on a thread of its own, a few batches ahead of who asks, so that parsing a long file and making
 * sense of it take two processors. What the iterator throws is thrown here, behind all that came before it. For one thread.
 */
final class ReadAhead<T> implements Iterator<T>, AutoCloseable {

    private static final int BATCH = 512;
    private static final int BATCHES = 4;

    private final BlockingQueue<Batch<T>> batches = new ArrayBlockingQueue<>(BATCHES);
    private final Thread fetching;
    private Batch<T> batch = new Batch<>(List.of(), false, null);
    private int place;

    /**
     * Some of what there is.
     *
     * @param isLast whether nothing follows
     * @param failure what comes after them in place of more
     */
    private record Batch<T>(
            List<T> items, boolean isLast, @Nullable Throwable failure) {}

    ReadAhead(Iterator<T> from) {
        fetching = new Thread(() -> fetch(from), "read-ahead");
        fetching.setDaemon(true);
        fetching.start();
    }

    private void fetch(Iterator<T> from) {
        try {
            boolean isLast = false;
            while (!isLast) {
                Batch<T> next = next(from);
                isLast = next.isLast();
                batches.put(next);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt(); // closed early: nobody waits for more
        }
    }

    private static <T> Batch<T> next(Iterator<T> from) {
        List<T> items = new ArrayList<>(BATCH);
        try {
            while (items.size() < BATCH && from.hasNext()) {
                items.add(from.next());
            }
            return new Batch<>(items, items.size() < BATCH, null);
        } catch (RuntimeException | Error e) {
            return new Batch<>(items, true, e);
        }
    }

    @Override
    public boolean hasNext() {
        while (place == batch.items().size() && !batch.isLast()) {
            batch = take();
            place = 0;
        }
        if (place < batch.items().size()) {
            return true;
        }
        if (batch.failure() instanceof Error error) {
            throw error;
        }
        if (batch.failure() instanceof RuntimeException failure) {
            throw failure;
        }
        return false;
    }

    private Batch<T> take() {
        try {
            return batches.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading", e);
        }
    }

    @Override
    public T next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return batch.items().get(place++);
    }

    /** Returns when nobody reads from the iterator any more. */
    @Override
    public void close() {
        fetching.interrupt();
        try {
            fetching.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
