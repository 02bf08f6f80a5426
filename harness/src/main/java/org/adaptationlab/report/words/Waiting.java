package org.adaptationlab.report.words;

import java.util.List;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/** How long a user waits for an answer: retrieval and the model, in milliseconds. */
public final class Waiting {

    private Waiting() {}

    /** As the sum of the medians; null where not measured. */
    public static @Nullable Double median(SummaryRow row) {
        Double total = row.speed().totalMsP50();
        Double retrieve = row.speed().retrieveMsP50();
        return total == null ? null : Double.valueOf(total + (retrieve == null ? 0 : retrieve));
    }

    /** Of each call that did not fail and was not asked again, shortest first. */
    public static List<Double> of(List<ExampleResult> calls) {
        return calls.stream()
                .filter(call -> !(call.outcome() instanceof Outcome.Failed) && call.retries() == 0)
                .map(ExampleResult::measurement)
                .filter(measured -> measured.totalMs() != null)
                .map(Waiting::total)
                .sorted()
                .toList();
    }

    private static Double total(CallMeasurement measured) {
        Double total = measured.totalMs();
        Double retrieve = measured.retrieveMs();
        return (total == null ? 0 : total) + (retrieve == null ? 0 : retrieve);
    }
}
