package org.adaptationlab.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.measure.HolmCorrection;
import org.adaptationlab.measure.McNemarTest;
import org.adaptationlab.result.ComparisonRow;
import org.adaptationlab.result.ModeFacts;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.SummaryRow;

/**
 * Who is ahead of whom, and by more than chance.
 *
 * @param ranked the modes that can be ranked, best first: those with a rate, without controls unless there are only
 *     controls
 * @param pairs every pair of modes with its test
 */
record Standing(List<SummaryRow> ranked, List<TestedPair> pairs) {

    private static final double LEVEL = 0.05;

    /**
     * A pair with the exact McNemar test.
     *
     * @param pHolm adjusted for all pairs of the run
     */
    record TestedPair(ComparisonRow row, double p, double pHolm) {

        boolean differs() {
            return pHolm < LEVEL;
        }

        boolean isOf(String a, String b) {
            return List.of(row.modeA(), row.modeB()).containsAll(List.of(a, b));
        }
    }

    static Standing of(RunResults results) {
        Set<String> controls = results.provenance().facts().stream()
                .filter(ModeFacts::control)
                .map(facts -> facts.mode().mode())
                .collect(Collectors.toSet());
        List<SummaryRow> rated = results.byMode().values().stream()
                .filter(row -> row.quality().value() != null)
                .sorted(Comparator.comparingDouble(Standing::quality).reversed())
                .toList();
        List<SummaryRow> contenders = rated.stream()
                .filter(row -> !controls.contains(row.mode().mode()))
                .toList();
        return new Standing(contenders.isEmpty() ? rated : contenders, tested(results.comparisons()));
    }

    SummaryRow best() {
        return ranked.get(0);
    }

    /** Modes that cannot be told from the best, best first. */
    List<SummaryRow> rivals() {
        return others().stream().filter(row -> !isBehind(row)).toList();
    }

    /** Modes that the best is ahead of, by more than chance. */
    List<SummaryRow> behind() {
        return others().stream().filter(this::isBehind).toList();
    }

    /** Quality of the best less that of another mode, on the examples both answered. */
    double leadOver(SummaryRow other) {
        return pairWithBest(other).stream().mapToDouble(this::lead).findFirst().orElse(Double.NaN);
    }

    /** Rates may be over different examples where calls failed; only the shared ones decide. */
    private boolean isBehind(SummaryRow other) {
        return pairWithBest(other).stream().anyMatch(pair -> pair.differs() && lead(pair) > 0);
    }

    private double lead(TestedPair pair) {
        double difference = pair.row().pairs().difference();
        return pair.row().modeA().equals(best().mode().mode()) ? difference : -difference;
    }

    /** The pair of the best mode with another; empty where the files have none. */
    List<TestedPair> pairWithBest(SummaryRow other) {
        return pairs.stream()
                .filter(pair -> pair.isOf(best().mode().mode(), other.mode().mode()))
                .toList();
    }

    private List<SummaryRow> others() {
        return ranked.subList(1, ranked.size());
    }

    static double quality(SummaryRow row) {
        Double value = row.quality().value();
        return value == null ? Double.NaN : value;
    }

    private static List<TestedPair> tested(List<ComparisonRow> rows) {
        List<Double> pValues =
                rows.stream().map(row -> McNemarTest.pValue(row.pairs())).toList();
        List<Double> adjusted = HolmCorrection.adjust(pValues);
        List<TestedPair> pairs = new ArrayList<>();
        for (int i = 0; i < rows.size(); i++) {
            pairs.add(new TestedPair(rows.get(i), pValues.get(i), adjusted.get(i)));
        }
        return pairs;
    }
}
