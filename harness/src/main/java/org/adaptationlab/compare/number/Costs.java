package org.adaptationlab.compare.number;

import org.adaptationlab.compare.finding.ModeComparison.Cost;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.summary.Prices;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/** Compares costs. Where they follow times, no more is claimed of them than of times. */
public final class Costs {

    private Costs() {}

    public static Cost of(RunSource baseline, RunSource contender, String mode, Timings.Conditions conditions) {
        Double before = cost(baseline, mode);
        Double after = cost(contender, mode);
        if (before == null || after == null || before <= 0) {
            return new Cost(before, after, null, null, "not known on both sides");
        }
        boolean byToken = isByToken(baseline.provenance()) && isByToken(contender.provenance());
        Double drift = byToken ? Double.valueOf(0) : conditions.drift();
        String obstacle = conditions.obstacle() != null ? conditions.obstacle() : Timings.driftObstacle(drift);
        return new Cost(before, after, after / before, drift, byToken ? null : obstacle);
    }

    private static boolean isByToken(@Nullable Provenance provenance) {
        return provenance != null && !Prices.of(provenance).areTimes();
    }

    private static @Nullable Double cost(RunSource side, String mode) {
        SummaryRow row = side.summaryByMode().get(mode);
        return row == null ? null : row.costs().per1000Usd();
    }
}
