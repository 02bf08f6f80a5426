package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GreedyAnswersTest {

    @TempDir
    Path folder;

    private NDManager manager;
    private GradientStep model;
    private LoraParameters parameters;

    @BeforeEach
    void readModel() throws IOException {
        manager = NDManager.newBaseManager();
        GgufFile base = TinyLlama.write(folder.resolve("tiny.gguf"));
        DecoderShape shape = DecoderShape.of(base);
        model = new GradientStep(DecoderWeights.read(base, shape, Precision.FLOAT32, manager), manager);
        parameters = LoraParameters.start(shape, 4, 8, 1);
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @Test
    void aModelThatKnowsItsExamplesByHeartAnswersThem() {
        List<TokenSequence> sequences = sequences();
        new Training(model, parameters, new TrainingSettings(8, 60, 4, 8, 1e-2, 4, 0))
                .run(sequences, 1, (step, steps, loss) -> {});
        List<int[]> answers = new GreedyAnswers(model, parameters).of(sequences);
        assertThat(answers).hasSameSizeAs(sequences);
        for (int i = 0; i < answers.size(); i++) {
            int[] taught = sequences.get(i).answer();
            assertThat(answers.get(i)).containsExactly(Arrays.copyOf(taught, taught.length - 1));
        }
    }

    @Test
    void anUntrainedModelSaysTheLikeliestTokenTimeAfterTime() {
        List<TokenSequence> sequences = sequences();
        List<int[]> answers = new GreedyAnswers(model, parameters).of(sequences);
        for (int i = 0; i < answers.size(); i++) {
            assertThat(answers.get(i)).containsExactly(naive(sequences.get(i)));
        }
        assertThat(answers).anyMatch(answer -> answer.length == 2 + TaskResult.MORE);
    }

    @Test
    void wherePartOfTheDraftIsRightItGoesOnByItself() {
        TokenSequence asked = sequences().get(0);
        int[] said = naive(asked);
        int other = said[2] == 9 ? 10 : 9;
        TokenSequence half = new TokenSequence(asked.prompt(), new int[] {said[0], said[1], other, TinyLlama.END});
        assertThat(new GreedyAnswers(model, parameters).of(List.of(half)).get(0))
                .containsExactly(naive(half));
    }

    @Test
    void theEndTokenIsTheLastOfTheTaughtAnswerAndNotPartOfWhatIsSaid() {
        TokenSequence asked = sequences().get(0);
        int[] said = naive(asked);
        TokenSequence endsThere = new TokenSequence(asked.prompt(), new int[] {40, said[1]});
        int[] expected = said[0] == said[1] ? new int[0] : new int[] {said[0]};
        assertThat(new GreedyAnswers(model, parameters).of(List.of(endsThere)).get(0))
                .containsExactly(expected);
    }

    @Test
    void nothingAskedIsNothingAnswered() {
        assertThat(new GreedyAnswers(model, parameters).of(List.of())).isEmpty();
    }

    @Test
    void theLikeliestTokenIsThatOfTheLeastLoss() {
        int[] prompt = sequences().get(0).prompt();
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int token = 0; token < TinyLlama.VOCABULARY; token++) {
            TokenSequence one = new TokenSequence(prompt, new int[] {token});
            double loss = model.loss(PackedBatch.of(List.of(one), PackedBatch.ANSWERS_ONLY), parameters);
            if (loss < least) {
                least = loss;
                best = token;
            }
        }
        assertThat(next(prompt)).isEqualTo(best);
    }

    /** One forward pass for each token: no draft, no packing. */
    private int[] naive(TokenSequence sequence) {
        int[] taught = sequence.answer();
        int end = taught[taught.length - 1];
        List<Integer> seen = new ArrayList<>();
        Arrays.stream(sequence.prompt()).forEach(seen::add);
        while (seen.size() < sequence.prompt().length + taught.length - 1 + TaskResult.MORE) {
            int best = next(seen.stream().mapToInt(Integer::intValue).toArray());
            if (best == end) {
                break;
            }
            seen.add(best);
        }
        return seen.stream()
                .skip(sequence.prompt().length)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private int next(int[] prompt) {
        TokenSequence one = new TokenSequence(prompt, new int[] {0});
        return model.likeliest(PackedBatch.of(List.of(one), PackedBatch.ANSWERS_ONLY), parameters)[0];
    }

    private static List<TokenSequence> sequences() {
        Random random = new Random(4);
        List<TokenSequence> sequences = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            int[] prompt = {1, 3, 4, 5 + i, 20 + i, 6};
            int[] answer = random.ints(3, 30, TinyLlama.VOCABULARY).toArray();
            answer[2] = TinyLlama.END;
            sequences.add(new TokenSequence(prompt, answer));
        }
        return sequences;
    }
}
