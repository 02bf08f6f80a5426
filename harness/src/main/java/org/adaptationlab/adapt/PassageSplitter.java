package org.adaptationlab.adapt;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.lab.RetrievalSpec.PassageSize;

/**
 * Cuts documents into passages: at their headings, and sections that are too long further between sentences. The
 * document's title and the headings above stay with each passage, since they say what it is about.
 */
public final class PassageSplitter {

    /** A Markdown heading from the second level down: the first is the title. */
    private static final Pattern SECTION = Pattern.compile("(?m)^(?=##+ )");

    private static final Pattern HEADING = Pattern.compile("(#{1,6}) +([^\\n]*)\\n?");
    private static final Pattern HEADING_MARK = Pattern.compile("(?m)^#+ +");
    private static final int TOP_LEVEL = 2;

    private final Document document;
    private final PassageSize size;
    private final List<String> headings = new ArrayList<>();
    private final List<Passage> passages = new ArrayList<>();

    private PassageSplitter(Document document, PassageSize size) {
        this.document = document;
        this.size = size;
    }

    /** The passages of all documents in order; ids are {@code document#1}, {@code document#2}, …. */
    public static List<Passage> split(List<Document> documents, PassageSize size) {
        return documents.stream()
                .flatMap(document -> new PassageSplitter(document, size).split().stream())
                .toList();
    }

    private List<Passage> split() {
        SECTION.splitAsStream(document.text()).forEach(this::addSection);
        return passages;
    }

    private void addSection(String section) {
        Matcher heading = HEADING.matcher(section);
        boolean headed = heading.lookingAt() && heading.group(1).length() >= TOP_LEVEL;
        if (headed) {
            enter(heading.group(1).length(), heading.group(2).strip());
        }
        String body = HEADING_MARK
                .matcher(headed ? section.substring(heading.end()) : section)
                .replaceAll("")
                .strip();
        if (body.isEmpty() || body.equals(document.title())) {
            return;
        }
        for (String part : parts(body)) {
            String text = (String.join(" > ", headings) + "\n\n" + part).strip();
            String titled = text.startsWith(document.title()) ? text : document.title() + "\n" + text;
            passages.add(new Passage(document.id() + "#" + (passages.size() + 1), document.id(), titled));
        }
    }

    /** A heading ends those of its level and below. */
    private void enter(int level, String heading) {
        while (headings.size() > level - TOP_LEVEL) {
            headings.remove(headings.size() - 1);
        }
        headings.add(heading);
    }

    /** The body whole, or in parts of whole sentences. */
    private List<String> parts(String body) {
        List<String> pieces = words(body) <= size.words() ? List.of(body) : pieces(body);
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start < pieces.size()) {
            int end = start + 1;
            int words = words(pieces.get(start));
            while (end < pieces.size() && words + words(pieces.get(end)) <= size.words()) {
                words += words(pieces.get(end));
                end++;
            }
            parts.add(String.join("", pieces.subList(start, end)).strip());
            start = end == pieces.size() ? end : backedUp(pieces, start, end);
        }
        return parts;
    }

    /** Where the next part begins: as many whole sentences before {@code end} as fit into the overlap. */
    private int backedUp(List<String> pieces, int start, int end) {
        int next = end;
        int overlap = 0;
        while (next - 1 > start && overlap + words(pieces.get(next - 1)) <= size.overlapWords()) {
            next--;
            overlap += words(pieces.get(next));
        }
        // a part that held no more than the overlap would be found again inside the one before
        return overlap + words(pieces.get(end)) <= size.words() ? next : end;
    }

    /** Sentences with the white space after them; one that is too long by itself is cut between words. */
    private List<String> pieces(String body) {
        List<String> pieces = new ArrayList<>();
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(body);
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; start = end, end = sentences.next()) {
            pieces.addAll(bounded(body.substring(start, end)));
        }
        return pieces;
    }

    private List<String> bounded(String sentence) {
        Pattern run = Pattern.compile("(?:\\S+\\s*){1," + size.words() + "}");
        return words(sentence) <= size.words()
                ? List.of(sentence)
                : run.matcher(sentence).results().map(found -> found.group()).toList();
    }

    private static int words(String text) {
        String stripped = text.strip();
        return stripped.isEmpty() ? 0 : stripped.split("\\s+").length;
    }
}
