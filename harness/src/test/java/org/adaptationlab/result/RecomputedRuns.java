package org.adaptationlab.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.adaptationlab.compare.BaselineCopy;
import org.adaptationlab.compare.ComparisonSettings;
import org.adaptationlab.compare.RunComparison;
import org.adaptationlab.compare.TwoRuns;
import org.adaptationlab.compare.format.ComparisonFormat;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Provenance.LatencyProbe;
import org.adaptationlab.score.Metric;
import org.adaptationlab.score.Score;

/** Run folders and comparisons that between them need every figure that is recomputed. */
final class RecomputedRuns {

    /** Of 120 examples; two modes within the margin of each other, and an adapter that costs more than they do. */
    private static final Map<String, Double> CLOSE =
            Map.of("prompt", 0.72, "few-shot", 0.74, "rag", 0.71, "nearest", 0.70, "lora", 0.76);

    private RecomputedRuns() {}

    /** By the name of the folder. */
    static Map<String, RunResults> runs() {
        Map<String, RunResults> runs = new LinkedHashMap<>();
        runs.put("tickets", RunFixture.tickets());
        runs.put("hostile", RunFixture.hostile());
        runs.put("documents", StatisticsFixture.documents());
        runs.put("unequal", StatisticsFixture.unequalDocuments());
        runs.put("graded", StatisticsFixture.graded());
        runs.put("adapters", StatisticsFixture.adapters());
        runs.put("many", StatisticsFixture.many());
        runs.put("further", StatisticsFixture.further(StatisticsFixture.graded()));
        runs.put("both", StatisticsFixture.further(StatisticsFixture.documents()));
        RunResults close = RunFixture.tickets(CLOSE);
        runs.put("close", close);
        runs.put("steady-enough", with(close, RecomputedRuns::probedWithDrift));
        runs.put("quick", with(close, run -> preferring(run, Preference.LATENCY)));
        runs.put("disturbed", with(close, run -> run.withGuards(List.of(disturbed()))));
        runs.put("unpriced", with(close, run -> ProvenanceFixture.of(run).withCost(null)));
        runs.put("closed-model", closedModel(close));
        runs.put("left-out", withRows(close, (i, row) -> row.mode().mode().equals("nearest") && i % 9 == 4
                ? failed(row)
                : row));
        return runs;
    }

    /** Writes baselines, contenders and what compares them into the folder; returns the comparisons' files. */
    static List<Path> comparisons(Path folder) {
        ComparisonSettings limited = new ComparisonSettings(0.1, 0.05, 0.05, true, ComparisonSettings.FLIPS);
        RunResults tickets = with(RunFixture.tickets(), RecomputedRuns::probed);
        RunResults graded = StatisticsFixture.further(StatisticsFixture.graded());
        RunResults documents = StatisticsFixture.documents();
        RunResults adapters = StatisticsFixture.adapters();
        List<Path> all = new ArrayList<>();
        all.add(compare(TwoRuns.same(folder.resolve("same")), folder, "same", limited));
        all.add(compare(TwoRuns.worse(folder.resolve("worse")), folder, "worse", ComparisonSettings.DEFAULT));
        all.add(compare(TwoRuns.hostile(folder.resolve("turned")), folder, "turned", ComparisonSettings.DEFAULT));
        all.add(compare(folder, "slower", tickets, with(TwoRuns.slowed(1.3, 0, 120), RecomputedRuns::probed), limited));
        all.add(compare(
                folder,
                "failing",
                tickets,
                withRows(tickets, (i, row) -> row.mode().mode().equals("lora") && i % 7 == 1
                        ? failed(row)
                        : row.mode().mode().equals("prompt") && i % 30 == 1 ? failed(row) : row),
                limited));
        all.add(compare(folder, "lower", graded, lower(graded), limited));
        all.add(compare(folder, "by-document", documents, lower(documents), ComparisonSettings.DEFAULT));
        all.add(compare(
                folder,
                "other-adapters",
                adapters,
                withRows(adapters, (i, row) -> otherAdapter(i % 11 == 3 ? turned(row) : row)),
                limited));
        TwoRuns copied = TwoRuns.of(folder.resolve("copied"), tickets, lower(tickets));
        Path copy = folder.resolve("copied").resolve("copy");
        BaselineCopy.write(copied.baseline(), copy);
        all.add(compared(copy, copied.contender(), folder.resolve("copied.json"), limited));
        return all;
    }

    private static Path compare(
            Path folder, String name, RunResults baseline, RunResults contender, ComparisonSettings settings) {
        return compare(TwoRuns.of(folder.resolve(name), baseline, contender), folder, name, settings);
    }

    private static Path compare(TwoRuns runs, Path folder, String name, ComparisonSettings settings) {
        return compared(runs.baseline(), runs.contender(), folder.resolve(name + ".json"), settings);
    }

    private static Path compared(Path baseline, Path contender, Path file, ComparisonSettings settings) {
        ComparisonFormat.JSON.write(RunComparison.compare(baseline, contender, settings), file);
        return file;
    }

    private static RunResults with(RunResults run, UnaryOperator<Provenance> change) {
        return again(change.apply(run.provenance()), run.examples(), run);
    }

    /** @param change of the i-th row of each mode and adapter */
    private static RunResults withRows(RunResults run, BiFunction<Integer, ExampleResult, ExampleResult> change) {
        Map<ModeIdentity, Integer> asked = new LinkedHashMap<>();
        List<ExampleResult> rows = run.examples().stream()
                .map(row -> change.apply(asked.merge(row.mode(), 1, Integer::sum) - 1, row))
                .toList();
        return again(run.provenance(), rows, run);
    }

    private static RunResults again(Provenance provenance, List<ExampleResult> rows, RunResults was) {
        Metric metric = new Metric(
                was.summaries().get(0).quality().metric(), "share", Metric.Direction.HIGHER);
        RunResults run = RunResults.of(provenance, rows, metric);
        return was.scores().isEmpty() ? run : StatisticsFixture.further(run);
    }

    private static RunResults lower(RunResults run) {
        return withRows(run, (i, row) -> i % 8 == 5 ? turned(row) : row);
    }

    private static ExampleResult turned(ExampleResult row) {
        Double score = row.outcome().score();
        return score == null
                ? row
                : with(
                        row,
                        row.mode(),
                        new Outcome.Answered(
                                "", row.target(), new Score.Graded(score > 0.5 ? 0 : score / 2, "made up")),
                        row.measurement());
    }

    private static ExampleResult failed(ExampleResult row) {
        return with(row, row.mode(), new Outcome.Failed("the server is gone"), CallMeasurement.NONE);
    }

    private static ExampleResult otherAdapter(ExampleResult row) {
        ModeIdentity mode = row.mode();
        String digest = mode.adapterDigest();
        return digest == null
                ? row
                : with(
                        row,
                        new ModeIdentity(mode.mode(), mode.technique(), digest.replace('a', 'e'), mode.adapterSeed()),
                        row.outcome(),
                        row.measurement());
    }

    private static ExampleResult with(ExampleResult row, ModeIdentity mode, Outcome outcome, CallMeasurement measured) {
        return new ExampleResult(
                mode,
                row.exampleId(),
                row.slice(),
                row.repetition(),
                outcome,
                row.target(),
                measured,
                row.passages(),
                row.goldRank(),
                row.retries(),
                row.answerable(),
                row.doc());
    }

    /** A closed model that is paid by the token, beside a classifier that takes the machine's time. */
    private static RunResults closedModel(RunResults run) {
        ModeIdentity classifier = new ModeIdentity("classifier", "classifier", null, null);
        List<ExampleResult> rows = new ArrayList<>(run.examples());
        run.examples().stream()
                .filter(row -> row.mode().mode().equals("few-shot"))
                .map(row -> with(
                        row,
                        classifier,
                        row.outcome(),
                        new CallMeasurement(
                                null, null, null, null, null, null, null, 2.5 + row.target().length())))
                .forEach(rows::add);
        Provenance remote = ProvenanceFixture.of(run.provenance())
                .remote(new TokenPrice("some-model", 0.5, 2, "2026-01-15", null));
        List<Provenance.ModeRecord> modes = Stream.concat(
                        remote.modes().stream(),
                        Stream.of(new Provenance.ModeRecord(
                                new ModeFacts(classifier, false, 3.5, false, null, null, 0, null), List.of(), null)))
                .toList();
        return again(ProvenanceFixture.of(remote).withModes(modes), rows, run);
    }

    private static GuardResult disturbed() {
        return new GuardResult("machine-load", GuardResult.Status.WARN, "other work kept the machine busy");
    }

    /** Probes of every mode, by which the machine was steady. */
    private static Provenance probed(Provenance run) {
        return probed(run, 309);
    }

    /** Probes by which modes whose prices differ by less than three in ten cost the same. */
    private static Provenance probedWithDrift(Provenance run) {
        return probed(run, 391);
    }

    private static Provenance probed(Provenance run, double afterMs) {
        return changed(
                run,
                run.lab(),
                run.facts().stream()
                        .map(facts -> new LatencyProbe(
                                facts.mode().mode(), facts.mode().adapterSeed(), 301.5, 41.25, 301.5, afterMs))
                        .toList());
    }

    private static Provenance preferring(Provenance run, Preference prefer) {
        Provenance.LabCopy lab = run.lab();
        return changed(
                run,
                new Provenance.LabCopy(
                        lab.file(),
                        lab.digest(),
                        lab.text(),
                        lab.title(),
                        lab.taskType(),
                        lab.labels(),
                        lab.metric(),
                        lab.baseline(),
                        lab.margin(),
                        prefer),
                run.probes());
    }

    private static Provenance changed(Provenance run, Provenance.LabCopy lab, List<LatencyProbe> probes) {
        return new Provenance(
                run.schemaVersion(),
                run.run(),
                run.harnessVersion(),
                run.started(),
                run.ended(),
                run.failure(),
                lab,
                run.selection(),
                run.model(),
                run.sampling(),
                run.modes(),
                run.machine(),
                run.seconds(),
                run.warnings(),
                run.guards(),
                probes,
                run.cost(),
                run.decision());
    }
}
