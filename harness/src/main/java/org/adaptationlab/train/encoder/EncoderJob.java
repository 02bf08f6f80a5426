package org.adaptationlab.train.encoder;

import java.util.List;
import org.adaptationlab.lab.EncoderTuning;

/**
 * What the training process is told, in a JSON file.
 *
 * @param labels of the texts, by number
 * @param classes number of labels
 * @param folder takes the encoder's files; it exists
 */
record EncoderJob(
        List<String> texts, List<Integer> labels, int classes, EncoderTuning tuning, long seed, String folder) {

    EncoderJob {
        texts = List.copyOf(texts);
        labels = List.copyOf(labels);
    }

    static EncoderJob of(EncoderPlan plan, String folder) {
        List<String> classes = plan.classes();
        List<Integer> labels = plan.labels().stream().map(classes::indexOf).toList();
        return new EncoderJob(plan.texts(), labels, classes.size(), plan.tuning(), plan.seed(), folder);
    }
}
