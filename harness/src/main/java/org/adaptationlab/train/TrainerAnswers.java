package org.adaptationlab.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.adaptationlab.train.job.TaskResult;
import org.adaptationlab.train.job.TokenSequence;

/** Makes texts of the token ids with which a trained model has answered. */
final class TrainerAnswers {

    private TrainerAnswers() {}

    /**
     * The answers where each is what was taught, so that no tokenizer is needed; empty if one is not.
     *
     * @param answers token ids, without the end token
     */
    static Optional<List<TrainerAnswer>> asTaught(TrainingSet set, List<int[]> answers) {
        for (int i = 0; i < answers.size(); i++) {
            if (!isTaught(set.sequences().get(i), answers.get(i))) {
                return Optional.empty();
            }
        }
        return Optional.of(of(set, answers, ids -> ""));
    }

    /** @param text of token ids */
    static List<TrainerAnswer> of(TrainingSet set, List<int[]> answers, Function<int[], String> text) {
        List<TrainerAnswer> texts = new ArrayList<>();
        for (int i = 0; i < answers.size(); i++) {
            TrainingExample example = set.plan().examples().get(i);
            TokenSequence sequence = set.sequences().get(i);
            int[] ids = answers.get(i);
            int most = sequence.answer().length + TaskResult.MORE;
            texts.add(new TrainerAnswer(
                    example.id(),
                    example.messages(),
                    set.rendered().get(i),
                    example.target(),
                    isTaught(sequence, ids) ? example.target() : text.apply(ids),
                    sequence.prompt().length,
                    most,
                    ids.length >= most));
        }
        return texts;
    }

    private static boolean isTaught(TokenSequence sequence, int[] ids) {
        int withoutEnd = sequence.answer().length - 1;
        return ids.length == withoutEnd && Arrays.equals(ids, Arrays.copyOf(sequence.answer(), withoutEnd));
    }
}
