package org.adaptationlab.report.html;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.report.chart.Chart;
import org.adaptationlab.report.chart.LoadCharts;
import org.adaptationlab.report.table.LoadTables;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.LoadWords;
import org.adaptationlab.result.LoadCosts;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.RunResults;
import org.jspecify.annotations.Nullable;

/**
 * The chapter of a measured load.
 *
 * @param id of the load
 * @param findings sentences, the ranking first
 * @param doubts checks that did not pass, and what else a reader must know
 * @param tables by title, each with what stands below it
 */
public record LoadView(
        String id, List<String> findings, List<String> doubts, List<Chart> charts, Map<String, Part> tables) {

    /** A table with the formulas of its columns. */
    public record Part(Table table, String note) {}

    /**
     * The chapter.
     *
     * @param run of the same lab, whose qualities are used; null for none
     */
    public static LoadView of(LoadResults load, @Nullable RunResults run) {
        LoadCosts costs = LoadCosts.of(load, run);
        LoadTables tables = new LoadTables(load, costs);
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("Throughput", new Part(tables.throughput(), LoadWords.THROUGHPUT));
        parts.put("Times under load", new Part(tables.times(), LoadWords.TIMES));
        if (costs.unpriced() == null) {
            parts.put(
                    "Capacity and cost",
                    new Part(
                            tables.costs(),
                            LoadWords.COSTS + " "
                                    + LoadWords.assumptions(load.record().cost())
                                    + (run == null
                                            ? ""
                                            : " Qualities are those of run "
                                                    + run.provenance().run().runId() + ".")));
            parts.put("Break-even volumes", new Part(tables.breakEvens(), LoadWords.breakEven(costs)));
            parts.put("When machines have to be added", new Part(tables.machines(), ""));
        }
        parts.values().removeIf(part -> part.table().rows().isEmpty());
        return new LoadView(
                load.record().run().runId(),
                LoadWords.findings(load, costs),
                LoadWords.doubts(load.record()),
                LoadCharts.of(load, costs),
                parts);
    }
}
