package org.adaptationlab.lab;

import java.util.List;
import java.util.Optional;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.lab.ClassifierSpec.Features;

/** Reads what a mode says of its classifier. */
final class ClassifierReader {

    /** The keys of a mode that are for classifiers only. */
    static final List<String> KEYS = List.of("features", "regularization", "train");

    private static final double MIN_REGULARIZATION = 1e-6;
    private static final double MAX_REGULARIZATION = 1e6;
    private static final int MAX_LAYERS = 12;
    private static final int MAX_EPOCHS = 1000;
    private static final int MAX_BATCH = 1000;
    private static final double MIN_RATE = 1e-8;

    private final YamlSection mode;
    private final TaskType task;

    ClassifierReader(YamlSection mode, TaskType task) {
        this.mode = mode;
        this.task = task;
    }

    /** The classifier; empty where its features are missing or wrong, which is reported. */
    Optional<AdaptationSpec> read() {
        if (task != TaskType.CLASSIFICATION) {
            mode.report(
                    "technique",
                    "is classifier, which can only choose among labels; it is for a classification, not for "
                            + task.word());
        }
        double regularization = mode.number("regularization", 1, MIN_REGULARIZATION, MAX_REGULARIZATION);
        Optional<Features> features = mode.choice("features", List.of(Features.values()), Features::word);
        if (features.filter(one -> one != Features.FINE_TUNED).isPresent() && mode.has("train")) {
            mode.report("train", "is for \"features: fine-tuned\"; with other features no encoder is trained");
        }
        return features.map(one -> one == Features.FINE_TUNED
                ? new ClassifierSpec(one, regularization, tuning())
                : new ClassifierSpec(one, regularization));
    }

    private EncoderTuning tuning() {
        YamlSection train = mode.section("train").orElse(null);
        if (train == null) {
            return EncoderTuning.USUAL;
        }
        train.allow(List.of("layers", "epochs", "learning-rate", "batch-size", SeedsReader.KEY));
        EncoderTuning usual = EncoderTuning.USUAL;
        List<Long> seeds = SeedsReader.read(train);
        return new EncoderTuning(
                train.integer("layers", usual.layers(), 1, MAX_LAYERS),
                train.integer("epochs", usual.epochs(), 1, MAX_EPOCHS),
                train.number("learning-rate", usual.learningRate(), MIN_RATE, 1),
                train.integer("batch-size", usual.batchSize(), 1, MAX_BATCH),
                seeds.isEmpty() ? usual.seeds() : seeds);
    }
}
