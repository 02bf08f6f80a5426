package org.adaptationlab.dataset;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds among texts those that are the same as another or near it. The same: equal after NFKC, lower case, and punctuation
 * and white space folded. Near: a similarity of at least 0.8 of their words in order ({@link FoldedText#similarity}) or,
 * for short texts (and scripts without spaces), a Jaccard similarity of at least 0.8 between their sets of 5-character
 * sequences. So a copy of nine words or more is found with any one of them replaced. Not thread-safe.
 */
final class SimilarTexts {

    private static final double LEAST = 0.8;

    /** Of many near ones the nearest does not matter: they are all copies of one text. */
    private static final int MOST_COMPARED = 200;

    private final List<FoldedText> texts;
    private final Map<String, Integer> firstOfForm = new HashMap<>();
    private final GramIndex words;
    private final GramIndex characters;

    /** Numbers the texts from 0, but keeps none of them yet. */
    SimilarTexts(List<String> texts) {
        this.texts = texts.stream().map(FoldedText::of).toList();
        words = new GramIndex(this.texts.stream().map(FoldedText::words).toList());
        characters = new GramIndex(
                this.texts.stream().map(FoldedText::characterGrams).toList());
    }

    /**
     * A text found.
     *
     * @param index its number
     * @param similarity 0.8 to 1; 1 for the same
     */
    record Match(int index, double similarity) {

        /** Whether it is nearer than another; of two as near, the one that comes first. */
        boolean isBefore(@Nullable Match other) {
            return other == null
                    || (similarity == other.similarity ? index < other.index : similarity > other.similarity);
        }
    }

    /** For each text the number of the first text of its group: of those near it, near those, and so on. */
    static int[] groups(List<String> texts) {
        SimilarTexts all = new SimilarTexts(texts);
        Groups groups = new Groups(texts.size());
        for (int i = 0; i < texts.size(); i++) {
            all.join(i, groups);
        }
        return groups.all();
    }

    /** Joins the group of a text with those of the texts joined before that are near it. */
    void join(int text, Groups groups) {
        Integer same = firstOfForm.putIfAbsent(texts.get(text).form(), text);
        if (same != null) {
            groups.join(text, same);
            return;
        }
        words.join(text, groups, (one, other) -> texts.get(one).similarity(texts.get(other)) >= LEAST);
        characters.join(text, groups, (one, other) -> true);
    }

    /** Keeps a text, to be found from now on; of texts that are the same only the first is. */
    void keep(int text) {
        if (firstOfForm.putIfAbsent(texts.get(text).form(), text) == null) {
            words.keep(text);
            characters.keep(text);
        }
    }

    /**
     * The kept text that is nearest to a text; of several that are as near, the first. Where more than 200 kept texts share
     * most words with it, the nearest of 200 of them.
     */
    Optional<Match> nearest(int text) {
        Integer same = firstOfForm.get(texts.get(text).form());
        return same == null ? new Search(text).nearest() : Optional.of(new Match(same, 1));
    }

    /** How often a pair of texts or a bunch of them was looked at so far. */
    long looks() {
        return words.looks() + characters.looks();
    }

    /** The search for the text that is nearest to one. */
    private final class Search {

        private final int text;
        private @Nullable Match best;
        private int compared;

        Search(int text) {
            this.text = text;
        }

        Optional<Match> nearest() {
            words.near(text, this::foundByWords);
            characters.near(text, this::found);
            return Optional.ofNullable(best);
        }

        /** Words in order are never more alike than words in any order. */
        private boolean foundByWords(int other, double atMost) {
            boolean isWorthIt = new Match(other, atMost).isBefore(best);
            return found(other, isWorthIt ? texts.get(text).similarity(texts.get(other)) : 0);
        }

        private boolean found(int other, double similarity) {
            Match match = new Match(other, similarity);
            if (similarity >= LEAST && match.isBefore(best)) {
                best = match;
            }
            compared++;
            return best == null || compared < MOST_COMPARED;
        }
    }
}
