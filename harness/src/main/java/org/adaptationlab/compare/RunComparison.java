package org.adaptationlab.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.compare.finding.Comparison.Limits;
import org.adaptationlab.compare.finding.Comparison.Side;
import org.adaptationlab.compare.finding.FallenGuard;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.ModeComparison.Coverage;
import org.adaptationlab.compare.finding.ModeComparison.Flips;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.compare.finding.ProvenanceChange;
import org.adaptationlab.compare.format.VerdictWords;
import org.adaptationlab.compare.gate.RegressionGate;
import org.adaptationlab.compare.number.Costs;
import org.adaptationlab.compare.number.FlipTexts;
import org.adaptationlab.compare.number.Obstacles;
import org.adaptationlab.compare.number.ProbeDrift;
import org.adaptationlab.compare.number.ProvenanceChanges;
import org.adaptationlab.compare.number.Qualities;
import org.adaptationlab.compare.number.Timings;
import org.adaptationlab.compare.side.Comparability;
import org.adaptationlab.compare.side.ExampleIds;
import org.adaptationlab.compare.side.Means;
import org.adaptationlab.compare.side.ModeNumbers;
import org.adaptationlab.compare.side.PairedScores;
import org.adaptationlab.compare.side.RunNumbers;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.statistics.Level;
import org.jspecify.annotations.Nullable;

/** Compares two runs from their files: reads each as a stream, pairs the examples, tests, and asks the gate. */
public final class RunComparison {

    /** A lab file that names no margin has this one. */
    private static final double DEFAULT_MARGIN = 0.05;

    private static final int IDS_SHOWN = 10;
    private static final String UNNAMED_METRIC = "score";

    private final RunSource baseline;
    private final RunSource contender;
    private final ComparisonSettings settings;
    private final ExampleIds ids = new ExampleIds();
    private final RunNumbers first;
    private final RunNumbers second;
    private final Map<String, PairedScores> shared = new LinkedHashMap<>();

    private RunComparison(RunSource baseline, RunSource contender, ComparisonSettings settings) {
        this.baseline = baseline;
        this.contender = contender;
        this.settings = settings;
        this.first = RunNumbers.read(baseline, ids);
        this.second = RunNumbers.read(contender, ids);
    }

    /**
     * Compares a contender with a baseline.
     *
     * @param baseline folder of a run or of a baseline, or a file of examples
     * @throws ResultFormatException if one cannot be read, or the two cannot be compared
     */
    public static Comparison compare(Path baseline, Path contender, ComparisonSettings settings) {
        return new RunComparison(RunSource.open(baseline), RunSource.open(contender), settings).result();
    }

    private Comparison result() {
        Comparability.require(baseline, first, contender, second);
        first.modes().forEach((mode, numbers) -> {
            ModeNumbers other = second.modes().get(mode);
            if (other != null) {
                shared.put(mode, PairedScores.of(numbers, other, ids));
            }
        });
        Limits limits = limits();
        List<ModeComparison> modes = modes(limits.margin());
        List<String> missing = without(first.modes().keySet(), second.modes().keySet());
        List<FallenGuard> guards = Stream.concat(
                        fallen(Comparison.BASELINE, baseline.provenance()),
                        fallen(Comparison.CONTENDER, contender.provenance()))
                .toList();
        List<Check> checks = new RegressionGate(limits).check(modes, missing, guards);
        List<ProvenanceChange> changes = ProvenanceChanges.between(baseline, first, contender, second);
        boolean recorded = baseline.provenance() != null && contender.provenance() != null;
        return new Comparison(
                Comparison.SCHEMA,
                new VerdictWords(limits, modes, checks).verdict(changes, recorded),
                Side.of(baseline, first.run()),
                Side.of(contender, second.run()),
                first.run().dataset(),
                first.run().datasetDigest(),
                Level.FIVE_PERCENT.confidence(),
                limits,
                modes,
                missing,
                without(second.modes().keySet(), first.modes().keySet()),
                changes,
                guards,
                checks);
    }

    private Limits limits() {
        double margin = Stream.of(baseline, contender)
                .map(RunSource::provenance)
                .filter(Objects::nonNull)
                .mapToDouble(known -> known.lab().margin())
                .findFirst()
                .orElse(DEFAULT_MARGIN);
        Double maxDrop = settings.maxDrop();
        return new Limits(
                maxDrop == null ? 0 : maxDrop,
                maxDrop == null ? margin : maxDrop,
                margin,
                settings.maxLatencyIncrease(),
                settings.maxCostIncrease(),
                settings.strict());
    }

    private List<ModeComparison> modes(double margin) {
        Qualities comparing = new Qualities(margin, first.run().samplingSeed(), ids);
        Map<String, Quality> qualities = comparing.of(shared);
        Map<String, Flips> flips = FlipTexts.read(shared, ids, baseline, contender, settings.flips());
        String metric = Stream.of(baseline.metric(), contender.metric())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(UNNAMED_METRIC);
        List<ModeComparison> modes = new ArrayList<>();
        shared.forEach((mode, scores) -> {
            Timings.Conditions conditions = new Timings.Conditions(
                    ProbeDrift.of(mode, baseline, contender),
                    Obstacles.ofTimes(baseline, first.run(), contender, second.run()));
            modes.add(new ModeComparison(
                    mode,
                    metric,
                    coverage(scores, numbers(first, mode), numbers(second, mode)),
                    qualities.get(mode),
                    timing(numbers(first, mode).ttftMs(), numbers(second, mode).ttftMs(), mode, conditions),
                    timing(numbers(first, mode).totalMs(), numbers(second, mode).totalMs(), mode, conditions),
                    Costs.of(baseline, contender, mode, conditions),
                    Objects.requireNonNull(flips.get(mode)),
                    comparing.further(numbers(first, mode), numbers(second, mode))));
        });
        return modes;
    }

    private Timing timing(Means before, Means after, String mode, Timings.Conditions conditions) {
        BitSet both = (BitSet) numbers(first, mode).examples().clone();
        both.and(numbers(second, mode).examples());
        return Timings.of(before, after, both.stream(), shared.size(), conditions);
    }

    private Coverage coverage(PairedScores scores, ModeNumbers before, ModeNumbers after) {
        return new Coverage(
                scores.baselineOnly().cardinality(),
                idsOf(scores.baselineOnly()),
                scores.contenderOnly().cardinality(),
                idsOf(scores.contenderOnly()),
                scores.unjudgedInBaseline(),
                scores.unjudgedInContender(),
                digests(before).equals(digests(after)));
    }

    private List<String> idsOf(BitSet examples) {
        return examples.stream().limit(IDS_SHOWN).mapToObj(ids::id).toList();
    }

    private static List<String> digests(ModeNumbers mode) {
        return mode.adapters().stream()
                .map(ModeIdentity::adapterDigest)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }

    private static Stream<FallenGuard> fallen(String side, @Nullable Provenance provenance) {
        return provenance == null
                ? Stream.empty()
                : provenance.guards().stream()
                        .filter(guard -> guard.status() != GuardResult.Status.PASS)
                        .map(guard -> new FallenGuard(side, guard.name(), guard.status(), guard.detail()));
    }

    private static ModeNumbers numbers(RunNumbers side, String mode) {
        return Objects.requireNonNull(side.modes().get(mode), mode);
    }

    private static List<String> without(Set<String> all, Set<String> others) {
        return all.stream().filter(mode -> !others.contains(mode)).toList();
    }
}
