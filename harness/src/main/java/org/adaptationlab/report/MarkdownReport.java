package org.adaptationlab.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.measure.ClassificationReport;
import org.adaptationlab.result.Provenance;
import org.adaptationlab.result.RunResults;

/** report.md: GitHub-flavoured Markdown in which text of a model or of data is text only. */
public final class MarkdownReport implements ReportFormat {

    private static final String PUNCTUATION = "\\`*_[]|~$";

    @Override
    public String fileName() {
        return "report.md";
    }

    @Override
    public void write(RunResults results, Writer out) throws IOException {
        Headline headline = Headline.of(results);
        Standing standing = Standing.of(results);
        ResultTables tables = new ResultTables(results);
        out.append("# ").append(text(results.provenance().lab().title())).append("\n\n");
        out.append("**").append(text(headline.answer())).append("**\n\n");
        for (String detail : headline.details()) {
            out.append("- ").append(text(detail)).append('\n');
        }
        section(out, "Modes", tables.summary());
        out.append('\n')
                .append(text(Notes.RATES))
                .append(' ')
                .append(text(Notes.TIMES))
                .append('\n');
        evidence(out, new EvidenceTables(results));
        section(out, "Every two modes on the same examples", tables.pairs());
        out.append('\n').append(text(Notes.PAIRS)).append('\n');
        for (Map.Entry<String, Table> details : QualityTables.of(results).entrySet()) {
            section(out, details.getKey(), details.getValue());
        }
        section(out, "Slices", tables.slices());
        for (Map.Entry<String, ClassificationReport> mode :
                tables.classifications().entrySet()) {
            section(out, "Labels: " + mode.getKey(), ResultTables.perLabel(mode.getValue()));
            out.append('\n');
            table(out, ResultTables.confusion(mode.getValue()));
        }
        if (!standing.ranked().isEmpty()) {
            section(
                    out,
                    "Examples on which modes differ",
                    Disagreements.table(results, standing.best().mode().mode()));
        }
        provenance(out, results.provenance());
    }

    private static void evidence(Writer out, EvidenceTables tables) throws IOException {
        section(out, "Guards", tables.guards());
        noted(out, "Decision", tables.candidates(), Notes.DECISION);
        noted(out, "Break-even", tables.breakEvens(), Notes.BREAK_EVEN);
        noted(out, "Speed", tables.speed(), Notes.SPEED);
    }

    private static void noted(Writer out, String title, Table table, String note) throws IOException {
        section(out, title, table);
        if (!table.rows().isEmpty()) {
            out.append('\n').append(text(note)).append('\n');
        }
    }

    private static void provenance(Writer out, Provenance provenance) throws IOException {
        out.append("\n## Where this comes from\n\n");
        for (Map.Entry<String, String> fact : Notes.facts(provenance).entrySet()) {
            out.append("- ")
                    .append(text(fact.getKey()))
                    .append(": ")
                    .append(text(fact.getValue()))
                    .append('\n');
        }
    }

    private static void section(Writer out, String title, Table table) throws IOException {
        if (!table.rows().isEmpty()) {
            out.append("\n## ").append(text(title)).append("\n\n");
            table(out, table);
        }
    }

    /** Writes a table, each cell on one line and text only. */
    public static void table(Writer out, Table table) throws IOException {
        row(out, table.head());
        for (int column = 0; column < table.head().size(); column++) {
            out.append(column < table.textColumns() ? "| --- " : "| ---: ");
        }
        out.append("|\n");
        for (List<String> row : table.rows()) {
            row(out, row);
        }
    }

    private static void row(Writer out, List<String> cells) throws IOException {
        out.append(cells.stream()
                .map(VisibleText::of)
                .map(MarkdownReport::text)
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }

    /** Text that no Markdown reader takes for anything else: no markup, HTML, link or mention. */
    public static String text(String raw) {
        StringBuilder escaped = new StringBuilder();
        for (char c : VisibleText.of(raw, Integer.MAX_VALUE).toCharArray()) {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '@' -> escaped.append("&#64;");
                default ->
                    escaped.append(PUNCTUATION.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return escaped.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
    }
}
