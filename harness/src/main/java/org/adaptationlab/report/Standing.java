package org.adaptationlab.report;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.measure.Verdict;
import org.adaptationlab.result.ComparisonRow;
import org.adaptationlab.result.ModeFacts;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.SummaryRow;

/**
 * Who is ahead of whom, and by more than chance.
 *
 * @param ranked the modes that can be ranked, best first: those with a rate, without controls unless there are only
 *     controls
 * @param pairs every pair of modes with what the tests say of it
 */
record Standing(List<SummaryRow> ranked, List<ComparisonRow> pairs) {

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
        return new Standing(contenders.isEmpty() ? rated : contenders, results.comparisons());
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
        return pairWithBest(other).stream().anyMatch(pair -> {
            Verdict verdict = pair.statistics().verdict();
            return verdict != null && verdict.differs() && lead(pair) > 0;
        });
    }

    private double lead(ComparisonRow pair) {
        double difference = pair.pairs().difference();
        return pair.modeA().equals(best().mode().mode()) ? difference : -difference;
    }

    /** The pair of the best mode with another; empty where the files have none. */
    List<ComparisonRow> pairWithBest(SummaryRow other) {
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
}
