package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds test texts that a model may have seen in training. */
public final class LeakageCheck {

    private LeakageCheck() {}

    /**
     * A test text that stands in the training set too.
     *
     * @param train index of the training text nearest to it; of several as near, the first. Where more than 200 training
     *     texts share most words with it, the nearest of 200 of them
     * @param test index of the test text
     * @param similarity 0.8 to 1; 1 where both are the same but for case, punctuation and white space
     */
    public record Leak(int train, int test, double similarity) {}

    /** The places of all training texts that are the same as a test text or near it. */
    static Set<Integer> trainNearTest(List<String> train, List<String> test) {
        // The other way round than a check: of each training text it asks if a test text is near.
        return find(/* train= */ test, /* test= */ train).stream()
                .map(Leak::test)
                .collect(Collectors.toSet());
    }

    /** A leak for each test text that is the same as a training text or near it (see {@link SimilarTexts}). */
    public static List<Leak> find(List<String> train, List<String> test) {
        List<String> all = new ArrayList<>(train);
        all.addAll(test);
        SimilarTexts texts = new SimilarTexts(all);
        for (int i = 0; i < train.size(); i++) {
            texts.keep(i);
        }
        List<Leak> leaks = new ArrayList<>();
        for (int i = 0; i < test.size(); i++) {
            int index = i;
            texts.nearest(train.size() + i)
                    .ifPresent(match -> leaks.add(new Leak(match.index(), index, match.similarity())));
        }
        return leaks;
    }
}
