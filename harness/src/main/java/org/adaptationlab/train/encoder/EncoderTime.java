package org.adaptationlab.train.encoder;

import java.util.List;
import java.util.Locale;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.model.embedding.BuiltInEncoder;

/** How long a fine-tuning takes: a guess from the lengths of its texts, by what two cores of a 2023 server processor did. */
public final class EncoderTime {

    /** Of one layer forwards, and twice as long backwards. */
    private static final double SECONDS_PER_TOKEN_AND_LAYER = 6e-5;

    /** Trained values on their way to and from libtorch, and the optimiser's work with them. */
    private static final double SECONDS_PER_STEP_AND_LAYER = 0.03;

    private static final double CHARACTERS_PER_TOKEN = 4.5;
    private static final int SECONDS_PER_MINUTE = 60;

    private EncoderTime() {}

    /** Seconds of one seed's training. */
    public static double seconds(List<String> texts, EncoderTuning tuning) {
        double tokens = texts.stream()
                .mapToDouble(text -> Math.min(BuiltInEncoder.MAX_TOKENS, 2 + text.length() / CHARACTERS_PER_TOKEN))
                .sum();
        double passes = BuiltInEncoder.LAYERS + 2.0 * tuning.layers();
        double steps = Math.ceil((double) texts.size() / tuning.batchSize());
        return tuning.epochs()
                * (tokens * passes * SECONDS_PER_TOKEN_AND_LAYER
                        + steps * tuning.layers() * SECONDS_PER_STEP_AND_LAYER);
    }

    /** A guess at seconds, for people: in minutes. */
    public static String words(double seconds) {
        return seconds < SECONDS_PER_MINUTE
                ? "less than a minute"
                : String.format(Locale.ROOT, "about %.0f min", seconds / SECONDS_PER_MINUTE);
    }
}
