package org.adaptationlab.result;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
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

/** Runs that differ from others in one thing. */
final class ChangedRuns {

    private ChangedRuns() {}

    static RunResults with(RunResults run, UnaryOperator<Provenance> change) {
        return again(change.apply(run.provenance()), run.examples(), run);
    }

    /** @param change of the i-th row of each mode and adapter */
    static RunResults withRows(RunResults run, BiFunction<Integer, ExampleResult, ExampleResult> change) {
        Map<ModeIdentity, Integer> asked = new LinkedHashMap<>();
        List<ExampleResult> rows = run.examples().stream()
                .map(row -> change.apply(asked.merge(row.mode(), 1, Integer::sum) - 1, row))
                .toList();
        return again(run.provenance(), rows, run);
    }

    /** Without a mode, and without the last examples. */
    static RunResults partial(RunResults run) {
        return part(run, mode -> !mode.equals("nearest"), row -> row.exampleId().compareTo("ticket-110") < 0);
    }

    /** With these modes only. */
    static RunResults of(RunResults run, String... modes) {
        return part(run, Set.of(modes)::contains, row -> true);
    }

    private static RunResults part(RunResults run, Predicate<String> modes, Predicate<ExampleResult> rows) {
        Provenance provenance = run.provenance();
        return again(
                ProvenanceFixture.of(provenance)
                        .withModes(provenance.modes().stream()
                                .filter(mode -> modes.test(mode.facts().mode().mode()))
                                .toList()),
                run.examples().stream()
                        .filter(row -> modes.test(row.mode().mode()))
                        .filter(rows)
                        .toList(),
                run);
    }

    /** More examples than are resampled, of which hardly any differ. */
    static RunResults rare(RunResults many) {
        Map<String, ExampleResult> first = new LinkedHashMap<>();
        many.examples().forEach(row -> first.putIfAbsent(row.exampleId(), row));
        return withRows(many, (i, row) -> {
            ExampleResult same = Objects.requireNonNull(first.get(row.exampleId()));
            Outcome outcome = i % 173 == 5 ? turned(same).outcome() : same.outcome();
            return same.mode().equals(row.mode()) ? row : with(row, row.mode(), outcome, row.measurement());
        });
    }

    private static RunResults again(Provenance provenance, List<ExampleResult> rows, RunResults was) {
        Metric metric = new Metric(was.summaries().get(0).quality().metric(), "share", Metric.Direction.HIGHER);
        RunResults run = RunResults.of(provenance, rows, metric);
        return was.scores().isEmpty() ? run : StatisticsFixture.further(run);
    }

    /** With an eighth of the scores of each mode lost. */
    static RunResults lower(RunResults run) {
        return withRows(run, (i, row) -> i % 8 == 5 ? turned(row) : row);
    }

    /** Wrong where it was right; half as good where it was not. */
    static ExampleResult turned(ExampleResult row) {
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

    static ExampleResult failed(ExampleResult row) {
        return with(row, row.mode(), new Outcome.Failed("the server is gone"), CallMeasurement.NONE);
    }

    /** With a search before the answer. */
    static ExampleResult slower(ExampleResult row) {
        CallMeasurement was = row.measurement();
        return row.with(new CallMeasurement(
                was.inputTokens(), was.outputTokens(), null, 250.0, was.ttftMs(), null, null, was.totalMs()));
    }

    /** Of which nobody knows what the calls before it cost. */
    static ExampleResult retried(ExampleResult row) {
        return new ExampleResult(
                row.mode(),
                row.exampleId(),
                row.slice(),
                row.repetition(),
                row.outcome(),
                row.target(),
                row.measurement(),
                row.passages(),
                row.goldRank(),
                1,
                row.answerable(),
                row.doc());
    }

    /** Of another adapter where the digest of its own has an a. */
    static ExampleResult otherAdapter(ExampleResult row) {
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
    static RunResults closedModel(RunResults run) {
        ModeIdentity classifier = new ModeIdentity("classifier", "classifier", null, null);
        List<ExampleResult> rows = new ArrayList<>(run.examples());
        run.examples().stream()
                .filter(row -> row.mode().mode().equals("few-shot"))
                .map(row -> with(
                        row,
                        classifier,
                        row.outcome(),
                        new CallMeasurement(
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                null,
                                2.5 + row.target().length())))
                .forEach(rows::add);
        Provenance remote =
                ProvenanceFixture.of(run.provenance()).remote(new TokenPrice("some-model", 0.5, 2, "2026-01-15", null));
        List<Provenance.ModeRecord> modes = Stream.concat(
                        remote.modes().stream(),
                        Stream.of(new Provenance.ModeRecord(
                                new ModeFacts(classifier, false, 3.5, false, null, null, 0, null), List.of(), null)))
                .toList();
        return again(ProvenanceFixture.of(remote).withModes(modes), rows, run);
    }

    /** Measured while other work kept the machine busy. */
    static Provenance disturbed(Provenance run) {
        return run.withGuards(
                List.of(new GuardResult("machine-load", GuardResult.Status.WARN, "other work kept the machine busy")));
    }

    /** Probes of every mode, by which the machine was steady. */
    static Provenance probed(Provenance run) {
        return probed(run, 309);
    }

    /** Probes by which modes whose prices differ by less than three in ten cost the same. */
    static Provenance drifting(Provenance run) {
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

    /** Of which nothing may be claimed. */
    static Provenance stopped(Provenance run) {
        return run.withGuards(List.of(
                new GuardResult("leakage", GuardResult.Status.STOP, "test examples stand in the training data")));
    }

    static Provenance preferring(Provenance run, Preference prefer) {
        return changed(run, with(run.lab(), run.lab().margin(), prefer), run.probes());
    }

    static Provenance.LabCopy withMargin(Provenance.LabCopy lab, double margin) {
        return with(lab, margin, lab.prefer());
    }

    private static Provenance.LabCopy with(Provenance.LabCopy lab, double margin, Preference prefer) {
        return new Provenance.LabCopy(
                lab.file(),
                lab.digest(),
                lab.text(),
                lab.title(),
                lab.taskType(),
                lab.labels(),
                lab.metric(),
                lab.baseline(),
                margin,
                prefer);
    }

    static Provenance changed(Provenance run, Provenance.LabCopy lab, List<LatencyProbe> probes) {
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
                run.decision(),
                null,
                null,
                null,
                null);
    }
}
