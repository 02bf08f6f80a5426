package org.adaptationlab.report.words;

import org.adaptationlab.result.record.InFlight;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/** How many requests were in flight, and what that means for times, costs and answers. */
public final class InFlightWords {

    private static final String ALONE =
            "Requests were sent one at a time: a server that answers many at once takes longer"
                    + " for each and costs less for each.";

    private InFlightWords() {}

    /** What stands beside times in the head of a table; empty where requests were sent one at a time. */
    public static String head(Provenance run) {
        return run.requestsInFlight() == 1 ? "" : ", " + run.requestsInFlight() + " in flight";
    }

    /** What must be known of all times of a run. */
    public static String times(Provenance run) {
        return run.requestsInFlight() == 1 ? ALONE : many(run);
    }

    /** The same where it must be said before the figures; null where requests were sent one at a time. */
    public static @Nullable String caveat(Provenance run) {
        return run.requestsInFlight() == 1 ? null : many(run);
    }

    private static String many(Provenance run) {
        return "All times are with " + run.requestsInFlight()
                + " requests in flight (a classifier's with one): they hold"
                + " the wait for the others, and can't be held against times with another number.";
    }

    /** What a request costs where its price follows time; begins with a semicolon. */
    static String costs(Provenance run) {
        int requests = run.requestsInFlight();
        return requests == 1
                ? "; requests one at a time, each costs the time that it keeps the machine busy"
                : "; with " + requests
                        + " requests in flight they share the machine: one costs the price of the time in"
                        + " which any was in flight, divided by the requests";
    }

    /** What came of it, by mode, and how far answers agree with those alone. */
    static String fact(InFlight inFlight) {
        StringBuilder words = new StringBuilder(inFlight.requests() + " requests of a mode at once");
        for (InFlight.Block block : inFlight.blocks()) {
            words.append("; ")
                    .append(block.mode())
                    .append(block.adapterSeed() == null ? "" : " (adapter " + block.adapterSeed() + ")")
                    .append(": ")
                    .append(Figures.counted(block.calls(), "call"))
                    .append(" in ")
                    .append(Figures.seconds(block.busySeconds()));
            Double speedUp = block.speedUp();
            if (speedUp != null) {
                words.append(", ").append(Figures.ratio(speedUp)).append(" times as fast as one at a time");
            }
        }
        InFlight.Agreement agreement = inFlight.agreement();
        return agreement == null
                ? words.toString()
                : words + "; of " + Figures.counted(agreement.n(), "example") + " asked alone as well, "
                        + agreement.sameOutput() + " have the same answer and " + agreement.sameScore()
                        + " the same score (another one: " + Figures.percent(agreement.differingShare())
                        + ", 95 % interval "
                        + Figures.percent(agreement.differing().low()) + " to "
                        + Figures.percent(agreement.differing().high()) + ")";
    }
}
