package org.adaptationlab.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.adaptationlab.report.html.ModeLines;
import org.adaptationlab.report.html.Trainings;
import org.adaptationlab.report.table.Disagreements;
import org.adaptationlab.report.table.EvidenceTables;
import org.adaptationlab.report.table.QualityTables;
import org.adaptationlab.report.table.ResultTables;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Advice;
import org.adaptationlab.report.words.Notes;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.score.ClassificationReport;

/**
 * report.md: GitHub-flavoured Markdown, short enough for a comment on a pull request: the advice and the modes are in
 * sight, the rest is folded. Text of a model or of data is text only.
 */
public final class MarkdownReport implements ReportFormat {

    private static final String PUNCTUATION = "\\`*[]|~$";
    private static final Pattern BLOCK = Pattern.compile("(#{1,6}|[-+=]+|\\d{1,9}[.)])(\\s.*)?", Pattern.DOTALL);

    @Override
    public String fileName() {
        return "report.md";
    }

    @Override
    public void write(RunResults results, Writer out) throws IOException {
        Advice advice = Advice.of(results);
        out.append("# ").append(text(results.provenance().lab().title())).append("\n\n");
        out.append("**").append(text(advice.todo())).append("** ");
        out.append(text(String.join(" ", advice.why()))).append('\n');
        list(out, "How sure is that?", advice.sure());
        list(out, "What would change it?", advice.flips());
        list(out, "Bear in mind", advice.caveats());
        section(out, "Modes", ModeLines.of(results, advice).table(), "");
        evidence(out, results);
        provenance(out, results);
    }

    private static void evidence(Writer out, RunResults results) throws IOException {
        ResultTables tables = new ResultTables(results);
        EvidenceTables evidence = new EvidenceTables(results);
        section(out, "Checks of this run's validity", evidence.guards(), "");
        section(out, "Differences from the baseline", tables.pairs(true), Notes.PAIRS);
        fold(out, "All other pairs: exploratory", tables.pairs(false), Notes.EXPLORATORY);
        fold(out, "All figures", tables.summary(), Notes.COLUMNS + " " + Notes.RATES + " " + Notes.TIMES);
        fold(out, "Decision", evidence.candidates(), Notes.DECISION);
        fold(out, "Break-even", evidence.breakEvens(), Notes.BREAK_EVEN);
        fold(out, "Percentiles of time", evidence.percentiles(), Notes.PERCENTILES);
        fold(out, "Speed", evidence.speed(), Notes.SPEED);
        for (Map.Entry<String, Table> details : QualityTables.of(results).entrySet()) {
            fold(out, details.getKey(), details.getValue(), Notes.ofQuality(details.getKey()));
        }
        fold(out, "Slices", tables.slices(), "");
        for (Map.Entry<String, ClassificationReport> mode :
                tables.classifications().entrySet()) {
            fold(out, "Labels: " + mode.getKey(), ResultTables.confusion(mode.getValue()), "");
        }
        fold(out, "Training", Trainings.table(results.provenance()), "");
        fold(out, "Examples on which modes differ", Disagreements.table(results), "");
    }

    private static void provenance(Writer out, RunResults results) throws IOException {
        StringWriter facts = new StringWriter();
        for (Map.Entry<String, String> fact : Notes.facts(results).entrySet()) {
            facts.append("- ")
                    .append(block(fact.getKey()))
                    .append(": ")
                    .append(text(fact.getValue()))
                    .append('\n');
        }
        fold(out, "Where this comes from", facts.toString());
    }

    private static void list(Writer out, String title, List<String> points) throws IOException {
        if (!points.isEmpty()) {
            out.append("\n**").append(text(title)).append("**\n\n");
            for (String point : points) {
                out.append("- ").append(block(point)).append('\n');
            }
        }
    }

    private static void section(Writer out, String title, Table table, String note) throws IOException {
        if (!table.rows().isEmpty()) {
            out.append("\n## ").append(text(title)).append("\n\n");
            table(out, table);
            out.append(note.isEmpty() ? "" : "\n" + text(note) + "\n");
        }
    }

    private static void fold(Writer out, String title, Table table, String note) throws IOException {
        if (!table.rows().isEmpty()) {
            StringWriter body = new StringWriter();
            table(body, table);
            body.append(note.isEmpty() ? "" : "\n" + text(note) + "\n");
            fold(out, title, body.toString());
        }
    }

    /** The blank lines around the body let readers that know the element take the body for Markdown still. */
    private static void fold(Writer out, String title, String body) throws IOException {
        out.append("\n<details><summary>").append(text(title)).append("</summary>\n\n");
        out.append(body).append("\n</details>\n");
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

    /** Text at the start of a line, where some characters would begin a heading or a list. */
    private static String block(String raw) {
        String text = text(raw);
        return BLOCK.matcher(text).matches() ? "&#8203;" + text : text;
    }

    /** Text that no Markdown reader takes for anything else: no markup, HTML, link or mention. */
    public static String text(String raw) {
        String visible = VisibleText.of(raw, Integer.MAX_VALUE);
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '@' -> escaped.append("&#64;");
                case '_' -> escaped.append(isInWord(visible, i) ? "_" : "\\_");
                default ->
                    escaped.append(PUNCTUATION.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return escaped.toString().replace("://", "&#58;//").replace("www.", "www&#46;");
    }

    /** Between letters or digits an underscore is never markup. */
    private static boolean isInWord(String text, int i) {
        return i > 0
                && i + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(i - 1))
                && Character.isLetterOrDigit(text.charAt(i + 1));
    }
}
