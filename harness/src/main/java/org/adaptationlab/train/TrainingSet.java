package org.adaptationlab.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.TrainerJob;

/**
 * The examples of a plan as tokens.
 *
 * @param sequences one of each example
 * @param rendered the prompts of the first examples, as text
 * @param renderedBy identity of the tokenizer
 */
record TrainingSet(TrainingPlan plan, List<TokenSequence> sequences, List<String> rendered, String renderedBy) {

    /** Examples whose answers are compared between trainer and server. */
    static final int ANSWERS = 5;

    TrainingSet {
        sequences = List.copyOf(sequences);
        rendered = List.copyOf(rendered);
    }

    /**
     * The sets of plans over one base.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException naming all examples that are longer than measured questions
     *     may be
     */
    static List<TrainingSet> of(List<TrainingPlan> plans, ChatTokenizer tokenizer) {
        int end = EndToken.of(plans.get(0).base(), tokenizer);
        Map<TrainingExample, TokenSequence> known =
                new HashMap<>(); // plans that differ in a seed have the same examples
        List<TrainingSet> sets = new ArrayList<>();
        for (TrainingPlan plan : plans) {
            LongTexts tooLong = LongTexts.of(plan.base(), plan.contextTokens());
            List<TokenSequence> sequences = new ArrayList<>();
            for (TrainingExample example : plan.examples()) {
                TokenSequence sequence = known.computeIfAbsent(example, new Tokenisation(tokenizer, end)::of);
                tooLong.look(example.id(), sequence.length());
                sequences.add(sequence);
            }
            tooLong.refuse("training example");
            List<String> rendered = sequences.stream()
                    .limit(ANSWERS)
                    .map(sequence -> tokenizer.text(sequence.prompt()))
                    .toList();
            sets.add(new TrainingSet(plan, sequences, rendered, tokenizer.identity()));
        }
        return sets;
    }

    private record Tokenisation(ChatTokenizer tokenizer, int end) {

        TokenSequence of(TrainingExample example) {
            int[] answer = IntStream.concat(IntStream.of(tokenizer.textTokens(example.target())), IntStream.of(end))
                    .toArray();
            return new TokenSequence(tokenizer.promptTokens(example.messages()), answer);
        }
    }

    /** Of all token ids: equal for two tokenizers that make the same of the examples. */
    String digest() {
        Sha256 digest = new Sha256();
        for (TokenSequence sequence : sequences) {
            digest.field(Arrays.toString(sequence.prompt())).field(Arrays.toString(sequence.answer()));
        }
        return digest.hex();
    }

    /** The task of a trainer that writes to a folder. */
    TrainerJob.Task task(Path folder) {
        return new TrainerJob.Task(
                folder.toString(), sequences, plan.settings(), plan.seed(), Math.min(ANSWERS, sequences.size()));
    }
}
