package org.adaptationlab.report;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.VisibleText;

/**
 * A page of GitHub-flavoured Markdown that fits into a comment on a pull request. Where all of it would be too long, the
 * longest parts lose rows at their ends and say how many. What is handed in is plain text and is shown as text only.
 */
public final class MarkdownPage {

    /** A little below the 65,536 characters that GitHub takes. */
    static final int MOST_CHARACTERS = 65_000;

    private static final int LINE_CHARACTERS = 2_000;
    private static final String CLOSED = "\n</details>\n";

    private final String elsewhere;
    private final List<Part> parts = new ArrayList<>();

    /**
     * An empty page.
     *
     * @param elsewhere a sentence that says where to find what does not fit
     */
    public MarkdownPage(String elsewhere) {
        this.elsewhere = elsewhere;
    }

    /** A part as Markdown; rows and nothing else may be left out. */
    private record Part(String before, List<String> rows, String after) {

        int length() {
            return before.length() + rows.stream().mapToInt(String::length).sum() + after.length();
        }

        Part cutTo(int most, String elsewhere) {
            int kept = rows.size();
            Part cut = this;
            while (kept > 0 && cut.length() > most) {
                kept--;
                int left = rows.size() - kept;
                cut = new Part(
                        before,
                        rows.subList(0, kept),
                        "\n" + Figures.counted(left, "more row")
                                + (left == 1 ? " does" : " do")
                                + " not fit into a comment of 65,536 characters. " + elsewhere + "\n" + after);
            }
            return cut;
        }

        String text() {
            return before + String.join("", rows) + after;
        }
    }

    /** A heading, level 1 for the first of a page. */
    public void heading(int level, String title) {
        add((parts.isEmpty() ? "" : "\n") + "#".repeat(level) + " " + Markdown.text(VisibleText.of(title)) + "\n");
    }

    /** A paragraph. */
    public void paragraph(String text) {
        add("\n" + line(text) + "\n");
    }

    /** A paragraph with its first sentence in bold. */
    public void paragraph(String bold, String text) {
        add("\n**" + Markdown.text(cut(bold)) + "** " + Markdown.text(cut(text)) + "\n");
    }

    /** Points with a title, if there are any; the title may be empty. */
    public void list(String title, List<String> points) {
        if (!points.isEmpty()) {
            String head = title.isEmpty() ? "" : "\n**" + Markdown.text(title) + "**\n";
            parts.add(new Part(head + "\n", items(points), ""));
        }
    }

    /** A table, if it has rows. */
    public void table(Table table) {
        if (!table.rows().isEmpty()) {
            parts.add(part("\n", table, ""));
        }
    }

    /** A table under a heading, if it has rows; the note below it may be empty. */
    public void section(String title, Table table, String note) {
        if (!table.rows().isEmpty()) {
            parts.add(part("\n## " + Markdown.text(title) + "\n\n", table, note(note)));
        }
    }

    /** The same, folded. */
    public void fold(String title, Table table, String note) {
        if (!table.rows().isEmpty()) {
            parts.add(part(opened(title), table, note(note) + CLOSED));
        }
    }

    /** Points, folded. */
    public void fold(String title, List<String> points) {
        parts.add(new Part(opened(title), items(points), CLOSED));
    }

    /** The whole page, its lines ended by {@code \n}. */
    @Override
    public String toString() {
        int most = longest();
        List<String> texts = new ArrayList<>(
                parts.stream().map(part -> part.cutTo(most, elsewhere).text()).toList());
        int dropped = 0;
        while (String.join("", texts).length() > MOST_CHARACTERS) {
            dropped++;
            texts = new ArrayList<>(texts.subList(0, parts.size() - dropped));
            texts.add("\n" + Figures.counted(dropped, "more part") + (dropped == 1 ? " does" : " do")
                    + " not fit into a comment of 65,536 characters. " + elsewhere + "\n");
        }
        return String.join("", texts);
    }

    /** How long a part may be, so that only the longest are cut and all fit together. */
    private int longest() {
        int room = MOST_CHARACTERS;
        List<Integer> lengths = parts.stream().map(Part::length).sorted().toList();
        for (int i = 0; i < lengths.size(); i++) {
            int share = room / (lengths.size() - i);
            if (lengths.get(i) > share) {
                return share;
            }
            room -= lengths.get(i);
        }
        return MOST_CHARACTERS;
    }

    /** The blank line after it lets readers that know the element take its body for Markdown still. */
    private static String opened(String title) {
        return "\n<details><summary>" + Markdown.text(title) + "</summary>\n\n";
    }

    private static String note(String note) {
        return note.isEmpty() ? "" : "\n" + Markdown.text(note) + "\n";
    }

    private static Part part(String before, Table table, String after) {
        StringBuilder head = new StringBuilder(before).append(Markdown.row(table.head()));
        for (int column = 0; column < table.head().size(); column++) {
            head.append(column < table.textColumns() ? "| --- " : "| ---: ");
        }
        head.append("|\n");
        return new Part(
                head.toString(), table.rows().stream().map(Markdown::row).toList(), after);
    }

    private static List<String> items(List<String> points) {
        return points.stream().map(point -> "- " + line(point) + "\n").toList();
    }

    private static String line(String text) {
        return Markdown.block(cut(text));
    }

    private static String cut(String text) {
        return VisibleText.of(text, LINE_CHARACTERS);
    }

    private void add(String markdown) {
        parts.add(new Part(markdown, List.of(), ""));
    }
}
