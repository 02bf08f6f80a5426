package org.adaptationlab.dataset;

import java.util.Objects;
import org.adaptationlab.dataset.document.Markup;

/**
 * One document of a corpus.
 *
 * @param id path below the corpus folder without its ending, in Unicode's normal form C, folders separated by {@code /}
 * @param title first heading, or the file's name where there is none
 * @param text whole text
 * @param markup what the text's lines mean
 */
public record Document(String id, String title, String text, Markup markup) {

    public Document {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(markup, "markup");
    }

    /** A document with headings marked as in Markdown. */
    public Document(String id, String title, String text) {
        this(id, title, text, Markup.MARKDOWN);
    }
}
