package org.adaptationlab.compare.number;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.compare.side.ModePair;
import org.adaptationlab.compare.side.RunNumbers;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.cost.TimeClaims;
import org.adaptationlab.cost.TimeClaims.Costs;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.summary.Prices;
import org.adaptationlab.result.summary.SummaryRow;

/** What holds for two runs together: the prices that both are priced at, and what may be claimed of their times. */
public record RunPair(RunSource baseline, RunSource contender) {

    /**
     * The prices of one side: at the baseline's assumptions, so that a change of them is no change of cost. Only the price
     * of a model, or of a fine-tuned one, that the baseline did not ask is the side's own.
     */
    public Prices prices(RunSource side) {
        Provenance own = side.provenance();
        Provenance first = baseline.provenance();
        CostAssumptions cost = first == null ? null : first.cost();
        if (own == null || first == null || cost == null) {
            return Prices.of(null, "");
        }
        boolean sameModel = own.run().model().equals(first.run().model());
        TokenPrice ownPrice = own.cost() == null ? null : own.cost().tokenPrice();
        return Prices.of(
                cost.withTokenPrices(sameModel ? cost.tokenPrice() : ownPrice, modePrices(own, first, cost)),
                own.run().runtime());
    }

    private static Map<String, TokenPrice> modePrices(Provenance own, Provenance first, CostAssumptions cost) {
        Map<String, TokenPrice> prices =
                new HashMap<>(own.cost() == null ? Map.of() : own.cost().modePrices());
        Set<ModeIdentity> known = first.facts().stream().map(ModeFacts::mode).collect(Collectors.toSet());
        own.facts().stream()
                .map(ModeFacts::mode)
                .filter(known::contains)
                .map(ModeIdentity::mode)
                .forEach(mode -> {
                    TokenPrice price = cost.modePrices().get(mode);
                    if (price == null) {
                        prices.remove(mode);
                    } else {
                        prices.put(mode, price);
                    }
                });
        return prices;
    }

    /** What may be claimed of the times of a mode, and of the costs that follow them. */
    public TimeClaims claims(String mode, ModePair pair, RunNumbers first, RunNumbers second) {
        boolean classifier =
                first.book().mode(mode).scores().adapters().stream().anyMatch(ModeIdentity::isClassifier);
        Double drift =
                classifier ? ProbeDrift.ofBlocks(mode, baseline, contender) : ProbeDrift.of(mode, baseline, contender);
        String numbers = Obstacles.ofInFlight(
                pair.baseline().inFlight(), pair.contender().inFlight());
        String obstacle = numbers != null ? numbers : Obstacles.ofTimes(baseline, first.run(), contender, second.run());
        String doubt = obstacle != null
                ? obstacle
                : lacksRetrieval(mode, pair)
                        ? "the baseline lacks the times of retrieval; make it anew with lab baseline"
                        : drift == null ? "drift of the machine not measured" : null;
        boolean byToken = !classifier && !lacksRetrieval(mode, pair) && isByToken(baseline) && isByToken(contender);
        return new TimeClaims(drift, doubt, byToken ? Costs.BY_TOKEN : Costs.FOLLOW_TIMES);
    }

    /** Baselines of earlier versions kept the times of calls without those of retrieval. */
    private boolean lacksRetrieval(String mode, ModePair pair) {
        SummaryRow summary = baseline.summaryByMode().get(mode);
        return summary != null
                && summary.speed().retrieveMsP50() != null
                && !pair.baseline().retrieves();
    }

    private static boolean isByToken(RunSource side) {
        Provenance provenance = side.provenance();
        return provenance != null && !Prices.of(provenance).areTimes();
    }
}
