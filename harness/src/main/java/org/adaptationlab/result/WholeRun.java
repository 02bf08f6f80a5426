package org.adaptationlab.result;

import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.result.summary.MetricRow;
import org.adaptationlab.result.summary.SummaryRow;
import org.adaptationlab.score.Metric;
import org.jspecify.annotations.Nullable;

/**
 * Whether the files of a run are whole. A file that was cut at the end of a line looks like any other, but the files of
 * a run say of each other how many rows they have. Not thread-safe.
 */
public final class WholeRun {

    private static final String CURE = "; a file was cut off or edited: copy the whole folder of the run again";

    private final Map<String, Integer> calls = new LinkedHashMap<>();
    private final Map<String, Set<ModeIdentity>> adapters = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Map<String, Map<ModeIdentity, BitSet>>> scored = new HashMap<>();

    /** Counts a row of examples.csv. */
    public void count(ExampleResult row) {
        calls.merge(row.mode().mode(), 1, Integer::sum);
        adapters.computeIfAbsent(row.mode().mode(), mode -> new HashSet<>()).add(row.mode());
    }

    /** Counts a row of scores.csv. */
    void count(ScoreRow row) {
        int number = numbers.computeIfAbsent(row.exampleId(), id -> numbers.size());
        scored.computeIfAbsent(row.mode().mode(), mode -> new HashMap<>())
                .computeIfAbsent(row.metric(), metric -> new HashMap<>())
                .computeIfAbsent(row.mode(), adapter -> new BitSet())
                .set(number);
    }

    /** Examples that every adapter of a mode has a score for. */
    private int complete(String mode, String metric) {
        Map<ModeIdentity, BitSet> found = scored.getOrDefault(mode, Map.of()).getOrDefault(metric, Map.of());
        return adapters.getOrDefault(mode, found.keySet()).stream()
                .map(adapter ->
                        (BitSet) found.getOrDefault(adapter, new BitSet()).clone())
                .reduce((one, other) -> {
                    one.and(other);
                    return one;
                })
                .map(BitSet::cardinality)
                .orElse(0);
    }

    /**
     * Holds the examples that were counted against summary.csv, and that against run.json.
     *
     * @param provenance null where there is no run.json
     * @throws ResultFormatException if a row is missing or too much
     */
    public void requireExamples(
            Path examples, Path summary, List<SummaryRow> summaries, @Nullable Provenance provenance) {
        Map<String, SummaryRow> byMode = new LinkedHashMap<>();
        summaries.forEach(row -> byMode.putIfAbsent(row.mode().mode(), row));
        Set<String> modes = new LinkedHashSet<>(calls.keySet());
        if (provenance != null && provenance.failure() == null) {
            provenance.facts().stream().map(ModeFacts::mode).forEach(mode -> modes.add(mode.mode()));
        }
        modes.removeAll(byMode.keySet());
        if (!modes.isEmpty()) {
            throw new ResultFormatException(
                    summary + ": lacks the mode " + String.join(", ", modes) + ", which the other files have" + CURE);
        }
        byMode.forEach((mode, row) -> {
            int found = calls.getOrDefault(mode, 0);
            int said = row.counts().calls();
            if (found != said && !mayCountExamples(mode, row.counts(), provenance)) {
                throw new ResultFormatException(examples + ": has " + found + " rows of mode \"" + mode + "\", "
                        + summary.getFileName() + " says " + said + CURE);
            }
        });
    }

    /** Files of earlier versions say how many examples there are, not how many calls. */
    private static boolean mayCountExamples(String mode, SummaryRow.Counts counts, @Nullable Provenance provenance) {
        boolean severalCalls = provenance == null
                || provenance.selection().repetitions() > 1
                || provenance.facts().stream()
                                .filter(facts -> facts.mode().mode().equals(mode))
                                .count()
                        > 1;
        return severalCalls && counts.calls() == counts.n();
    }

    /**
     * Holds the scores that were counted against metrics.csv.
     *
     * @throws ResultFormatException if a row is missing or too much
     */
    void requireScores(Path scores, Path metrics, List<MetricRow> rows) {
        Map<String, Set<String>> said = new HashMap<>();
        for (MetricRow row : rows) {
            String mode = row.mode().mode();
            said.computeIfAbsent(mode, key -> new LinkedHashSet<>()).add(row.metric());
            int found = complete(mode, row.metric());
            if (found != row.n()) {
                throw new ResultFormatException(scores + ": has " + row.metric() + " of " + found
                        + " examples of mode \"" + mode + "\", " + metrics.getFileName() + " says " + row.n() + CURE);
            }
        }
        scored.forEach((mode, found) -> {
            boolean all = found.keySet().stream()
                    .filter(metric -> complete(mode, metric) > 0)
                    .allMatch(said.getOrDefault(mode, Set.of())::contains);
            if (!all) {
                throw new ResultFormatException(metrics + ": lacks a metric of mode \"" + mode + "\" that "
                        + scores.getFileName() + " has" + CURE);
            }
        });
    }

    /**
     * Holds the comparisons in further metrics against the scores that were counted: each mode that has a metric is
     * compared in it with the baseline. Refusals are not compared, and files of earlier versions have no such rows.
     *
     * @throws ResultFormatException if a row is missing or too much
     */
    void requireFurther(Path comparisons, List<ComparisonRow> further, String baseline) {
        Map<String, Integer> rows = new HashMap<>();
        further.forEach(row -> rows.merge(row.metric(), 1, Integer::sum));
        for (String metric : scored.getOrDefault(baseline, Map.of()).keySet()) {
            long others = scored.values().stream()
                            .filter(metrics -> metrics.containsKey(metric))
                            .count()
                    - 1;
            int found = rows.getOrDefault(metric, 0);
            if (!rows.isEmpty() && found != others && !metric.equals(Metric.REFUSED.column())) {
                throw new ResultFormatException(comparisons + ": compares " + found + " modes with the baseline in "
                        + metric + ", the scores are of " + others + CURE);
            }
        }
    }

    /**
     * Holds the comparisons against the modes that were counted: every two of them have a row in the lab's metric.
     *
     * @throws ResultFormatException if a row is missing or too much
     */
    void requireComparisons(Path comparisons, List<ComparisonRow> main) {
        int modes = calls.size();
        int pairs = modes * (modes - 1) / 2;
        if (main.size() != pairs) {
            throw new ResultFormatException(comparisons + ": compares " + main.size()
                    + " pairs of modes in the lab's metric, " + modes + " modes make " + pairs + CURE);
        }
    }
}
