package org.adaptationlab.lab;

import java.util.Locale;

/** Who trains an adapter. */
public enum TrainerKind {
    /** The harness itself where it can and the model is small, else PEFT. */
    AUTO,
    /** The harness itself, on the processor. */
    HARNESS,
    /** PEFT, in a Python environment that {@code lab trainer install} makes. */
    PEFT;

    /** The word for it in a lab file. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
