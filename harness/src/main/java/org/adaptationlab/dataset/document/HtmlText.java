package org.adaptationlab.dataset.document;

import java.util.ArrayList;
import java.util.List;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * The text of an HTML page: headings, preformatted text and tables marked as in Markdown, a blank line between blocks. A
 * table that is there for the layout (it holds headings, other tables or preformatted text) is no table.
 */
final class HtmlText implements NodeVisitor {

    private static final String NO_CONTENT = "script, style, noscript, template, nav, svg";
    private static final String OF_A_LAYOUT = "table table, h1, h2, h3, h4, h5, h6, pre";
    /** Stands for a verbatim part until the white space around it is folded; no parsed page has it. */
    private static final char VERBATIM = '\0';

    private final StringBuilder text = new StringBuilder();
    private final List<String> verbatim = new ArrayList<>();

    private HtmlText() {}

    /** The page's text; its title comes first where no heading of the first level says it. */
    static String of(String html) {
        Document page = Jsoup.parse(html);
        page.select(NO_CONTENT).remove();
        HtmlText content = new HtmlText();
        content.replaceVerbatim(page);
        NodeTraversor.traverse(content, page.body());
        String title = page.title().strip();
        return (page.select("h1").isEmpty() && !title.isEmpty() ? "# " + title + "\n\n" : "") + content.folded() + "\n";
    }

    private void replaceVerbatim(Document page) {
        for (Element table : page.select("table")) {
            if (table.select("tr").size() > 1 && table.select(OF_A_LAYOUT).isEmpty()) {
                replace(table, MarkdownTable.of(rows(table)));
            }
        }
        for (Element code : page.select("pre")) {
            replace(code, fenced(code.wholeText()));
        }
    }

    private void replace(Element element, String markdown) {
        verbatim.add(markdown.strip());
        Element place = new Element("div").appendText(String.valueOf(VERBATIM));
        element.replaceWith(place);
    }

    private static List<List<String>> rows(Element table) {
        return table.select("tr").stream()
                .map(row -> row.select("td, th").stream().map(Element::text).toList())
                .filter(row -> !row.isEmpty())
                .toList();
    }

    private static String fenced(String code) {
        String fence = "```";
        while (code.contains(fence)) {
            fence += "`";
        }
        return code.isBlank()
                ? ""
                : fence + "\n" + code.replaceFirst("^\\n", "").stripTrailing() + "\n" + fence;
    }

    private String folded() {
        String[] parts = text.toString()
                .strip()
                .replaceAll("(?<! ) *+\n *+", "\n")
                .replaceAll("\n{3,}", "\n\n")
                .split(String.valueOf(VERBATIM), -1);
        StringBuilder all = new StringBuilder(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            all.append(verbatim.get(i - 1)).append(parts[i]);
        }
        return all.toString().strip();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode words) {
            text.append(words.text());
        } else if (node instanceof Element element && isBlock(element)) {
            text.append("\n\n");
            if (isHeading(element)) {
                text.append("#".repeat(element.normalName().charAt(1) - '0')).append(' ');
            }
        } else if (node instanceof Element element && isCell(element)) {
            text.append(' ');
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element && isBlock(element)) {
            text.append("\n\n");
        }
    }

    private static boolean isHeading(Element element) {
        return element.normalName().matches("h[1-6]");
    }

    private static boolean isBlock(Element element) {
        return (element.isBlock() && !isCell(element)) || element.normalName().equals("br");
    }

    /** Cells of a row stay in one line. */
    private static boolean isCell(Element element) {
        return element.normalName().equals("td") || element.normalName().equals("th");
    }
}
