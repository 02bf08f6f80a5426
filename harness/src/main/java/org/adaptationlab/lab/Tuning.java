package org.adaptationlab.lab;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/**
 * How {@code lab tune} chooses the settings of a lab's modes: by cross-validation on training examples. It decides nothing
 * of what a run measures.
 *
 * @param folds parts of the training examples; each is answered by modes that draw on the others
 * @param from which training examples are parted
 * @param modes in the order of the lab file
 */
public record Tuning(int folds, Source from, List<TunedMode> modes) {

    public Tuning {
        Objects.requireNonNull(from, "from");
        modes = List.copyOf(modes);
        if (folds < 2) {
            throw new IllegalArgumentException("folds " + folds);
        }
    }

    /** Which training examples are parted into folds. */
    public enum Source {
        /** Those that the modes of the lab draw from: a fold's modes have fewer of them. */
        POOL,
        /** All of train.jsonl: a fold's modes may have as many as the lab's. */
        TRAIN;

        /** The word for it in a lab file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the mode of this name is tuned; empty where it is not. */
    public Optional<TunedMode> of(String mode) {
        return modes.stream().filter(tuned -> tuned.name().equals(mode)).findFirst();
    }

    /** What a candidate of a mode is called; {@code number} is one-based. */
    static String candidateName(String mode, int number) {
        return mode + "." + number;
    }
}
