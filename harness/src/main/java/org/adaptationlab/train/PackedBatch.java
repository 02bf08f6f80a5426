package org.adaptationlab.train;

import java.util.Arrays;
import java.util.List;

/**
 * Sequences laid one after the other as rows of one matrix. What all their prompts begin with is there once, first; a
 * token sees the prefix and what comes before it in its own sequence, at the position it has there. The loss, and so the
 * gradient, is exactly that of the sequences by themselves.
 *
 * @param tokens token ids, a row each
 * @param positions place of each row in its sequence
 * @param prefix rows of the shared beginning, maybe 0
 * @param rests rows of each sequence after the prefix, in order
 * @param answerRows rows that predict an answer token
 * @param targets the tokens they should predict
 */
record PackedBatch(int[] tokens, int[] positions, int prefix, int[] rests, int[] answerRows, int[] targets) {

    /** Packs sequences, with a shared prefix. */
    static PackedBatch of(List<TokenSequence> sequences) {
        return of(sequences, sharedPrefix(sequences));
    }

    /** Packs sequences whose prompts share at least {@code prefix} tokens, and are longer. */
    static PackedBatch of(List<TokenSequence> sequences, int prefix) {
        int[] rests = sequences.stream().mapToInt(s -> s.length() - prefix).toArray();
        int rows = prefix + Arrays.stream(rests).sum();
        int answers = sequences.stream().mapToInt(s -> s.answer().length).sum();
        PackedBatch batch =
                new PackedBatch(new int[rows], new int[rows], prefix, rests, new int[answers], new int[answers]);
        int row = batch.put(sequences.get(0), 0, prefix, 0);
        int answer = 0;
        for (TokenSequence sequence : sequences) {
            int start = row - prefix;
            row = batch.put(sequence, prefix, sequence.length(), row);
            for (int i = 0; i < sequence.answer().length; i++, answer++) {
                batch.answerRows[answer] = start + sequence.prompt().length - 1 + i;
                batch.targets[answer] = sequence.answer()[i];
            }
        }
        return batch;
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
