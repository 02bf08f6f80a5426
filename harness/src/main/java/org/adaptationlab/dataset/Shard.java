package org.adaptationlab.dataset;

import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.adaptationlab.file.Sha256;

/**
 * One of the equal parts that a run's examples are cut into, so that several machines can measure them. The examples are
 * put in the order of the SHA-256 of their ids and dealt out in turn: the parts of a list depend on its ids alone, not on
 * machine, Java version or order, and no part has two examples more than another.
 *
 * @param index of this part, from 1
 * @param count of all parts
 */
public record Shard(int index, int count) {

    public Shard {
        if (count < 1 || index < 1 || index > count) {
            throw new IllegalArgumentException("shard " + index + " of " + count);
        }
    }

    /**
     * The places of its examples in a list, from 0 and rising.
     *
     * @param examples whose ids differ
     */
    public List<Integer> places(List<Example> examples) {
        List<String> hashes = examples.stream().map(Shard::hash).toList();
        List<Integer> dealt = IntStream.range(0, examples.size())
                .boxed()
                .sorted(Comparator.comparing(hashes::get))
                .toList();
        return IntStream.range(0, dealt.size())
                .filter(place -> place % count == index - 1)
                .map(dealt::get)
                .sorted()
                .boxed()
                .toList();
    }

    private static String hash(Example example) {
        return Sha256.ofText(example.id());
    }

    /** Such as {@code shard 2 of 4}. */
    @Override
    public String toString() {
        return "shard " + index + " of " + count;
    }
}
