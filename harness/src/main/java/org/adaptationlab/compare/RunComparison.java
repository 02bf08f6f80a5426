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
import org.adaptationlab.compare.finding.ProvenanceChange;
import org.adaptationlab.compare.format.VerdictWords;
import org.adaptationlab.compare.gate.RegressionGate;
import org.adaptationlab.compare.number.FlipTexts;
import org.adaptationlab.compare.number.ProvenanceChanges;
import org.adaptationlab.compare.number.Qualities;
import org.adaptationlab.compare.number.RunPair;
import org.adaptationlab.compare.number.Timings;
import org.adaptationlab.compare.side.Comparability;
import org.adaptationlab.compare.side.ModePair;
import org.adaptationlab.compare.side.RunNumbers;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.summary.ExampleNumbers;
import org.adaptationlab.result.summary.ModeNumbers;
import org.jspecify.annotations.Nullable;

/** Compares two runs from their files: reads each as a stream, pairs the examples, tests, and asks the gate. */
public final class RunComparison {

    /** A lab file that names no margin has this one. */
    private static final double DEFAULT_MARGIN = 0.05;

    private static final double LEVEL = 0.95;
    private static final int IDS_SHOWN = 10;
    private static final String UNNAMED_METRIC = "score";

    private final RunSource baseline;
    private final RunSource contender;
    private final ComparisonSettings settings;
    private final ExampleNumbers numbers = new ExampleNumbers();
    private final RunPair runs;
    private final RunNumbers first;
    private final RunNumbers second;
    private final Map<String, ModePair> shared = new LinkedHashMap<>();

    private RunComparison(RunSource baseline, RunSource contender, ComparisonSettings settings) {
        this.baseline = baseline;
        this.contender = contender;
        this.settings = settings;
        this.runs = new RunPair(baseline, contender);
        this.first = RunNumbers.read(baseline, numbers, runs.prices(baseline));
        this.second = RunNumbers.read(contender, numbers, runs.prices(contender));
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
        first.modes().forEach((mode, own) -> {
            ModeNumbers other = second.modes().get(mode);
            if (other != null) {
                shared.put(mode, ModePair.of(own, other, numbers));
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
                LEVEL,
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
        Qualities comparing = new Qualities(margin, first.run().samplingSeed());
        Map<String, Quality> qualities = comparing.of(shared);
        Map<String, Flips> flips = FlipTexts.read(
                shared,
                numbers,
                new FlipTexts.Texts(baseline, first.rows()),
                new FlipTexts.Texts(contender, second.rows()),
                settings.flips());
        String metric = Stream.of(baseline.metric(), contender.metric())
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(UNNAMED_METRIC);
        List<ModeComparison> modes = new ArrayList<>();
        shared.forEach((mode, pair) -> {
            ModeNumbers before = pair.baseline();
            ModeNumbers after = pair.contender();
            Timings timings = new Timings(pair.shared(), shared.size(), runs.claims(mode, pair, first, second));
            modes.add(new ModeComparison(
                    mode,
                    metric,
                    coverage(pair),
                    qualities.get(mode),
                    timings.times(before.ttftMs(), after.ttftMs()),
                    timings.times(before.totalMs(), after.totalMs()),
                    timings.times(before.waitMs(), after.waitMs()),
                    timings.costs(before.usd(), after.usd()),
                    Objects.requireNonNull(flips.get(mode)),
                    comparing.further(before, after, numbers),
                    new ModeComparison.InFlight(before.inFlight(), after.inFlight())));
        });
        return modes;
    }

    private Coverage coverage(ModePair pair) {
        return new Coverage(
                pair.baselineOnly().cardinality(),
                idsOf(pair.baselineOnly()),
                pair.contenderOnly().cardinality(),
                idsOf(pair.contenderOnly()),
                pair.unjudgedInBaseline().cardinality(),
                pair.unjudgedInContender().cardinality(),
                digests(pair.baseline()).equals(digests(pair.contender())),
                pair.newlyFailed().cardinality(),
                pair.newlyUngraded().cardinality(),
                pair.shared().cardinality() - pair.paired().examples().length);
    }

    private List<String> idsOf(BitSet examples) {
        return examples.stream().limit(IDS_SHOWN).mapToObj(numbers::id).toList();
    }

    private static List<String> digests(ModeNumbers mode) {
        return mode.scores().adapters().stream()
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

    private static List<String> without(Set<String> all, Set<String> others) {
        return all.stream().filter(mode -> !others.contains(mode)).toList();
    }
}
