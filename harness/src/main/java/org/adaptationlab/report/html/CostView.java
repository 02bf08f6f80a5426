package org.adaptationlab.report.html;

import java.util.List;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.report.chart.Chart;
import org.adaptationlab.report.chart.CostCharts;
import org.adaptationlab.report.table.EvidenceTables;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.MetricWords;
import org.adaptationlab.report.words.Notes;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/**
 * What modes cost, and from how many requests on one pays for itself against another.
 *
 * @param pareto cost against quality
 * @param volume cost over the number of requests, adapting included
 * @param assumptions what the figures rest on, in words
 */
public record CostView(
        @Nullable Chart pareto, @Nullable Chart volume, Table costs, Table breakEvens, String assumptions) {

    /** Null where no cost is known. */
    public static @Nullable CostView of(RunResults results, EvidenceTables evidence) {
        CostAssumptions assumed = results.provenance().cost();
        List<SummaryRow> priced = results.byMode().values().stream()
                .filter(row -> row.costs().per1000Usd() != null)
                .toList();
        if (assumed == null || priced.isEmpty()) {
            return null;
        }
        Decision decision = results.provenance().decision();
        return new CostView(
                CostCharts.pareto(
                        priced, MetricWords.of(results.provenance().lab().metric()), results.claims()),
                decision == null ? null : CostCharts.volume(decision),
                evidence.candidates(),
                evidence.breakEvens(),
                Notes.assumptions(assumed, results.provenance()) + ".");
    }
}
