package org.adaptationlab.adapt;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.adaptationlab.dataset.document.Block;

/**
 * Where a section that is too long may be cut: between sentences, between the lines of code and the rows of a table (each
 * part then has the fences, or the header), and between words where one of these is too long by itself.
 */
final class SectionPieces {

    private static final int LINES_OF_HEADER = 2;

    private final int most;
    private final List<String> pieces = new ArrayList<>();

    private SectionPieces(int most) {
        this.most = most;
    }

    /**
     * The pieces of a section in order.
     *
     * @param most half words ({@link TextLength}) of a piece
     */
    static List<String> of(List<Block> section, int most) {
        SectionPieces all = new SectionPieces(most);
        for (Block block : section) {
            switch (block.kind()) {
                case CODE -> all.addCode(block);
                case TABLE -> all.addTable(block);
                case HEADING, TEXT -> all.addSentences(block.text());
            }
        }
        return all.pieces;
    }

    /** Sentences with the white space after them. */
    private void addSentences(String text) {
        BreakIterator sentences = BreakIterator.getSentenceInstance(Locale.ROOT);
        sentences.setText(text);
        int start = sentences.first();
        for (int end = sentences.next(); end != BreakIterator.DONE; start = end, end = sentences.next()) {
            String sentence = text.substring(start, end);
            if (TextLength.of(sentence) <= most) {
                pieces.add(sentence);
            } else {
                pieces.addAll(TextLength.cut(sentence, most));
            }
        }
    }

    private void addCode(Block block) {
        List<String> lines = block.lines();
        String open = lines.get(0);
        String last = lines.get(lines.size() - 1).strip();
        String fence = open.strip().replaceFirst("^(`+|~+).*(?s)", "$1");
        boolean closed = lines.size() > 1
                && last.startsWith(fence)
                && last.replace(fence.substring(0, 1), "").isEmpty();
        addInParts(block, open, lines.subList(1, closed ? lines.size() - 1 : lines.size()), fence + "\n");
    }

    private void addTable(Block block) {
        List<String> lines = block.lines();
        String header = String.join("", lines.subList(0, LINES_OF_HEADER));
        addInParts(block, header, lines.subList(LINES_OF_HEADER, lines.size()), "");
    }

    private void addInParts(Block block, String before, List<String> lines, String after) {
        if (TextLength.of(block.text()) <= most) {
            pieces.add(block.text());
            return;
        }
        int around = TextLength.of(before + after);
        boolean repeated = around <= most / 2; // else there would be little but what is repeated
        int room = repeated ? most - around : most;
        StringBuilder part = new StringBuilder(repeated ? "" : before);
        int length = TextLength.of(part.toString());
        for (String line : lines.stream()
                .flatMap(line -> TextLength.cut(line, room).stream())
                .toList()) {
            int more = TextLength.of(line);
            if (length + more > room && part.length() > 0) {
                addPart(part, repeated, before, after);
                length = 0;
            }
            part.append(line);
            length += more;
        }
        addPart(part, repeated, before, after);
    }

    private void addPart(StringBuilder part, boolean repeated, String before, String after) {
        String lines = part.toString();
        pieces.add(repeated ? before + (lines.endsWith("\n") ? lines : lines + "\n") + after + "\n" : lines);
        part.setLength(0);
    }
}
