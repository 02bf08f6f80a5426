package org.adaptationlab.dataset;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** The text of an HTML page, with its headings marked as in Markdown and a blank line between blocks. */
final class HtmlText implements NodeVisitor {

    private static final String NO_CONTENT = "script, style, noscript, template, nav, svg";

    private final StringBuilder text = new StringBuilder();

    private HtmlText() {}

    /** The page's text; its title comes first where no heading of the first level says it. */
    static String of(String html) {
        Document page = Jsoup.parse(html);
        page.select(NO_CONTENT).remove();
        HtmlText content = new HtmlText();
        NodeTraversor.traverse(content, page.body());
        String text = content.text
                .toString()
                .strip()
                .replaceAll("(?<! ) *+\n *+", "\n")
                .replaceAll("\n{3,}", "\n\n");
        String title = page.title().strip();
        return (page.select("h1").isEmpty() && !title.isEmpty() ? "# " + title + "\n\n" + text : text) + "\n";
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
