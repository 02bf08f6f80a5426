package org.adaptationlab.train.encoder;

import static org.adaptationlab.model.embedding.BuiltInEncoder.WIDTH;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.train.harness.AdamW;
import org.adaptationlab.train.harness.Gradients;
import org.adaptationlab.train.harness.NativeArrays;
import org.adaptationlab.train.harness.Schedule;
import org.adaptationlab.train.job.TrainingListener;

/**
 * The loop of epochs and steps: cross-entropy over the labels, where a label's score is the cosine of the text's vector and
 * its own, which begins as the mean of its texts' vectors (Wang et al. 2017, arXiv 1704.06369: the cosines scaled). A text's loss
 * does not depend on the others of its batch, so that a batch may go through in packs, and one text of a label is enough.
 */
final class EncoderTraining {

    /** What cosines are multiplied by before the softmax. */
    private static final double SHARPNESS = 20;

    private final EncoderGraph graph;
    private final EncoderParameters parameters;
    private final int classes;
    private final NDManager manager;
    private final NDArray sharpness;

    /** @param manager shall live as long as this is used */
    EncoderTraining(EncoderGraph graph, EncoderParameters parameters, int classes, NDManager manager) {
        this.graph = graph;
        this.parameters = parameters;
        this.classes = classes;
        this.manager = manager;
        this.sharpness = NativeArrays.of(manager, SHARPNESS);
    }

    /**
     * Trains the parameters in place.
     *
     * @param tokens of each text
     * @param labels of each text, numbers below that of the classes
     * @return mean loss of each epoch, nats per text
     * @throws RunFailedException if the loss or a gradient stops being a number
     */
    List<Double> run(List<int[]> tokens, int[] labels, EncoderTuning tuning, long seed, TrainingListener listener) {
        startLabels(tokens, labels);
        Random random = new Random(seed);
        int size = tuning.batchSize();
        int steps = tuning.epochs() * ((labels.length + size - 1) / size);
        Schedule schedule = new Schedule(tuning.learningRate(), steps);
        float[] gradients = new float[parameters.values().length];
        AdamW optimizer = new AdamW(gradients.length);
        List<Double> losses = new ArrayList<>();
        int step = 0;
        for (int epoch = 0; epoch < tuning.epochs(); epoch++) {
            double sum = 0;
            for (List<Integer> batch : EncoderBatch.shuffled(labels.length, size, random)) {
                step++;
                Arrays.fill(gradients, 0);
                double loss = 0;
                for (EncoderBatch pack : EncoderBatch.packs(tokens, labels, batch)) {
                    loss += lossAndGradient(pack, batch.size(), gradients);
                }
                requireFinite(gradients, loss, step, tuning.learningRate());
                Gradients.clip(gradients);
                optimizer.step(parameters.values(), gradients, schedule.rate(step));
                listener.step(step, steps, loss);
                sum += loss * batch.size();
            }
            losses.add(sum / labels.length);
        }
        return losses;
    }

    /** Each label's vector becomes the mean of its texts'. */
    private void startLabels(List<int[]> tokens, int... labels) {
        List<Integer> all = IntStream.range(0, labels.length).boxed().toList();
        float[] values = parameters.values();
        int from = parameters.labelsFrom();
        for (EncoderBatch pack : EncoderBatch.packs(tokens, labels, all)) {
            float[] vectors = vectors(pack);
            for (int i = 0; i < vectors.length; i++) {
                values[from + pack.labels()[i / WIDTH] * WIDTH + i % WIDTH] += vectors[i];
            }
        }
        for (int label = 0; label < classes; label++) {
            scaleToOne(values, from + label * WIDTH);
        }
    }

    private static void scaleToOne(float[] values, int from) {
        double square = 0;
        for (int i = from; i < from + WIDTH; i++) {
            square += (double) values[i] * values[i];
        }
        for (int i = from; i < from + WIDTH; i++) {
            values[i] = (float) (values[i] / Math.sqrt(square));
        }
    }

    /** The vectors of texts by the parameters as they are, one after the other. */
    float[] vectors(EncoderBatch pack) {
        try (NDManager scope = manager.newSubManager()) {
            return graph.vectors(pack, parameters.arrays(scope), scope).toFloatArray();
        }
    }

    /**
     * The loss of a pack's texts.
     *
     * @param texts by which it is divided: those of the whole batch
     * @param gradients to which the gradient is added
     */
    double lossAndGradient(EncoderBatch pack, int texts, float[] gradients) {
        try (NDManager scope = manager.newSubManager()) {
            List<NDArray> arrays = parameters.arrays(scope);
            try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
                arrays.forEach(array -> array.setRequiresGradient(true));
                NDArray vectors = graph.vectors(pack, arrays, scope);
                NDArray labels = EncoderGraph.unit(arrays.get(arrays.size() - 1));
                NDArray scores = vectors.matMul(labels.transpose()).mul(sharpness);
                float[] weights = new float[pack.texts() * classes];
                for (int text = 0; text < pack.texts(); text++) {
                    weights[text * classes + pack.labels()[text]] = -1f / texts;
                }
                NDArray chosen = NativeArrays.of(scope, weights, new Shape(pack.texts(), classes));
                NDArray loss = scores.logSoftmax(-1).mul(chosen).sum();
                collector.backward(loss);
                parameters.addGradients(arrays, gradients);
                return loss.getFloat();
            }
        }
    }

    private static void requireFinite(float[] gradients, double loss, int step, double rate) {
        double norm = Gradients.norm(gradients);
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new RunFailedException("the encoder's training stopped at step " + step + ": the loss is " + loss
                    + " and the norm of its gradient " + norm + "; lower learning-rate (now " + rate + ")");
        }
    }
}
