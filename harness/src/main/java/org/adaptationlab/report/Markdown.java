package org.adaptationlab.report;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.adaptationlab.report.words.VisibleText;

/** Foreign text as GitHub-flavoured Markdown: shown as it is, and never anything else. */
final class Markdown {

    private static final String PUNCTUATION = "\\`*[]|~$";
    private static final Pattern BLOCK = Pattern.compile("(#{1,6}|[-+=]+|\\d{1,9}[.)])(\\s.*)?", Pattern.DOTALL);

    /** Stands between two characters and is not seen; {@link VisibleText} lets none of a text's own through. */
    private static final char GAP = '\u200b';

    /**
     * What GitHub makes mentions, references to issues, links, addresses and emoji of, wherever it stands. It looks for
     * them once entities and backslashes are resolved, so that only another character within them helps. From the
     * GitHub Flavored Markdown Spec, 6.9, and GitHub's "Autolinked references and URLs".
     */
    private static final Pattern REFERENCE = Pattern.compile(
            "@|#(?=\\d)|\\bgh-(?=\\d)|:(?=//)|\\bwww(?=\\.)"
                    + "|:(?=(?:[a-z\\d_+-]{0,30}[a-z][a-z\\d_+-]{0,30}|[+-]1|100|1234):)",
            Pattern.CASE_INSENSITIVE);

    private Markdown() {}

    /** Text within a line. */
    static String text(String raw) {
        String visible =
                REFERENCE.matcher(VisibleText.of(raw, Integer.MAX_VALUE)).replaceAll("$0" + GAP);
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < visible.length(); i++) {
            char c = visible.charAt(i);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case GAP -> escaped.append("&#8203;");
                case '_' -> escaped.append(isInWord(visible, i) ? "_" : "\\_");
                default ->
                    escaped.append(PUNCTUATION.indexOf(c) >= 0 ? "\\" : "").append(c);
            }
        }
        return escaped.toString();
    }

    /** Text at the start of a line, where some characters would begin a heading or a list. */
    static String block(String raw) {
        String text = text(raw);
        return BLOCK.matcher(text).matches() ? "&#8203;" + text : text;
    }

    /** A row of a table, each cell cut and on one line. */
    static String row(List<String> cells) {
        return cells.stream().map(VisibleText::of).map(Markdown::text).collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /** Between letters or digits an underscore is never markup. */
    private static boolean isInWord(String text, int i) {
        return i > 0
                && i + 1 < text.length()
                && Character.isLetterOrDigit(text.charAt(i - 1))
                && Character.isLetterOrDigit(text.charAt(i + 1));
    }
}
