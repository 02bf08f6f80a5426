package org.adaptationlab.train.harness;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.TokenSequence;

/**
 * What a model with an adapter answers, greedily. The taught answer is a draft: one pass tells how far the model would
 * have said the same. Where it says something else, the next pass takes the taught tokens of the places behind as draft.
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

    /** @param said what the model says at each place of the taught answer, if the answer before it was the taught one */
    private int[] completed(TokenSequence sequence, int[] said) {
        int[] taught = sequence.answer();
        int end = taught[taught.length - 1];
        int[] answer = new int[taught.length - 1 + TaskResult.MORE];
        int length = 0;
        while (true) {
            int draftFrom = length;
            boolean asDrafted = true;
            for (int i = 0; i < said.length && asDrafted; i++) {
                if (said[i] == end) {
                    return Arrays.copyOf(answer, length);
                }
                answer[length++] = said[i];
                if (length == answer.length) {
                    return answer;
                }
                asDrafted = draftFrom + i < taught.length && said[i] == taught[draftFrom + i];
            }
            said = goneOn(sequence, answer, length);
        }
    }

    /** What the model says after {@code length} tokens, and after what was taught in the places that follow. */
    private int[] goneOn(TokenSequence sequence, int[] answer, int length) {
        int[] prompt = sequence.prompt();
        int[] taught = sequence.answer();
        int[] seen = Arrays.copyOf(prompt, prompt.length + length);
        System.arraycopy(answer, 0, seen, prompt.length, length);
        int[] draft = Arrays.copyOfRange(taught, Math.min(length, taught.length - 1), taught.length);
        PackedBatch pack = PackedBatch.of(List.of(new TokenSequence(seen, draft)), PackedBatch.ANSWERS_ONLY);
        return model.likeliest(pack, parameters);
    }
}
