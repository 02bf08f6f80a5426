package org.adaptationlab.run;

import java.util.function.LongSupplier;

/**
 * Where the wall time of a run went, in seconds, so that the harness's own share can be told from the model's.
 * Not thread-safe.
 */
final class TimeShares {

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoClock;
    private final long start;
    private double model;
    private double training;
    private double serving;
    private double indexing;

    TimeShares(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
        this.start = nanoClock.getAsLong();
    }

    /** Starts a stretch of time; {@link #secondsSince} ends it. */
    long mark() {
        return nanoClock.getAsLong();
    }

    double secondsSince(long mark) {
        return (nanoClock.getAsLong() - mark) / NANOS_PER_SECOND;
    }

    void addModel(double seconds) {
        model += seconds;
    }

    void addTraining(double seconds) {
        training += seconds;
    }

    void addServing(double seconds) {
        serving += seconds;
    }

    void addIndexing(double seconds) {
        indexing += seconds;
    }

    /** Waiting for the model's answers, warm-up included. */
    double model() {
        return model;
    }

    /** Training adapters. */
    double training() {
        return training;
    }

    /** Starting and ending the processes that serve models. */
    double serving() {
        return serving;
    }

    /** Embedding: loading the embedder, building indexes, and retrieving. */
    double indexing() {
        return indexing;
    }

    double wall() {
        return secondsSince(start);
    }
}
