package org.adaptationlab.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.result.summary.ExampleNumbers;
import org.adaptationlab.result.summary.ModeNumbers;
import org.adaptationlab.result.summary.Paired;
import org.adaptationlab.result.summary.Prices;
import org.adaptationlab.result.summary.ScoreBook;
import org.adaptationlab.statistics.HolmCorrection;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.PairedAnalysis;
import org.adaptationlab.statistics.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Two values of a setting against each other in one mode, on the examples that both have a score for. Runs of a curve ask
 * the same examples, so the test is the one between two modes of a run.
 *
 * @param a the value that comes first
 * @param n examples in the pairs
 * @param difference mean score at {@code a} less that at {@code b}
 * @param interval of the difference, 95 %, of this pair by itself
 * @param p two-sided, adjusted (Holm) for all pairs of the curve
 * @param pIsBound whether p is only known to be no larger
 * @param verdict what the adjusted test says of {@code a}
 */
public record CurvePair(
        String mode,
        String a,
        String b,
        int n,
        double difference,
        Interval interval,
        double p,
        boolean pIsBound,
        Verdict verdict) {

    public CurvePair {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(a, "a");
        Objects.requireNonNull(b, "b");
        Objects.requireNonNull(interval, "interval");
        Objects.requireNonNull(verdict, "verdict");
    }

    /** A pair before p is adjusted. */
    private record Tested(String mode, String a, String b, int n, double difference, PairedAnalysis analysis) {

        CurvePair with(double p) {
            return new CurvePair(
                    mode,
                    a,
                    b,
                    n,
                    difference,
                    analysis.interval().interval(),
                    p,
                    analysis.isPBound(),
                    Verdict.of(difference, p, analysis.pEquivalence()));
        }
    }

    /**
     * Every two values at which a mode was measured, mode by mode; none of values that share a run.
     *
     * @param runs those of which something may be claimed, by id
     */
    static List<CurvePair> of(VaryRecord vary, Map<String, RunResults> runs) {
        Books books = Books.of(runs);
        Set<String> modes = new LinkedHashSet<>();
        vary.points().forEach(point -> modes.addAll(point.runs().keySet()));
        List<Tested> tested = new ArrayList<>();
        for (String mode : modes) {
            for (int i = 0; i < vary.points().size(); i++) {
                VaryRecord.Point first = vary.points().get(i);
                for (VaryRecord.Point other :
                        vary.points().subList(i + 1, vary.points().size())) {
                    books.test(mode, first, other).ifPresent(tested::add);
                }
            }
        }
        List<Double> adjusted = HolmCorrection.adjust(
                tested.stream().map(pair -> pair.analysis().p()).toList());
        List<CurvePair> pairs = new ArrayList<>();
        for (Tested pair : tested) {
            pairs.add(pair.with(adjusted.get(pairs.size())));
        }
        return pairs;
    }

    /** The scores of all runs, by run, with numbers of examples that they share. */
    private record Books(ExampleNumbers numbers, Map<String, ScoreBook> byRun, double margin, long seed) {

        /** Margin and seed are the lab's, and so the same in all runs. */
        static Books of(Map<String, RunResults> runs) {
            ExampleNumbers numbers = new ExampleNumbers();
            Map<String, ScoreBook> byRun = new LinkedHashMap<>();
            double margin = 0;
            long seed = 0;
            for (Map.Entry<String, RunResults> run : runs.entrySet()) {
                Provenance provenance = run.getValue().provenance();
                ScoreBook book = new ScoreBook(numbers, Prices.of(provenance));
                run.getValue().examples().forEach(book::add);
                byRun.put(run.getKey(), book);
                margin = provenance.lab().margin();
                seed = provenance.sampling().seed();
            }
            return new Books(numbers, byRun, margin, seed);
        }

        Optional<Tested> test(String mode, VaryRecord.Point first, VaryRecord.Point other) {
            String run = first.runs().getOrDefault(mode, "");
            String otherRun = other.runs().getOrDefault(mode, "");
            ModeNumbers a = mode(run, mode);
            ModeNumbers b = mode(otherRun, mode);
            if (a == null || b == null || run.equals(otherRun)) {
                return Optional.empty();
            }
            Paired paired = Paired.of(a.scores(), b.scores(), numbers);
            int n = paired.examples().length;
            return n == 0
                    ? Optional.empty()
                    : Optional.of(new Tested(
                            mode,
                            first.value(),
                            other.value(),
                            n,
                            paired.a().mean() - paired.b().mean(),
                            paired.a().minus(paired.b(), margin, seed, Level.FIVE_PERCENT)));
        }

        private @Nullable ModeNumbers mode(String run, String mode) {
            ScoreBook book = byRun.get(run);
            return book == null ? null : book.modes().get(mode);
        }
    }
}
