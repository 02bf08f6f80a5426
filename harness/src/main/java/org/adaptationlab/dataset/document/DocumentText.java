package org.adaptationlab.dataset.document;

import java.util.Objects;

/**
 * What a file says.
 *
 * @param title first heading, or "" where there is none
 * @param text whole text with {@code \n} line ends
 */
public record DocumentText(String title, String text, Markup markup) {

    public DocumentText {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(markup, "markup");
    }

    /** A text with its marks, and the first heading as its title. */
    static DocumentText marked(String text) {
        String title = Block.of(text, Markup.MARKDOWN).stream()
                .filter(block -> block.kind() == Block.Kind.HEADING)
                .map(Block::heading)
                .findFirst()
                .orElse("");
        return new DocumentText(title, text, Markup.MARKDOWN);
    }
}
