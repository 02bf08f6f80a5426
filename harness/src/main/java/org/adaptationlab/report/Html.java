package org.adaptationlab.report;

import java.util.List;
import java.util.stream.Collectors;

/** Text and tables as HTML. */
final class Html {

    private Html() {}

    /** Text that is text only, in content as well as in a quoted attribute. */
    static String text(String raw) {
        StringBuilder escaped = new StringBuilder();
        for (char c : VisibleText.of(raw, Integer.MAX_VALUE).toCharArray()) {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(c);
            }
        }
        return escaped.toString();
    }

    /** Text that keeps its line ends, for an element that shows them. */
    static String lines(String raw) {
        return raw.lines().map(Html::text).collect(Collectors.joining("\n"));
    }

    /** A table that scrolls by itself where it is too wide. */
    static String table(Table table) {
        StringBuilder out = new StringBuilder("<div class=\"wide\"><table>\n<thead><tr>");
        for (int column = 0; column < table.head().size(); column++) {
            out.append(column < table.textColumns() ? "<th scope=\"col\" class=\"t\">" : "<th scope=\"col\">")
                    .append(text(table.head().get(column)))
                    .append("</th>");
        }
        out.append("</tr></thead>\n<tbody>\n");
        table.rows().forEach(row -> out.append(row(row, table.textColumns())));
        return out.append("</tbody></table></div>\n").toString();
    }

    private static String row(List<String> cells, int textColumns) {
        StringBuilder out = new StringBuilder("<tr>");
        for (int column = 0; column < cells.size(); column++) {
            String tag = column == 0 ? "th scope=\"row\"" : "td";
            out.append('<').append(tag).append(column < textColumns ? " class=\"t\">" : ">");
            out.append(text(VisibleText.of(cells.get(column)))).append(column == 0 ? "</th>" : "</td>");
        }
        return out.append("</tr>\n").toString();
    }
}
