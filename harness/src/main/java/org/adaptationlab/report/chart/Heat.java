package org.adaptationlab.report.chart;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.score.ClassificationReport;

/** A table of counts whose cells are tinted by their share of the row; the right ones are framed. */
public record Heat(List<String> head, List<Row> rows) {

    private static final int SHADES = 9;

    /** A row with its name. */
    public record Row(String name, List<Cell> cells) {}

    /**
     * A count.
     *
     * @param look names of styles
     */
    public record Cell(String text, String look) {}

    /** Targets down, answers across; the last column is no answer. */
    public static Heat of(ClassificationReport report) {
        List<Row> rows = new ArrayList<>();
        for (int target = 0; target < report.labels().size(); target++) {
            List<Integer> counts = report.confusion().get(target);
            int all = counts.stream().mapToInt(Integer::intValue).sum();
            List<Cell> cells = new ArrayList<>();
            for (int answer = 0; answer < counts.size(); answer++) {
                int count = counts.get(answer);
                long shade = all == 0 ? 0 : Math.round((double) SHADES * count / all);
                cells.add(new Cell(
                        count == 0 ? "·" : Integer.toString(count), "h" + shade + (answer == target ? " same" : "")));
            }
            rows.add(new Row(report.labels().get(target), cells));
        }
        List<String> head = new ArrayList<>(report.labels());
        head.add("no answer");
        return new Heat(head, rows);
    }
}
