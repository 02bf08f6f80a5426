package org.adaptationlab.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.compare.BaselineCopy;
import org.adaptationlab.compare.ComparisonSettings;
import org.adaptationlab.compare.RunComparison;
import org.adaptationlab.compare.TwoRuns;
import org.adaptationlab.compare.format.ComparisonFormat;
import org.adaptationlab.lab.Preference;

/** Run folders and comparisons that between them need every figure that is recomputed. */
final class RecomputedRuns {

    /** Of 120 examples; two modes within the margin of each other, and an adapter that costs more than they do. */
    private static final Map<String, Double> CLOSE =
            Map.of("prompt", 0.72, "few-shot", 0.74, "rag", 0.71, "nearest", 0.70, "lora", 0.76);

    private RecomputedRuns() {}

    /** Of 120 examples; retrieval finds what an adapter was trained for, and its longer prompts cost more. */
    private static final Map<String, Double> ADAPTED =
            Map.of("prompt", 0.2, "few-shot", 0.74, "rag", 0.71, "nearest", 0.3, "lora", 0.76);

    /** By the name of the folder. */
    static Map<String, RunResults> runs() {
        Map<String, RunResults> runs = new LinkedHashMap<>();
        runs.put("tickets", RunFixture.tickets());
        runs.put("hostile", RunFixture.hostile());
        runs.put("unequal", StatisticsFixture.unequalDocuments());
        runs.put("adapters", StatisticsFixture.adapters());
        runs.put("many", StatisticsFixture.many());
        runs.put("graded", StatisticsFixture.further(StatisticsFixture.graded()));
        runs.put("documents", StatisticsFixture.further(StatisticsFixture.documents()));
        RunResults close = RunFixture.tickets(CLOSE);
        runs.put("close", close);
        runs.put("drifting", ChangedRuns.with(close, ChangedRuns::drifting));
        runs.put("quick", ChangedRuns.with(close, run -> ChangedRuns.preferring(run, Preference.LATENCY)));
        runs.put("disturbed", ChangedRuns.with(close, ChangedRuns::disturbed));
        runs.put(
                "unpriced",
                ChangedRuns.with(close, run -> ProvenanceFixture.of(run).withCost(null)));
        runs.put("closed-model", ChangedRuns.closedModel(close));
        runs.put(
                "left-out",
                ChangedRuns.withRows(
                        close,
                        (i, row) -> row.mode().mode().equals("nearest") && i % 9 == 4 ? ChangedRuns.failed(row) : row));
        runs.put(
                "partly-priced",
                ChangedRuns.withRows(
                        close, (i, row) -> row.mode().mode().equals("few-shot") ? ChangedRuns.retried(row) : row));
        runs.put("adapted", RunFixture.tickets(ADAPTED));
        runs.put("rare", ChangedRuns.rare(StatisticsFixture.many()));
        runs.put(
                "slightly-better",
                ChangedRuns.with(
                        ChangedRuns.withRows(
                                StatisticsFixture.graded(),
                                (i, row) -> row.mode().mode().equals("few-shot") ? ChangedRuns.slower(row) : row),
                        run -> ChangedRuns.changed(run, ChangedRuns.withMargin(run.lab(), 0.1), run.probes())));
        return runs;
    }

    /** Writes baselines, contenders and what compares them into the folder; returns the comparisons' files. */
    static List<Path> comparisons(Path folder) {
        ComparisonSettings limited = new ComparisonSettings(0.1, 0.05, 0.05, true, ComparisonSettings.FLIPS);
        RunResults tickets = ChangedRuns.with(RunFixture.tickets(), ChangedRuns::probed);
        RunResults graded = StatisticsFixture.further(StatisticsFixture.graded());
        RunResults documents = StatisticsFixture.documents();
        RunResults adapters = StatisticsFixture.adapters();
        List<Path> all = new ArrayList<>();
        all.add(compare(TwoRuns.same(folder.resolve("same")), folder, "same", limited));
        all.add(worse(folder));
        all.add(compare(TwoRuns.hostile(folder.resolve("turned")), folder, "turned", ComparisonSettings.DEFAULT));
        all.add(compare(
                folder,
                "slower",
                tickets,
                ChangedRuns.with(TwoRuns.slowed(1.3, 0, 120), ChangedRuns::probed),
                limited));
        all.add(compare(
                folder,
                "failing",
                tickets,
                ChangedRuns.withRows(
                        tickets,
                        (i, row) -> row.mode().mode().equals("lora") && i % 7 == 1
                                ? ChangedRuns.failed(row)
                                : row.mode().mode().equals("prompt") && i % 30 == 1 ? ChangedRuns.failed(row) : row),
                limited));
        all.add(compare(folder, "lower", graded, ChangedRuns.lower(graded), limited));
        all.add(compare(folder, "by-document", documents, ChangedRuns.lower(documents), ComparisonSettings.DEFAULT));
        all.add(compare(
                folder,
                "other-adapters",
                adapters,
                ChangedRuns.withRows(
                        adapters, (i, row) -> ChangedRuns.otherAdapter(i % 11 == 3 ? ChangedRuns.turned(row) : row)),
                limited));
        all.add(compare(
                folder,
                "partial",
                tickets,
                ChangedRuns.partial(ChangedRuns.with(tickets, ChangedRuns::stopped)),
                limited));
        TwoRuns copied = TwoRuns.of(folder.resolve("copied"), tickets, ChangedRuns.lower(tickets));
        Path copy = folder.resolve("copied").resolve("copy");
        BaselineCopy.write(copied.baseline(), copy);
        all.add(compared(copy, copied.contender(), folder.resolve("copied.json"), limited));
        return all;
    }

    /** The same of a contender that the gate lets fall. */
    static Path worse(Path folder) {
        return compare(TwoRuns.worse(folder.resolve("worse")), folder, "worse", ComparisonSettings.DEFAULT);
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
}
