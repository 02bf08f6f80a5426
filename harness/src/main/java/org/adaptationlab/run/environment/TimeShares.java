package org.adaptationlab.run.environment;

import java.util.function.LongSupplier;

/**
 * Where the wall time of a run went, in seconds, so that the harness's own share can be told from the model's.
 * Not thread-safe.
 */
public final class TimeShares {

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoClock;
    private final long start;
    private double model;
    private double training;
    private double serving;
    private double indexing;

    public TimeShares(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
    }

    /** Starts a stretch of time; {@link #secondsSince} ends it. */
    public long mark() {
        return nanoClock.getAsLong();
    }

    public double secondsSince(long mark) {
        return (nanoClock.getAsLong() - mark) / NANOS_PER_SECOND;
    }

    public void addModel(double seconds) {
        model += seconds;
    }

    public void addTraining(double seconds) {
        training += seconds;
    }

    public void addServing(double seconds) {
        serving += seconds;
    }

    public void addIndexing(double seconds) {
        indexing += seconds;
    }

    /** Waiting for the model's answers, warm-up included. */
    public double model() {
        return model;
    }

    /** Training adapters. */
    public double training() {
        return training;
    }

    /** Starting and ending the processes that serve models. */
    public double serving() {
        return serving;
    }

    /** Embedding: loading the embedder, building indexes, and retrieving. */
    public double indexing() {
        return indexing;
    }

    public double wall() {
        return secondsSince(start);
    }
}
