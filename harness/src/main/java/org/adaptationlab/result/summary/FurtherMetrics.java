package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.statistics.Sample;

/** What each mode comes to in each metric beside the main one. */
public final class FurtherMetrics {

    private FurtherMetrics() {}

    /**
     * A row per mode and metric, in the order of the book.
     *
     * @param seed of what is drawn at random for intervals
     */
    public static List<MetricRow> of(ScoreBook book, long seed) {
        List<MetricRow> rows = new ArrayList<>();
        book.modes()
                .values()
                .forEach(mode -> mode.further().forEach((metric, scores) -> {
                    int[] complete = scores.complete().stream().toArray();
                    if (complete.length > 0) {
                        Sample sample = scores.sample(complete);
                        rows.add(new MetricRow(
                                identity(scores.adapters()),
                                metric,
                                complete.length,
                                sample.mean(),
                                sample.meanInterval(seed)));
                    }
                }));
        return rows;
    }

    /** The metrics of all modes, in the order they first occur. */
    static Set<String> metrics(ScoreBook book) {
        Set<String> metrics = new LinkedHashSet<>();
        book.modes().values().forEach(mode -> metrics.addAll(mode.further().keySet()));
        return metrics;
    }

    private static ModeIdentity identity(Set<ModeIdentity> adapters) {
        ModeIdentity first = adapters.iterator().next();
        return adapters.size() == 1 ? first : new ModeIdentity(first.mode(), first.technique(), null, null);
    }
}
