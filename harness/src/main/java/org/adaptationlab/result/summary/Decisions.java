package org.adaptationlab.result.summary;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Decision.LeftOut;
import org.adaptationlab.decide.DecisionRule;
import org.adaptationlab.decide.ModeSample;
import org.adaptationlab.decide.TestedPair;
import org.adaptationlab.lab.Technique;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/** Makes the decision of a run from its score book, its comparisons and what the lab says of margin and preference. */
public final class Decisions {

    /** Share of the examples that a mode must have scores for, to be one to choose. */
    static final double LEAST_SCORED = 0.95;

    private final Provenance provenance;
    private final Prices prices;
    private final ScoreBook book;
    private final List<SummaryRow> summaries;
    private final Map<String, Double> requestUsd;

    private Decisions(
            Provenance provenance, ScoreBook book, List<SummaryRow> summaries, Map<String, Double> requestUsd) {
        this.requestUsd = requestUsd;
        this.provenance = provenance;
        this.prices = Prices.of(provenance);
        this.book = book;
        this.summaries = summaries;
    }

    /**
     * The decision, controls left out unless there are only controls.
     *
     * @param summaries of the same rows
     * @param comparisons of the same rows, in the main metric
     * @return empty where the run ended early or is a part of a larger one, or no mode has scores for nearly all examples
     */
    public static Optional<Decision> of(
            Provenance provenance, ScoreBook book, List<SummaryRow> summaries, List<ComparisonRow> comparisons) {
        return of(provenance, book, summaries, comparisons, Map.of());
    }

    /**
     * The same where a request of a mode costs something else than its calls did.
     *
     * @param requestUsd by mode
     */
    public static Optional<Decision> of(
            Provenance provenance,
            ScoreBook book,
            List<SummaryRow> summaries,
            List<ComparisonRow> comparisons,
            Map<String, Double> requestUsd) {
        boolean whole = provenance.failure() == null && provenance.selection().shard() == null;
        return whole ? new Decisions(provenance, book, summaries, requestUsd).decide(comparisons) : Optional.empty();
    }

    private Optional<Decision> decide(List<ComparisonRow> comparisons) {
        int of = provenance.selection().examples().size();
        List<String> candidates = new ArrayList<>();
        List<LeftOut> leftOut = new ArrayList<>();
        for (String mode : modes()) {
            int scored = book.mode(mode).scores().complete().cardinality();
            if (scored > 0 && scored >= LEAST_SCORED * of) {
                candidates.add(mode);
            } else {
                leftOut.add(new LeftOut(mode, scored, of));
            }
        }
        int[] examples = book.shared(candidates);
        if (examples.length == 0) {
            return Optional.empty();
        }
        return Optional.of(DecisionRule.decide(
                candidates.stream()
                        .map(mode -> sample(mode, examples, inFlight(candidates)))
                        .toList(),
                new DecisionRule.Request(
                        provenance.lab().margin(),
                        provenance.lab().prefer(),
                        Drifts.claims(provenance, summaries),
                        tested(comparisons),
                        candidates.stream().filter(this::hasSingleSeed).toList(),
                        leftOut)));
    }

    private List<String> modes() {
        Set<String> controls = provenance.facts().stream()
                .filter(ModeFacts::control)
                .map(facts -> facts.mode().mode())
                .collect(Collectors.toSet());
        Set<String> measured = book.modes().keySet();
        return measured.stream()
                .filter(mode -> controls.containsAll(measured) || !controls.contains(mode))
                .toList();
    }

    /** How many calls were in flight at most in any of these modes; null where nothing was timed. */
    private @Nullable Integer inFlight(List<String> modes) {
        return modes.stream()
                .map(mode -> book.mode(mode).inFlight())
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .orElse(null);
    }

    /** @param inFlight at which times are held against each other; a mode that was asked otherwise has none here */
    private ModeSample sample(String mode, int[] examples, @Nullable Integer inFlight) {
        ModeNumbers numbers = book.mode(mode);
        return new ModeSample(
                mode,
                numbers.scores().sample(examples),
                Objects.equals(numbers.inFlight(), inFlight) ? numbers.waitMs().of(examples) : new Means().of(examples),
                usd(mode, numbers, examples),
                prices.areTimes() || numbers.scores().adapters().stream().anyMatch(ModeIdentity::isClassifier),
                adaptUsd(mode));
    }

    private double[] usd(String mode, ModeNumbers numbers, int[] examples) {
        Double each = requestUsd.get(mode);
        return each == null
                ? numbers.usd().of(examples)
                : Arrays.stream(examples).mapToDouble(example -> each).toArray();
    }

    /** An adapter that was not trained here cost something, and nobody says what. */
    private double adaptUsd(String mode) {
        Optional<SummaryRow> summary = summary(mode);
        Double known =
                prices.adapting(summary.map(row -> row.costs().adaptSeconds()).orElse(null));
        boolean nothingToAdapt = summary.filter(row -> row.mode().technique().equals(Technique.LORA.word()))
                .isEmpty();
        return known != null ? known : nothingToAdapt && provenance.cost() != null ? 0 : Double.NaN;
    }

    private Optional<SummaryRow> summary(String mode) {
        return summaries.stream().filter(row -> row.mode().mode().equals(mode)).findFirst();
    }

    private boolean hasSingleSeed(String mode) {
        return book.mode(mode).scores().adapters().stream()
                        .filter(adapter -> adapter.adapterDigest() != null)
                        .count()
                == 1;
    }

    private static List<TestedPair> tested(List<ComparisonRow> comparisons) {
        List<TestedPair> tested = new ArrayList<>();
        for (ComparisonRow row : comparisons) {
            ComparisonRow.Statistics statistics = row.statistics();
            if (statistics.interval() != null && statistics.verdict() != null) {
                tested.add(new TestedPair(
                        row.modeA(),
                        row.modeB(),
                        statistics.interval(),
                        statistics.verdict().differs()));
            }
        }
        return tested;
    }
}
