package org.adaptationlab.dataset.document;

/** What the lines of a document's text mean. */
public enum Markup {
    /** Headings, fences and tables are marked as in Markdown. */
    MARKDOWN,
    /** Every line is just text. */
    NONE
}
