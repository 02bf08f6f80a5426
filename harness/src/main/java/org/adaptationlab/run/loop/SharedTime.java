package org.adaptationlab.run.loop;

import java.util.function.LongSupplier;

/**
 * Parts the time in which calls are in flight among them: of each moment, each of k calls has 1/k. The parts of all calls
 * together are the time in which any was in flight, so a machine's price for them is its price for that time. Thread-safe.
 */
final class SharedTime {

    private static final double NANOS_PER_SECOND = 1e9;

    private final LongSupplier nanoClock;
    private int inFlight;
    private long lastChange;
    /** Seconds that a call would have got which was in flight all the time. */
    private double ofOne;

    SharedTime(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** A call begins; what is returned is given to {@link #end}. */
    synchronized double begin() {
        advance();
        inFlight++;
        return ofOne;
    }

    /** A call ends; its part in seconds. */
    synchronized double end(double begun) {
        advance();
        inFlight--;
        return ofOne - begun;
    }

    private void advance() {
        long now = nanoClock.getAsLong();
        if (inFlight > 0) {
            ofOne += (now - lastChange) / NANOS_PER_SECOND / inFlight;
        }
        lastChange = now;
    }
}
