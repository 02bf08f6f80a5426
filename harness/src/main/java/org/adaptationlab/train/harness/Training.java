package org.adaptationlab.train.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.TrainingListener;

/** The loop of epochs and steps. */
final class Training {

    /** Rows that go through the model at once; more would cost memory and gain no speed. */
    static final int MAX_ROWS = 768;

    private final GradientStep gradientStep;
    private final LoraParameters parameters;
    private final TrainingSettings settings;
    private final float[] gradients;

    Training(GradientStep gradientStep, LoraParameters parameters, TrainingSettings settings) {
        this.gradientStep = gradientStep;
        this.parameters = parameters;
        this.settings = settings;
        this.gradients = new float[parameters.values().length];
    }

    /**
     * Trains the parameters in place.
     *
     * @return mean loss of each epoch, nats per answer token
     * @throws RunFailedException if the loss or a gradient stops being a number
     */
    List<Double> run(List<TokenSequence> sequences, long seed, TrainingListener listener) {
        int promptFrom = settings.promptLoss() > 0 ? PackedBatch.sharedPrefix(sequences) : PackedBatch.ANSWERS_ONLY;
        Batches batches = new Batches(sequences, settings.batchSize(), ~seed);
        int steps = settings.epochs() * batches.perEpoch();
        Schedule schedule = new Schedule(settings.learningRate(), steps);
        AdamW optimizer = new AdamW(gradients.length);
        List<Double> losses = new ArrayList<>();
        int step = 0;
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            double sum = 0;
            int tokens = 0;
            for (List<TokenSequence> batch : batches.nextEpoch()) {
                step++;
                int answers = answers(batch);
                double loss = gradients(batch, promptFrom, answers);
                requireFinite(loss, step, steps);
                Gradients.clip(gradients);
                optimizer.step(parameters.values(), gradients, schedule.rate(step));
                listener.step(step, steps, loss / answers);
                sum += loss;
                tokens += answers;
            }
            losses.add(sum / tokens);
        }
        return losses;
    }

    private double gradients(List<TokenSequence> batch, int promptFrom, int answers) {
        Arrays.fill(gradients, 0);
        double loss = 0;
        for (PackedBatch pack : Batches.packs(batch, MAX_ROWS, promptFrom)) {
            loss += gradientStep.lossAndGradient(
                    pack, parameters, 1.0 / answers, settings.promptLoss() / answers, gradients);
        }
        return loss;
    }

    private void requireFinite(double loss, int step, int steps) {
        double norm = Gradients.norm(gradients);
        if (!Double.isFinite(loss) || !Double.isFinite(norm)) {
            throw new RunFailedException("training stopped at step " + step + " of " + steps + ": the loss is " + loss
                    + " and the norm of its gradient " + norm + "; lower learning-rate (now " + settings.learningRate()
                    + ") or alpha (now " + settings.alpha() + ") and train again");
        }
    }

    private static int answers(List<TokenSequence> batch) {
        return batch.stream().mapToInt(sequence -> sequence.answer().length).sum();
    }
}
