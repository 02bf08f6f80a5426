package org.adaptationlab.dataset.document;

import java.util.List;
import java.util.Objects;

/**
 * A part of a document. All blocks one after the other are the whole text.
 *
 * @param level of a heading, 1 to 6; 0 for other blocks
 * @param heading words of a heading without its marks; "" for other blocks
 * @param text the lines as they are, marks and line ends with them
 */
public record Block(Kind kind, int level, String heading, String text) {

    /** What a block is. */
    public enum Kind {
        HEADING,
        /** From fence to fence, or to the end of the text. */
        CODE,
        /** A table with the row of dashes that Markdown wants. */
        TABLE,
        TEXT
    }

    public Block {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(heading, "heading");
        Objects.requireNonNull(text, "text");
    }

    /** The blocks of a text; a text without marks is one. */
    public static List<Block> of(String text, Markup markup) {
        if (text.isEmpty()) {
            return List.of();
        }
        return markup == Markup.NONE ? List.of(new Block(Kind.TEXT, 0, "", text)) : new BlockReader(text).read();
    }

    /** Its lines, each with its line end. */
    public List<String> lines() {
        return BlockReader.lines(text);
    }
}
