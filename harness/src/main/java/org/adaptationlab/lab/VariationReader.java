package org.adaptationlab.lab;

import java.util.List;
import java.util.Optional;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.lab.RetrievalSpec.Position;
import org.adaptationlab.lab.RetrievalSpec.Source;
import org.adaptationlab.lab.Variation.Setting;
import org.adaptationlab.problem.Suggestion;

/** Reads the {@code vary} section of a lab file. */
final class VariationReader {

    private static final int MAX_TOP_K = 1000;

    private final YamlSection vary;
    private final List<ModeDefinition> modes;
    private final int pool;

    /** {@code pool} is the number of training examples that the modes of the lab may draw from. */
    VariationReader(YamlSection vary, List<ModeDefinition> modes, int pool) {
        this.vary = vary;
        this.modes = modes;
        this.pool = pool;
    }

    /** What varies; empty where setting or values are missing or wrong, which is reported. */
    Optional<Variation> read() {
        vary.allow(List.of("setting", "values"));
        vary.require("setting", "values");
        Optional<Setting> setting = vary.choice("setting", List.of(Setting.values()), Setting::word);
        List<String> values = vary.texts("values").orElse(List.of());
        return setting.filter(found -> isRight(found, values)).map(found -> new Variation(found, values));
    }

    private boolean isRight(Setting setting, List<String> values) {
        boolean right = true;
        if (vary.has("values") && values.stream().distinct().count() < Math.max(2, values.size())) {
            vary.report("values", "must be at least two different values, each once");
            right = false;
        }
        for (String value : values) {
            right &= switch (setting) {
                case POSITION -> isPosition(value);
                case MODEL -> true; // which models there are, some of them on a server, is not known here
                case TRAINING_EXAMPLES, SHOTS, TOP_K, DISTRACTORS, ADAPTER_SEEDS -> isNumber(setting, value);
            };
        }
        right &= varySetsNoNamedShots(setting);
        if (modes.stream().noneMatch(mode -> concerns(setting, mode.adaptation()))) {
            vary.report("setting", "is " + setting.word() + ", but no mode of the lab has " + what(setting));
            right = false;
        }
        return right && !values.isEmpty();
    }

    private boolean varySetsNoNamedShots(Setting setting) {
        List<String> named = modes.stream()
                .filter(mode -> !mode.adaptation().shotIds().isEmpty())
                .map(ModeDefinition::name)
                .toList();
        boolean changesShots = setting == Setting.SHOTS || setting == Setting.TRAINING_EXAMPLES;
        if (changesShots && !named.isEmpty()) {
            vary.report(
                    "setting",
                    "is " + setting.word() + ", but " + String.join(", ", named)
                            + " has a list of shots; a number of shots can be varied");
        }
        return !changesShots || named.isEmpty();
    }

    private boolean isPosition(String value) {
        List<String> words =
                List.of(Position.values()).stream().map(Position::word).toList();
        if (!words.contains(value)) {
            vary.report(
                    "values",
                    "has \"" + value + "\"; allowed: " + String.join(", ", words) + Suggestion.phrase(value, words));
        }
        return words.contains(value);
    }

    private boolean isNumber(Setting setting, String value) {
        int min = setting == Setting.DISTRACTORS || setting == Setting.ADAPTER_SEEDS ? 0 : 1;
        int max = switch (setting) {
            case TRAINING_EXAMPLES, ADAPTER_SEEDS, POSITION, MODEL -> Integer.MAX_VALUE - 1;
            case SHOTS -> pool;
            case TOP_K, DISTRACTORS -> MAX_TOP_K;
        };
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max && value.equals(Integer.toString(number))) {
                return true;
            }
        } catch (NumberFormatException e) {
            // reported below, like a number out of range
        }
        vary.report("values", "has \"" + value + "\"; a whole number from " + min + " to " + max + " is allowed");
        return false;
    }

    private static boolean concerns(Setting setting, AdaptationSpec spec) {
        boolean trained = spec.training().isPresent();
        Optional<RetrievalSpec> retrieval = spec.retrieved();
        return switch (setting) {
            case TRAINING_EXAMPLES ->
                trained
                        || spec.classifier().isPresent()
                        || spec.shots() > 0
                        || retrieval
                                .filter(found -> found.from() == Source.TRAIN)
                                .isPresent();
            case SHOTS -> spec.shots() > 0;
            case TOP_K -> retrieval.isPresent();
            case DISTRACTORS, POSITION ->
                retrieval.filter(found -> found.from() == Source.GOLD).isPresent();
            case ADAPTER_SEEDS -> trained;
            case MODEL -> spec.classifier().isEmpty();
        };
    }

    private static String what(Setting setting) {
        return switch (setting) {
            case TRAINING_EXAMPLES -> "anything from training examples";
            case SHOTS -> "shots";
            case TOP_K -> "\"retrieve\"";
            case DISTRACTORS, POSITION -> "\"retrieve: {from: gold}\"";
            case ADAPTER_SEEDS -> "\"adapter: {train: …}\"";
            case MODEL -> "a model to ask";
        };
    }
}
