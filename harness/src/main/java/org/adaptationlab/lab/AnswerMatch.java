package org.adaptationlab.lab;

import java.util.Locale;

/** When a short answer is right. */
public enum AnswerMatch {
    /** The whole answer is the target or an alias. */
    EXACT,
    /** The target or an alias occurs in the answer as whole words. */
    ALIAS,
    /** By degrees: the words that answer and target share. */
    TOKEN_F1,
    /** The first number of the answer is the target's, within the tolerance. */
    NUMERIC;

    /** The word for it in a lab file, such as {@code token-f1}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
