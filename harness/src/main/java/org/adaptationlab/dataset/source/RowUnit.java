package org.adaptationlab.dataset.source;

/** What a user counts in a file of a format. */
public enum RowUnit {
    LINE("line"),
    ROW("row"),
    ITEM("item");

    private final String word;

    RowUnit(String word) {
        this.word = word;
    }

    /** In the singular; the plural has an s at its end. */
    public String word() {
        return word;
    }
}
