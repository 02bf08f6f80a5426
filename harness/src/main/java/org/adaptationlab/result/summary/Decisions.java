package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.adaptationlab.cost.TimeTrust;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.DecisionRule;
import org.adaptationlab.decide.ModeSample;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/** Makes the decision of a run from its rows, its costs and what the lab says of margin and preference. */
public final class Decisions {

    private final Provenance provenance;
    private final Prices prices;
    private final List<String> ids;

    private Decisions(Provenance provenance, List<ExampleResult> rows) {
        this.provenance = provenance;
        this.prices = Prices.of(provenance);
        this.ids = List.copyOf(ExampleScores.byExample(rows).keySet());
    }

    /**
     * The decision, controls left out unless there are only controls.
     *
     * @param summaries of the same rows
     * @return empty where no mode has an answer that could be judged
     */
    public static Optional<Decision> of(Provenance provenance, List<ExampleResult> rows, List<SummaryRow> summaries) {
        Set<String> controls = provenance.facts().stream()
                .filter(ModeFacts::control)
                .map(facts -> facts.mode().mode())
                .collect(Collectors.toSet());
        Map<String, List<ExampleResult>> judged = new LinkedHashMap<>(ExampleScores.byMode(rows));
        judged.values().removeIf(own -> ExampleScores.means(own).isEmpty());
        if (!controls.containsAll(judged.keySet())) {
            judged.keySet().removeAll(controls);
        }
        if (judged.isEmpty()) {
            return Optional.empty();
        }
        Decisions decisions = new Decisions(provenance, rows);
        List<ModeSample> samples = new ArrayList<>();
        judged.forEach((mode, own) -> samples.add(decisions.sample(mode, own, adaptSeconds(mode, summaries))));
        return Optional.of(DecisionRule.decide(
                samples,
                provenance.lab().margin(),
                provenance.lab().prefer(),
                trust(provenance, summaries),
                singleSeed(judged)));
    }

    /** What the times of a run are worth, by its guard of the machine and by its drift. */
    public static TimeTrust trust(Provenance provenance, List<SummaryRow> summaries) {
        Double drift = BlockDrifts.of(provenance, summaries).worst();
        String warning = provenance
                .guard(Guard.MACHINE_LOAD)
                .filter(found -> found.status() != GuardResult.Status.PASS)
                .map(GuardResult::detail)
                .orElse(null);
        boolean timed = summaries.stream().anyMatch(row -> row.speed().totalMsP50() != null);
        return new TimeTrust(
                drift,
                warning == null && drift == null && timed ? "the machine's drift was not measured" : warning,
                Prices.of(provenance).areTimes() ? TimeTrust.Costs.FOLLOW_TIMES : TimeTrust.Costs.BY_TOKEN);
    }

    private ModeSample sample(String mode, List<ExampleResult> rows, @Nullable Double adaptSeconds) {
        Map<String, Double> scores = ExampleScores.means(rows);
        Map<String, List<ExampleResult>> byExample = ExampleScores.byExample(rows);
        Double adapting = prices.adapting(adaptSeconds);
        boolean unknown = provenance.cost() == null;
        return new ModeSample(
                mode,
                vector(id -> scores.get(id)),
                vector(id -> mean(byExample.getOrDefault(id, List.of()), Decisions::waited)),
                vector(id -> mean(byExample.getOrDefault(id, List.of()), prices::call)),
                adapting != null ? adapting : unknown ? Double.NaN : 0);
    }

    private double[] vector(Function<String, @Nullable Double> value) {
        return ids.stream()
                .mapToDouble(id -> {
                    Double known = value.apply(id);
                    return known == null ? Double.NaN : known;
                })
                .toArray();
    }

    /** Milliseconds until the answer, retrieval included; a call after a retry says nothing of the usual speed. */
    private static @Nullable Double waited(ExampleResult row) {
        Double total = row.measurement().totalMs();
        Double retrieve = row.measurement().retrieveMs();
        return total == null || row.retries() > 0 ? null : Double.valueOf(total + (retrieve == null ? 0 : retrieve));
    }

    private static @Nullable Double mean(List<ExampleResult> calls, Function<ExampleResult, @Nullable Double> value) {
        List<Double> known = calls.stream().map(value).filter(Objects::nonNull).toList();
        return known.isEmpty()
                ? null
                : Double.valueOf(known.stream().mapToDouble(Double::doubleValue).sum() / known.size());
    }

    private static @Nullable Double adaptSeconds(String mode, List<SummaryRow> summaries) {
        return summaries.stream()
                .filter(row -> row.mode().mode().equals(mode))
                .findFirst()
                .map(row -> row.costs().adaptSeconds())
                .orElse(null);
    }

    /** Modes whose rows have one adapter. */
    private static List<String> singleSeed(Map<String, List<ExampleResult>> modes) {
        List<String> single = new ArrayList<>();
        modes.forEach((mode, rows) -> {
            Set<String> adapters = new LinkedHashSet<>();
            rows.forEach(row -> Optional.ofNullable(row.mode().adapterDigest()).ifPresent(adapters::add));
            if (adapters.size() == 1) {
                single.add(mode);
            }
        });
        return single;
    }
}
