package org.adaptationlab.result.load;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.result.record.ModeIdentity;

/** Points made by hand. */
public final class LoadFixture {

    private LoadFixture() {}

    /** Repetitions of a point that answer so many requests per second; times in milliseconds. */
    public static List<LoadPoint> points(String mode, int inFlight, double p50, double p95, double... requestsPerS) {
        List<LoadPoint> points = new ArrayList<>();
        for (double each : requestsPerS) {
            points.add(point(mode, inFlight, points.size() + 1, p50, p95, each, 0));
        }
        return points;
    }

    /** One repetition of 100 requests. */
    static LoadPoint point(
            String mode, int inFlight, int repetition, double p50, double p95, double requestsPerS, int failed) {
        return new LoadPoint(
                new ModeIdentity(mode, "prompt", null, null),
                inFlight,
                repetition,
                100 / requestsPerS,
                new LoadPoint.Counts(100, failed, 1, 0, 0, 90),
                new LoadPoint.Rates(requestsPerS, 50 * requestsPerS, 2 * requestsPerS, 0.9 * requestsPerS),
                new LoadPoint.Times(100, p50 / 2, p95 / 2),
                new LoadPoint.Times(100, 10.0, 12.0),
                new LoadPoint.Times(100, p50, p95),
                new LoadPoint.Tokens(50.0, 2.0, null),
                0.05);
    }
}
