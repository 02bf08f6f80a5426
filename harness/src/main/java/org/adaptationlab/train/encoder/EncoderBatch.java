package org.adaptationlab.train.encoder;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Texts that go through the encoder at once, each filled up to the longest.
 *
 * @param tokens of each text
 * @param labels of each text, by number
 */
record EncoderBatch(List<int[]> tokens, int[] labels) {

    /** Places that go through at once; more would cost memory and gain no speed. */
    static final int MAX_PLACES = 1024;

    /** Texts of a batch in packs that go through one after the other. */
    static List<EncoderBatch> packs(List<int[]> tokens, int[] labels, List<Integer> batch) {
        List<EncoderBatch> packs = new ArrayList<>();
        List<Integer> pack = new ArrayList<>();
        int longest = 0;
        for (int text : batch) {
            int length = Math.max(longest, tokens.get(text).length);
            if (!pack.isEmpty() && length * (pack.size() + 1) > MAX_PLACES) {
                packs.add(of(tokens, labels, pack));
                pack = new ArrayList<>();
                length = tokens.get(text).length;
            }
            longest = length;
            pack.add(text);
        }
        packs.add(of(tokens, labels, pack));
        return packs;
    }

    private static EncoderBatch of(List<int[]> tokens, int[] labels, List<Integer> texts) {
        return new EncoderBatch(
                texts.stream().map(tokens::get).toList(),
                texts.stream().mapToInt(text -> labels[text]).toArray());
    }

    /** The numbers of so many texts in a new order, cut into batches. */
    static List<List<Integer>> shuffled(int texts, int batchSize, Random random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, texts).boxed().toList());
        Collections.shuffle(order, random);
        List<List<Integer>> batches = new ArrayList<>();
        for (int from = 0; from < texts; from += batchSize) {
            batches.add(order.subList(from, Math.min(texts, from + batchSize)));
        }
        return batches;
    }

    int texts() {
        return tokens.size();
    }

    /** Places of the longest text. */
    int width() {
        return tokens.stream().mapToInt(text -> text.length).max().orElseThrow();
    }
}
