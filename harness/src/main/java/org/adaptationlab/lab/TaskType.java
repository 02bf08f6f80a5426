package org.adaptationlab.lab;

import java.util.Locale;

/** The kinds of task a lab may have. */
public enum TaskType {
    CLASSIFICATION,
    SHORT_ANSWER,
    EXTRACTION;

    /** The word for it in a lab file, such as {@code short-answer}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
