package org.adaptationlab.train;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.train.job.TokenSequence;
import org.adaptationlab.train.job.TrainerJob;

/** The examples of a plan as tokens. */
record TrainingSet(TrainingPlan plan, List<TokenSequence> sequences) {

    private static final String END_TOKEN = "tokenizer.ggml.eos_token_id";

    /** Examples whose answers are compared between trainer and server. */
    private static final int ANSWERS = 5;

    TrainingSet {
        sequences = List.copyOf(sequences);
    }

    /** @throws LabDefinitionException if an example is longer than measured questions may be */
    static TrainingSet of(TrainingPlan plan, ChatTokenizer tokenizer) {
        GgufFile base = GgufFile.open(Objects.requireNonNull(plan.base().file()));
        long end = base.whole(END_TOKEN)
                .orElseThrow(() -> new LabDefinitionException(
                        base.path() + ": cannot train on this model: it names no end token (" + END_TOKEN + ")"));
        List<TokenSequence> sequences = new ArrayList<>();
        for (TrainingExample example : plan.examples()) {
            int[] answer = IntStream.concat(
                            IntStream.of(tokenizer.textTokens(example.target())), IntStream.of((int) end))
                    .toArray();
            TokenSequence sequence = new TokenSequence(tokenizer.promptTokens(example.messages()), answer);
            if (sequence.length() > plan.contextTokens()) {
                throw new LabDefinitionException("training example " + example.id() + " has " + sequence.length()
                        + " tokens, context-tokens of the lab is " + plan.contextTokens() + "; shorten its prompt");
            }
            sequences.add(sequence);
        }
        return new TrainingSet(plan, sequences);
    }

    /** The task of a trainer that writes to a folder. */
    TrainerJob.Task task(Path folder) {
        return new TrainerJob.Task(
                folder.toString(), sequences, plan.settings(), plan.seed(), Math.min(ANSWERS, sequences.size()));
    }
}
