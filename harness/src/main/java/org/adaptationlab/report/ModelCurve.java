package org.adaptationlab.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.lab.ValueNames;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.ModelWords;
import org.adaptationlab.report.words.PairWords;
import org.adaptationlab.result.Curve;
import org.adaptationlab.result.CurvePair;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.result.summary.SummaryRow;

/** What a curve says whose values are models: which one is best in which mode, and a table for each. */
final class ModelCurve {

    private static final int DIGEST_DIGITS = 12;

    private final Curve curve;
    private final Map<String, String> names;

    ModelCurve(Curve curve) {
        this.curve = curve;
        this.names = ValueNames.of(
                curve.vary().points().stream().map(VaryRecord.Point::value).toList());
    }

    /** Whether a model is best is said before the rest. */
    List<String> notes() {
        List<String> notes = new ArrayList<>(new ModelWords(curve, names).best());
        notes.add(ModelWords.NOTE);
        return notes;
    }

    /** The models, the tests, and each model's modes, by title. */
    Map<String, Table> tables() {
        Map<String, Table> tables = new LinkedHashMap<>();
        tables.put("Models", models());
        tables.put("Models against each other, on the same examples", pairs());
        curve.vary().points().forEach(point -> tables.put("Model " + name(point.value()), modes(point.value())));
        return tables;
    }

    private String name(String value) {
        return Objects.requireNonNull(names.get(value));
    }

    private Table models() {
        List<List<String>> rows = new ArrayList<>();
        for (VaryRecord.Point point : curve.vary().points()) {
            Optional<RunIdentity> run = curve.runs().stream()
                    .filter(one -> one.value().equals(point.value()))
                    .map(Curve.Run::identity)
                    .findFirst();
            rows.add(List.of(
                    Integer.toString(rows.size() + 1),
                    name(point.value()),
                    point.value(),
                    run.map(RunIdentity::quantization).orElse(Figures.NOT_MEASURED),
                    run.map(RunIdentity::modelDigest).map(ModelCurve::brief).orElse(Figures.NOT_MEASURED),
                    run.map(one -> one.runtime() + " " + one.runtimeVersion()).orElse(Figures.NOT_MEASURED)));
        }
        return new Table(List.of("no.", "model", "in the lab file", "type", "digest", "runtime"), rows, 6);
    }

    private static String brief(String digest) {
        return digest.length() > DIGEST_DIGITS && digest.matches("[0-9a-f]+")
                ? digest.substring(0, DIGEST_DIGITS) + "…"
                : digest;
    }

    private Table pairs() {
        List<List<String>> rows = new ArrayList<>();
        for (CurvePair pair : curve.pairs()) {
            rows.add(List.of(
                    pair.mode(),
                    name(pair.a()),
                    name(pair.b()),
                    pair.verdict().word(),
                    Integer.toString(pair.n()),
                    Figures.signedPoints(pair.difference()),
                    Figures.signedPoints(pair.interval()),
                    PairWords.p(pair.p(), pair.pIsBound())));
        }
        return new Table(
                List.of("mode", "model A", "model B", "A is", "n", "points", Figures.INTERVAL, "p adjusted"), rows, 4);
    }

    private Table modes(String value) {
        List<List<String>> rows = new ArrayList<>();
        for (String mode : curve.modes()) {
            curve.at(value, mode).ifPresent(row -> rows.add(cells(mode, row)));
        }
        return new Table(
                List.of(
                        "mode",
                        "quality",
                        Figures.INTERVAL,
                        "n",
                        "TTFT, median",
                        "answer, median",
                        "answer, p95",
                        "memory, peak",
                        "1,000 requests",
                        "adapting, once"),
                rows,
                1);
    }

    private static List<String> cells(String mode, Curve.Row row) {
        SummaryRow summary = row.summary();
        Long memory = summary.costs().peakRssMb();
        return List.of(
                mode + row.run().flaw().map(flaw -> ", " + flaw.text()).orElse(""),
                Figures.percent(summary.quality().value()),
                Figures.interval(summary.quality().interval()),
                Integer.toString(summary.counts().complete()),
                Figures.time(summary.speed().ttft().p50()),
                Figures.time(summary.speed().waiting().p50()),
                Figures.time(summary.speed().waiting().p95()),
                memory == null ? Figures.NOT_MEASURED : memory + " MiB",
                Figures.usd(summary.costs().per1000Usd()),
                Figures.seconds(summary.costs().adaptSeconds()));
    }
}
