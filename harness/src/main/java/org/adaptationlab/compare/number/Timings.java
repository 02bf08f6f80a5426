package org.adaptationlab.compare.number;

import java.util.Arrays;
import java.util.BitSet;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison.Cost;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.cost.TimeClaims.Costs;
import org.adaptationlab.result.summary.Means;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/** Compares times and costs of a mode on the examples both sides have them of; claims no more than may be claimed. */
public final class Timings {

    private static final int REQUESTS = 1000;

    private final BitSet shared;
    private final int family;
    private final TimeClaims claims;

    /**
     * How a mode is compared.
     *
     * @param shared numbers of the examples asked on both sides
     * @param family modes that are compared together
     * @param claims what may be claimed of the times of the two sides
     */
    public Timings(BitSet shared, int family, TimeClaims claims) {
        this.shared = shared;
        this.family = family;
        this.claims = claims;
    }

    /** Compares times in milliseconds. */
    public Timing times(Means baseline, Means contender) {
        int[] timed = measured(baseline, contender);
        if (timed.length == 0) {
            return new Timing(
                    0, null, null, null, null, null, null, claims.drift(), Finding.NOT_COMPARABLE, "not measured");
        }
        double[] first = baseline.of(timed);
        double[] second = contender.of(timed);
        LatencySummary before = LatencySummary.ofMeasured(first);
        LatencySummary after = LatencySummary.ofMeasured(second);
        boolean hasRatio = isPositive(before.p50()) && isPositive(after.p50());
        PairedRatio ratio = hasRatio ? PairedRatio.ofMedians(first, second, family) : null;
        Interval interval = ratio == null ? null : ratio.interval();
        String note = note(interval, claims.doubt());
        return new Timing(
                timed.length,
                before.p50(),
                after.p50(),
                before.p95(),
                after.p95(),
                ratio == null ? null : ratio.value(),
                interval,
                claims.drift(),
                note == null ? finding(interval) : Finding.NOT_COMPARABLE,
                note);
    }

    /** Compares the prices of requests in USD. */
    public Cost costs(Means baseline, Means contender) {
        int[] priced = measured(baseline, contender);
        double[] first = baseline.of(priced);
        double[] second = contender.of(priced);
        if (!(Arrays.stream(first).sum() > 0 && Arrays.stream(second).sum() > 0)) {
            String note = priced.length == 0
                    ? "not known on both sides"
                    : "requests cost nothing on a side, so no ratio says how much more the other costs";
            return new Cost(0, null, null, null, null, null, note);
        }
        PairedRatio ratio = PairedRatio.ofMeans(first, second, family);
        return new Cost(
                priced.length,
                REQUESTS * Arrays.stream(first).average().orElse(0),
                REQUESTS * Arrays.stream(second).average().orElse(0),
                ratio.value(),
                ratio.interval(),
                claims.costs() == Costs.BY_TOKEN ? Double.valueOf(0) : claims.drift(),
                note(ratio.interval(), claims.costDoubt()));
    }

    private int[] measured(Means baseline, Means contender) {
        return shared.stream()
                .filter(example -> baseline.has(example) && contender.has(example))
                .toArray();
    }

    private Finding finding(@Nullable Interval ratio) {
        Double drift = claims.drift();
        if (ratio == null || drift == null) {
            return Finding.NOT_COMPARABLE;
        }
        if (ratio.low() > 1 + drift) {
            return Finding.WORSE;
        }
        return ratio.high() * (1 + drift) < 1 ? Finding.BETTER : Finding.UNDECIDED;
    }

    private static @Nullable String note(@Nullable Interval interval, @Nullable String doubt) {
        return doubt != null ? doubt : interval == null ? "too few examples for an interval" : null;
    }

    private static boolean isPositive(@Nullable Double value) {
        return value != null && value > 0;
    }
}
