package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimilarTextsTest {

    private final Random random = new Random(11);

    /** Rows that are made of one text with some of its words replaced. */
    enum Family {
        ONE_WORD_UNIQUE(1, 0),
        ONE_WORD_OF_FIFTY(1, 50),
        THREE_WORDS_OF_TWENTY(3, 20),
        /** All are candidates of each other, but no two are near. */
        FOUR_WORDS_UNIQUE(4, 0);

        private static final String[] WORDS =
                "hello i ordered a . for my . and it was sent to . but the parcel never came so tell . what comes next"
                        .split(" ");
        private final int replaced;
        private final int vocabulary;

        Family(int replaced, int vocabulary) {
            this.replaced = replaced;
            this.vocabulary = vocabulary;
        }

        List<String> rows(int n, Random random) {
            return IntStream.range(0, n).mapToObj(i -> row(i, random)).toList();
        }

        private String row(int i, Random random) {
            String[] words = WORDS.clone();
            int left = replaced;
            for (int place = 0; place < words.length; place++) {
                if (words[place].equals(".")) {
                    words[place] = left <= 0
                            ? "thing"
                            : "w" + (vocabulary == 0 ? i + "of" + left : String.valueOf(random.nextInt(vocabulary)));
                    left--;
                }
            }
            return String.join(" ", words);
        }
    }

    @ParameterizedTest
    @EnumSource
    void looksAtLikeTextsOnceAndNotAtEachPair(Family family) {
        assertGrowsAsTheNumberOfTexts(n -> looksForNearest(family.rows(n, random), family.rows(n, random)));
        assertGrowsAsTheNumberOfTexts(n -> looksForGroups(family.rows(n, random)));
    }

    @Test
    void looksAtShortLikeTextsOnce() {
        IntFunction<List<String>> rows = n -> IntStream.range(0, n)
                .mapToObj(i -> "where is my parcel, number " + (10_000 + i))
                .toList();

        assertGrowsAsTheNumberOfTexts(n -> looksForNearest(rows.apply(n), rows.apply(2 * n)));
        assertGrowsAsTheNumberOfTexts(n -> looksForGroups(rows.apply(n)));
    }

    /** Eight times the texts have 64 times the pairs. */
    private static void assertGrowsAsTheNumberOfTexts(IntFunction<Long> looks) {
        long few = looks.apply(1_000);
        long many = looks.apply(8_000);

        assertThat((double) many / few).isLessThan(16);
    }

    private static long looksForNearest(List<String> kept, List<String> asked) {
        List<String> all = new ArrayList<>(kept);
        all.addAll(asked);
        SimilarTexts texts = new SimilarTexts(all);
        IntStream.range(0, kept.size()).forEach(texts::keep);
        IntStream.range(kept.size(), all.size()).forEach(texts::nearest);
        return Math.max(1, texts.looks());
    }

    private static long looksForGroups(List<String> rows) {
        SimilarTexts texts = new SimilarTexts(rows);
        Groups groups = new Groups(rows.size());
        IntStream.range(0, rows.size()).forEach(i -> texts.join(i, groups));
        return Math.max(1, texts.looks());
    }

    /** Against the definition: a text is in the group of each text that it is near. */
    @Test
    void groupsWhatComparingEachPairGroups() {
        int groups = 0;
        for (int trial = 0; trial < 50; trial++) {
            List<String> texts = LeakageCheckTest.familiesOf(random, 3 + random.nextInt(18));
            int[] expected = IntStream.range(0, texts.size()).toArray();
            for (int i = 0; i < texts.size(); i++) {
                for (int j = 0; j < i; j++) {
                    if (LeakageCheckTest.similarity(texts.get(i), texts.get(j)) > 0) {
                        putTogether(expected, i, j);
                    }
                }
            }

            assertThat(SimilarTexts.groups(texts)).isEqualTo(expected);
            groups += (int) IntStream.of(expected).distinct().count();
        }
        assertThat(groups).as("both like and other texts").isBetween(50 * 6, 50 * 30);
    }

    private static void putTogether(int[] groups, int i, int j) {
        int first = Math.min(groups[i], groups[j]);
        int second = Math.max(groups[i], groups[j]);
        Arrays.setAll(groups, k -> groups[k] == second ? first : groups[k]);
    }

    @Test
    void findsATextAgainWhenItIsAskedForAgain() {
        SimilarTexts texts = new SimilarTexts(
                List.of("where has my parcel been for two weeks now", "where has my letter been for two weeks now"));
        texts.keep(0);

        assertThat(texts.nearest(1)).isPresent().isEqualTo(texts.nearest(1));
    }
}
