package org.adaptationlab.train.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.TokenSequence;

/**
 * What a model with an adapter answers, greedily. The taught answer is a draft: one pass tells how far the model would have
 * said the same, and only what comes after that is asked token by token.
 */
final class GreedyAnswers {

    private final GradientStep model;
    private final LoraParameters parameters;

    GreedyAnswers(GradientStep model, LoraParameters parameters) {
        this.model = model;
        this.parameters = parameters;
    }

    /** An answer to the prompt of each sequence, as {@link TaskResult#answers} has it. */
    List<int[]> of(List<TokenSequence> sequences) {
        List<int[]> answers = new ArrayList<>();
        if (sequences.isEmpty()) {
            return answers;
        }
        List<TokenSequence> open = sequences;
        for (PackedBatch pack : Batches.packs(sequences, Training.MAX_ROWS, PackedBatch.ANSWERS_ONLY)) {
            int[] said = model.likeliest(pack, parameters);
            int at = 0;
            for (TokenSequence sequence : open.subList(0, pack.rests().length)) {
                int[] here = Arrays.copyOfRange(said, at, at + sequence.answer().length);
                answers.add(completed(sequence, here));
                at += here.length;
            }
            open = open.subList(pack.rests().length, open.size());
        }
        return answers;
    }

    /** @param said what the model says at each place of the taught answer, if the answer so far was the taught one */
    private int[] completed(TokenSequence sequence, int[] said) {
        int[] taught = sequence.answer();
        int end = taught[taught.length - 1];
        int most = taught.length - 1 + TaskResult.MORE;
        int[] answer = new int[most];
        int length = 0;
        int next = said[0];
        while (next != end) {
            answer[length++] = next;
            if (length == most) {
                break;
            }
            boolean asTaught = length < said.length && Arrays.equals(answer, 0, length, taught, 0, length);
            next = asTaught ? said[length] : next(sequence.prompt(), answer, length);
        }
        return Arrays.copyOf(answer, length);
    }

    private int next(int[] prompt, int[] answer, int length) {
        int[] seen = Arrays.copyOf(prompt, prompt.length + length);
        System.arraycopy(answer, 0, seen, prompt.length, length);
        TokenSequence asked = new TokenSequence(seen, new int[] {0});
        PackedBatch pack = PackedBatch.of(List.of(asked), PackedBatch.ANSWERS_ONLY);
        return model.likeliest(pack, parameters)[0];
    }
}
