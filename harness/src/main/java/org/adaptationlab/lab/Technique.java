package org.adaptationlab.lab;

import java.util.Locale;

/** The ways to adapt a model that a mode may use, and the one that does without a language model. */
public enum Technique {
    PROMPT,
    RAG,
    LORA,
    CLASSIFIER;

    /** The word for it in lab files and CSV columns, such as {@code lora}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
