package org.adaptationlab.run.guard;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.adaptationlab.guard.AnswerGuards;
import org.adaptationlab.guard.ClaimGuards;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.InFlight;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.summary.ComparisonRow;
import org.adaptationlab.result.summary.ExampleScores;
import org.adaptationlab.result.summary.Prices;
import org.adaptationlab.result.summary.ScoreBook;
import org.jspecify.annotations.Nullable;

/** The guards that look at the answers of a run. */
final class ResultGuards implements RunGuard {

    private final GuardedModes guarded;

    ResultGuards(GuardedModes guarded) {
        this.guarded = guarded;
    }

    @Override
    public List<GuardResult> after(RunResults results) {
        Map<String, List<ExampleResult>> modes = ExampleScores.byMode(results.examples());
        List<GuardResult> found = new ArrayList<>(AnswerGuards.check(counts(modes)));
        found.addAll(adapters(modes));
        found.addAll(sampleSizes(results));
        ClaimGuards.adapterSeeds(adapterCounts(modes)).ifPresent(found::add);
        batchAgreement(results.provenance().inFlight()).ifPresent(found::add);
        found.add(ClaimGuards.machineDrift(results.drift()));
        return found;
    }

    private Optional<GuardResult> batchAgreement(@Nullable InFlight inFlight) {
        if (inFlight == null || inFlight.agreement() == null) {
            return Optional.empty();
        }
        InFlight.Agreement agreement = inFlight.agreement();
        return Optional.of(ClaimGuards.batchAgreement(
                agreement.n(),
                agreement.sameOutput(),
                agreement.n() - agreement.sameScore(),
                agreement.differing(),
                inFlight.requests(),
                guarded.margin()));
    }

    private List<AnswerGuards.Counts> counts(Map<String, List<ExampleResult>> modes) {
        List<AnswerGuards.Counts> counts = new ArrayList<>();
        modes.forEach((mode, rows) -> counts.add(new AnswerGuards.Counts(
                mode,
                guarded.references().contains(mode),
                rows.size(),
                count(rows, outcome -> outcome instanceof Outcome.Failed),
                count(rows, outcome -> outcome instanceof Outcome.Unparsed),
                count(rows, ResultGuards::isEmpty),
                count(rows, outcome -> outcome instanceof Outcome.Truncated && outcome.output() == null),
                count(rows, outcome -> outcome instanceof Outcome.Truncated && outcome.output() != null))));
        return counts;
    }

    private static int count(List<ExampleResult> rows, Predicate<Outcome> wanted) {
        return Math.toIntExact(
                rows.stream().map(ExampleResult::outcome).filter(wanted).count());
    }

    private static boolean isEmpty(Outcome outcome) {
        String output = outcome.output();
        return output != null && output.isBlank();
    }

    /** Whether adapters changed answers, where a mode was asked the same without them. */
    private List<GuardResult> adapters(Map<String, List<ExampleResult>> modes) {
        List<GuardResult> found = new ArrayList<>();
        guarded.twins().forEach((mode, twins) -> {
            if (modes.containsKey(mode)) {
                found.add(twins.stream()
                        .filter(modes::containsKey)
                        .findFirst()
                        .map(twin -> effect(modes, mode, twin))
                        .orElseGet(() -> Guard.ADAPTER.found(
                                Status.PASS,
                                mode + ": the adapter fits its base; no mode was measured that has the same"
                                        + " prompts without it, so its answers have nothing to be held against")));
            }
        });
        return found;
    }

    private static GuardResult effect(Map<String, List<ExampleResult>> modes, String mode, String twin) {
        Map<String, String> without = new LinkedHashMap<>();
        rows(modes, twin).forEach(row -> put(without, row));
        int same = 0;
        int changed = 0;
        for (ExampleResult row : rows(modes, mode)) {
            String output = row.outcome().output();
            String before = without.get(key(row));
            if (output != null && before != null) {
                same += output.equals(before) ? 1 : 0;
                changed += output.equals(before) ? 0 : 1;
            }
        }
        String figures = mode + ": the adapter changed " + changed + " of the " + (same + changed) + " answers of "
                + twin + ", which has the same prompts without it";
        return changed == 0 && same > 0
                ? Guard.ADAPTER.found(
                        Status.WARN, figures + "; it has no effect that shows: look at its training, or at the server")
                : Guard.ADAPTER.found(Status.PASS, figures);
    }

    private static List<ExampleResult> rows(Map<String, List<ExampleResult>> modes, String mode) {
        return modes.getOrDefault(mode, List.of());
    }

    private static void put(Map<String, String> outputs, ExampleResult row) {
        String output = row.outcome().output();
        if (output != null) {
            outputs.put(key(row), output);
        }
    }

    private static String key(ExampleResult row) {
        return row.repetition() + " " + row.exampleId();
    }

    /** Each comparison with the baseline in the lab's own metric. */
    private List<GuardResult> sampleSizes(RunResults results) {
        String baseline = guarded.baseline();
        List<GuardResult> found = new ArrayList<>();
        ScoreBook book = ScoreBook.of(results.examples(), List.of(), Prices.of(results.provenance()));
        for (ComparisonRow row : results.mainComparisons()) {
            if (row.modeA().equals(baseline) || row.modeB().equals(baseline)) {
                found.add(ClaimGuards.sampleSize(
                        row.modeA() + " and " + row.modeB(),
                        row.pairs().n(),
                        book.pair(row.modeA(), row.modeB()).units(),
                        row.statistics().mde(),
                        row.pairs().difference(),
                        row.statistics().verdict(),
                        guarded.margin()));
            }
        }
        return found;
    }

    private static Map<String, Integer> adapterCounts(Map<String, List<ExampleResult>> modes) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        modes.forEach((mode, rows) -> {
            Set<String> adapters = new LinkedHashSet<>();
            rows.stream()
                    .map(row -> row.mode().adapterDigest())
                    .filter(Objects::nonNull)
                    .forEach(adapters::add);
            if (!adapters.isEmpty()) {
                counts.put(mode, adapters.size());
            }
        });
        return counts;
    }
}
