package org.adaptationlab.train.harness;

import java.util.Arrays;
import java.util.List;
import org.adaptationlab.train.job.TokenSequence;

/**
 * Sequences laid one after the other as rows of one matrix. What all their prompts begin with is there once, first; a
 * token sees the prefix and what comes before it in its own sequence, at the position it has there. The loss, and so the
 * gradient, is exactly that of the sequences by themselves.
 *
 * @param tokens token ids, a row each
 * @param positions place of each row in its sequence
 * @param prefix rows of the shared beginning, maybe 0
 * @param rests rows of each sequence after the prefix, in order
 * @param predicting rows that predict a token whose loss counts: first those of answers, then those of prompts
 * @param targets the tokens they should predict
 * @param answers how many of the targets are tokens of answers
 */
record PackedBatch(
        int[] tokens, int[] positions, int prefix, int[] rests, int[] predicting, int[] targets, int answers) {

    /** Where the tokens of prompts that are learned begin, if none are. */
    static final int ANSWERS_ONLY = Integer.MAX_VALUE;

    /** Packs sequences, with a shared prefix; prompts are learned from the position {@code promptFrom} on. */
    static PackedBatch of(List<TokenSequence> sequences, int promptFrom) {
        return of(sequences, promptFrom, sharedPrefix(sequences));
    }

    /** Packs sequences whose prompts share at least {@code prefix} tokens, and are longer. */
    static PackedBatch of(List<TokenSequence> sequences, int promptFrom, int prefix) {
        int[] rests = sequences.stream().mapToInt(s -> s.length() - prefix).toArray();
        int rows = prefix + Arrays.stream(rests).sum();
        int answers = sequences.stream().mapToInt(s -> s.answer().length).sum();
        int learnFrom = Math.max(1, promptFrom); // nothing comes before the first token to predict it from
        int learned = answers
                + sequences.stream()
                        .mapToInt(s -> Math.max(0, s.prompt().length - learnFrom))
                        .sum();
        PackedBatch batch = new PackedBatch(
                new int[rows], new int[rows], prefix, rests, new int[learned], new int[learned], answers);
        int row = batch.put(sequences.get(0), 0, prefix, 0);
        int answer = 0;
        int prompt = answers;
        for (TokenSequence sequence : sequences) {
            int start = row - prefix;
            row = batch.put(sequence, prefix, sequence.length(), row);
            for (int i = 0; i < sequence.answer().length; i++, answer++) {
                batch.predict(answer, sequence, sequence.prompt().length + i, start);
            }
            for (int position = learnFrom; position < sequence.prompt().length; position++, prompt++) {
                batch.predict(prompt, sequence, position, start);
            }
        }
        return batch;
    }

    private void predict(int target, TokenSequence sequence, int position, int start) {
        int before = position - 1;
        predicting[target] = before < prefix ? before : start + before;
        targets[target] = sequence.token(position);
    }

    private int put(TokenSequence sequence, int from, int to, int firstRow) {
        int row = firstRow;
        for (int position = from; position < to; position++, row++) {
            tokens[row] = sequence.token(position);
            positions[row] = position;
        }
        return row;
    }

    /** Rows in all. */
    int rows() {
        return tokens.length;
    }

    /** Rows that a packing of these sequences would have. */
    static int rows(List<TokenSequence> sequences) {
        int shared = sharedPrefix(sequences) * (sequences.size() - 1);
        return sequences.stream().mapToInt(TokenSequence::length).sum() - shared;
    }

    /** Tokens that all prompts begin with; less than the shortest prompt, as its last row predicts an answer. */
    static int sharedPrefix(List<TokenSequence> sequences) {
        if (sequences.size() < 2) {
            return 0;
        }
        int[] first = sequences.get(0).prompt();
        int shared = first.length - 1;
        for (TokenSequence sequence : sequences) {
            int mismatch = Arrays.mismatch(first, sequence.prompt());
            shared = Math.min(shared, sequence.prompt().length - 1);
            shared = mismatch < 0 ? shared : Math.min(shared, mismatch);
        }
        return shared;
    }
}
