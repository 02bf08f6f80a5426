package org.adaptationlab.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.dataset.document.Block;
import org.adaptationlab.lab.RetrievalSpec.PassageSize;

/**
 * Cuts documents into passages: at their headings, and sections that are too long further between sentences, lines of code
 * and rows of tables. The document's title and the headings above stay with each passage, since they say what it is about.
 */
public final class PassageSplitter {

    private final Document document;
    private final int most;
    private final int overlap;
    private final List<Block> headings = new ArrayList<>();
    private final List<Block> section = new ArrayList<>();
    private final List<Passage> passages = new ArrayList<>();

    private PassageSplitter(Document document, PassageSize size) {
        this.document = document;
        this.most = size.words() * TextLength.WORD;
        this.overlap = size.overlapWords() * TextLength.WORD;
    }

    /** The passages of all documents in order; ids are {@code document#1}, {@code document#2}, …. */
    public static List<Passage> split(List<Document> documents, PassageSize size) {
        return documents.stream()
                .flatMap(document -> new PassageSplitter(document, size).split().stream())
                .toList();
    }

    private List<Passage> split() {
        for (Block block : Block.of(document.text(), document.markup())) {
            if (block.kind() == Block.Kind.HEADING) {
                endSection();
                enter(block);
            } else {
                section.add(block);
            }
        }
        endSection();
        return passages;
    }

    /** A heading ends those of its level and below; the title is said in each passage anyway. */
    private void enter(Block heading) {
        headings.removeIf(above -> above.level() >= heading.level());
        if (heading.level() == 1 && heading.heading().equals(document.title())) {
            section.add(new Block(Block.Kind.TEXT, 0, "", heading.heading() + "\n"));
        } else {
            headings.add(heading);
        }
    }

    private void endSection() {
        String body =
                section.stream().map(Block::text).collect(Collectors.joining()).strip();
        if (!body.isEmpty() && !body.equals(document.title())) {
            String above = headings.stream().map(Block::heading).collect(Collectors.joining(" > "));
            parts(body).forEach(part -> add(above, part));
        }
        section.clear();
    }

    private void add(String above, String part) {
        String text = (above + "\n\n" + part).strip();
        String titled = text.startsWith(document.title()) ? text : document.title() + "\n" + text;
        passages.add(new Passage(document.id() + "#" + (passages.size() + 1), document.id(), titled));
    }

    /** The body whole, or in parts of whole pieces. */
    private List<String> parts(String body) {
        if (TextLength.of(body) <= most) {
            return List.of(body);
        }
        List<String> pieces = SectionPieces.of(section, most);
        int[] lengths = pieces.stream().mapToInt(TextLength::of).toArray();
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start < pieces.size()) {
            int end = start + 1;
            int length = lengths[start];
            while (end < pieces.size() && length + lengths[end] <= most) {
                length += lengths[end];
                end++;
            }
            String part = String.join("", pieces.subList(start, end)).strip();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            start = end == pieces.size() ? end : backedUp(lengths, start, end);
        }
        return parts;
    }

    /** Where the next part begins: as many whole pieces before {@code end} as fit into the overlap. */
    private int backedUp(int[] lengths, int start, int end) {
        int next = end;
        int repeated = 0;
        while (next - 1 > start && repeated + lengths[next - 1] <= overlap) {
            next--;
            repeated += lengths[next];
        }
        // a part that held no more than the overlap would be found again inside the one before
        return repeated + lengths[end] <= most ? next : end;
    }
}
