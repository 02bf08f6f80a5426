package org.adaptationlab.lab;

import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * One setting that a lab varies: it is measured once per value.
 *
 * @param values as written in the lab file, in the order they are measured; each fits the setting
 */
public record Variation(Setting setting, List<String> values) {

    public Variation {
        Objects.requireNonNull(setting, "setting");
        values = List.copyOf(values);
    }

    /** What can be varied. */
    public enum Setting {
        /** Size of the pool; shots, nearest examples and an adapter's examples are at most as many. */
        TRAINING_EXAMPLES,
        /** Fixed shots of the modes that have any. */
        SHOTS,
        /** Passages or examples of the modes that retrieve. */
        TOP_K,
        /** Distractors of the modes that are shown the gold document. */
        DISTRACTORS,
        /** Where the gold document stands in the modes that are shown it. */
        POSITION,
        /** The one seed of the modes that train an adapter. */
        ADAPTER_SEEDS,
        /** The model that all modes ask but those that ask none. */
        MODEL;

        /** The word for it in a lab file, such as {@code training-examples}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /** The lab at one value: the same but for the setting, and what varies said in its title. */
    public LabDefinition at(LabDefinition lab, String value) {
        VariedMode varied = new VariedMode(setting, value);
        return lab.with(
                lab.title() + " (" + setting.word() + " " + value + ")",
                setting == Setting.MODEL ? value : lab.model(),
                setting == Setting.TRAINING_EXAMPLES ? Integer.parseInt(value) : lab.trainingExamples(),
                lab.modes().stream().map(varied::of).toList());
    }
}
