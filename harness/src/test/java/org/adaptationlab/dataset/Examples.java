package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Makes examples for tests. */
final class Examples {

    private Examples() {}

    static Example of(String id, String target, @Nullable String slice) {
        return new Example(id, "input of " + id, target, List.of(), slice, null, true);
    }

    /** {@code n} examples with targets a, b, … and slices x, y, … drawn at random, so that the groups differ in size. */
    static List<Example> random(int n, int targets, int slices, Random random) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int target = Math.min(random.nextInt(targets), random.nextInt(targets));
            examples.add(of("e" + i, "t" + target, "s" + random.nextInt(slices)));
        }
        return examples;
    }
}
