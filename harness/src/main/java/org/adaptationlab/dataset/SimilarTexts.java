package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the texts of a list that are the same as a given one or near it. The same: equal after NFKC, lower case, and
 * punctuation and white space folded. Near: a similarity of at least 0.8 of their words in order
 * ({@link FoldedText#similarity}) or, for short texts (and scripts without spaces), a Jaccard similarity of at least 0.8
 * between their sets of 5-character sequences. So a copy of nine words or more is found with any one of them replaced.
 */
public final class SimilarTexts {

    private static final double LEAST = 0.8;

    private final List<FoldedText> texts;
    private final Map<String, Integer> firstOfForm = new HashMap<>();
    private final GramIndex words;
    private final GramIndex characters;

    /** Indexes the texts. Of texts that are the same only the first is found. */
    public SimilarTexts(List<String> texts) {
        this.texts = texts.stream().map(FoldedText::of).toList();
        List<long[]> wordSets = new ArrayList<>();
        List<long[]> characterGrams = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            FoldedText text = this.texts.get(i);
            boolean isNew = firstOfForm.putIfAbsent(text.form(), i) == null;
            wordSets.add(isNew ? text.words() : FoldedText.NONE);
            characterGrams.add(isNew ? text.characterGrams() : FoldedText.NONE);
        }
        words = new GramIndex(wordSets);
        characters = new GramIndex(characterGrams);
    }

    /**
     * A text found.
     *
     * @param index its place in the list
     * @param similarity 0.8 to 1; 1 for the same
     */
    public record Match(int index, double similarity) {}

    /** The texts near {@code text}, in no order; one that is near in both senses may be there twice. */
    public List<Match> near(String text) {
        FoldedText folded = FoldedText.of(text);
        Integer same = firstOfForm.get(folded.form());
        List<Match> matches = new ArrayList<>();
        if (same != null) {
            matches.add(new Match(same, 1));
        }
        words.near(folded.words()).stream()
                .map(match -> new Match(match.index(), folded.similarity(texts.get(match.index()))))
                .filter(match -> match.similarity() >= LEAST)
                .forEach(matches::add);
        matches.addAll(characters.near(folded.characterGrams()));
        return matches;
    }
}
