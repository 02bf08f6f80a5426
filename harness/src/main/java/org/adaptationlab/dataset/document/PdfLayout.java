package org.adaptationlab.dataset.document;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.adaptationlab.lab.Scripts;

/**
 * What the lines of a PDF are, which itself only says where letters stand: lines in larger letters than most are headings,
 * those that come at the head or foot of most pages are left out, and full lines of a paragraph are joined.
 */
final class PdfLayout {

    private static final double LARGER = 1.15;
    private static final int MAX_HEADING = 150;
    private static final int FEWEST_PAGES = 3;
    private static final double FULL = 0.6;
    private static final int MAX_LEVEL = 6;
    private static final Pattern HYPHENATED = Pattern.compile(".*\\p{L}[-\u2010\u00AD]");
    private static final Pattern UNSPACED = Pattern.compile("[" + Scripts.UNSPACED + "\\p{IsPunctuation}]");

    private final List<PdfLine> lines;
    private final StringBuilder text = new StringBuilder();

    PdfLayout(List<PdfLine> all) {
        Set<String> running = running(all);
        this.lines = all.stream()
                .filter(line -> !running.contains(withoutNumbers(line.text())))
                .toList();
    }

    /** Headings marked as in Markdown, a blank line between paragraphs. */
    String text() {
        double body = bodySize();
        List<Double> larger = lines.stream()
                .filter(line -> isHeading(line, body))
                .map(PdfLine::size)
                .distinct()
                .sorted((a, b) -> Double.compare(b, a))
                .toList();
        int longest = lines.stream()
                .filter(line -> !isHeading(line, body))
                .mapToInt(line -> line.text().length())
                .max()
                .orElse(0);
        PdfLine before = null;
        for (PdfLine line : lines) {
            boolean heading = isHeading(line, body);
            boolean goesOn = before != null && !line.startsParagraph() && before.size() == line.size();
            if (before != null && goesOn && (heading || isHeading(before, body) || isFull(before, longest))) {
                join(line.text());
            } else if (before != null && !heading && !isHeading(before, body) && !line.startsParagraph()) {
                text.append('\n').append(line.text());
            } else {
                text.append(before == null ? "" : "\n\n")
                        .append(heading ? mark(larger.indexOf(line.size()) + 1) : "")
                        .append(line.text());
            }
            before = line;
        }
        return text.append('\n').toString();
    }

    private static String mark(int level) {
        return "#".repeat(Math.min(level, MAX_LEVEL)) + " ";
    }

    private static boolean isFull(PdfLine line, int longest) {
        return line.text().length() >= FULL * longest;
    }

    private static boolean isHeading(PdfLine line, double body) {
        return line.size() >= LARGER * body
                && line.text().length() <= MAX_HEADING
                && line.text().codePoints().anyMatch(Character::isLetter);
    }

    private void join(String next) {
        if (HYPHENATED.matcher(lastWord()).matches() && Character.isLowerCase(next.codePointAt(0))) {
            text.setLength(text.length() - 1);
        } else if (!UNSPACED.matcher(text.substring(text.length() - 1)).matches()
                || !UNSPACED.matcher(next.substring(0, 1)).matches()
                || !Scripts.hasUnspaced(lastWord() + next)) {
            text.append(' ');
        }
        text.append(next);
    }

    private String lastWord() {
        return text.substring(Math.max(text.lastIndexOf(" "), text.lastIndexOf("\n")) + 1);
    }

    /** The size in which most of the text is set. */
    private double bodySize() {
        Map<Double, Integer> letters = new TreeMap<>();
        lines.forEach(line -> letters.merge(line.size(), line.text().length(), Integer::sum));
        return letters.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .map(Map.Entry::getKey)
                .orElse(0.0);
    }

    /** Lines that stand first or last on more than half of at least three pages, whatever the page's number. */
    private static Set<String> running(List<PdfLine> lines) {
        List<PdfLine> edges = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            boolean first = i == 0 || lines.get(i - 1).page() != lines.get(i).page();
            boolean last = i + 1 == lines.size()
                    || lines.get(i + 1).page() != lines.get(i).page();
            if (first || last) {
                edges.add(lines.get(i));
            }
        }
        Map<String, Set<Integer>> pagesOf = new HashMap<>();
        edges.forEach(line -> pagesOf.computeIfAbsent(withoutNumbers(line.text()), form -> new HashSet<>())
                .add(line.page()));
        long pages = lines.stream().map(PdfLine::page).distinct().count();
        Set<String> running = new HashSet<>();
        pagesOf.forEach((form, found) -> {
            if (found.size() >= FEWEST_PAGES && found.size() * 2L > pages) {
                running.add(form);
            }
        });
        return running;
    }

    private static String withoutNumbers(String line) {
        return line.replaceAll("\\p{N}+", "0");
    }
}
