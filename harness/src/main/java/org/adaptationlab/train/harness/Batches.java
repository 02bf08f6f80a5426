package org.adaptationlab.train.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.adaptationlab.train.job.TokenSequence;

/** Divides the examples into the batches of each epoch, and a batch into packs that fit the memory. */
final class Batches {

    private final List<TokenSequence> sequences;
    private final int batchSize;
    private final Random random;

    Batches(List<TokenSequence> sequences, int batchSize, long seed) {
        this.sequences = List.copyOf(sequences);
        this.batchSize = batchSize;
        this.random = new Random(seed);
    }

    /** Batches in one epoch. */
    int perEpoch() {
        return (sequences.size() + batchSize - 1) / batchSize;
    }

    /** The batches of the next epoch, in a new order. */
    List<List<TokenSequence>> nextEpoch() {
        List<TokenSequence> shuffled = new ArrayList<>(sequences);
        Collections.shuffle(shuffled, random);
        List<List<TokenSequence>> batches = new ArrayList<>();
        for (int from = 0; from < shuffled.size(); from += batchSize) {
            batches.add(shuffled.subList(from, Math.min(shuffled.size(), from + batchSize)));
        }
        return batches;
    }

    /** Packs of at most {@code maxRows} rows, or of one sequence if that alone is longer; see {@link PackedBatch#of}. */
    static List<PackedBatch> packs(List<TokenSequence> batch, int maxRows, int promptFrom) {
        List<PackedBatch> packs = new ArrayList<>();
        List<TokenSequence> pack = new ArrayList<>();
        for (TokenSequence sequence : batch) {
            pack.add(sequence);
            if (pack.size() > 1 && PackedBatch.rows(pack) > maxRows) {
                pack.remove(pack.size() - 1);
                packs.add(PackedBatch.of(pack, promptFrom));
                pack = new ArrayList<>(List.of(sequence));
            }
        }
        packs.add(PackedBatch.of(pack, promptFrom));
        return packs;
    }
}
