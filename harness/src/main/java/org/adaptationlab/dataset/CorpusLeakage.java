package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;

/**
 * Finds test texts that stand in a corpus, word for word but for case, punctuation and white space; in scripts without
 * spaces, character for character. Texts under six words or 20 such characters (or as much of both) are passed over: they
 * stand anywhere by chance. Each document is gone through once, however many test texts there are; in memory are the test
 * texts and one document.
 */
public final class CorpusLeakage {

    private static final int LEAST_WEIGHT = 6 * FoldedText.WORD;

    private final Set<String> forms = new HashSet<>();
    /** Lengths of the forms by how they begin: as many words as are needed for the least weight. */
    private final Map<String, Set<Integer>> byStart = new HashMap<>();

    private final Map<String, String> firstDocument = new HashMap<>();

    private CorpusLeakage(List<FoldedText> tests) {
        for (FoldedText test : tests) {
            Tokens tokens = new Tokens(test);
            int end = tokens.endOfStart(0);
            if (end >= 0) {
                forms.add(test.form());
                byStart.computeIfAbsent(test.form().substring(0, end), start -> new HashSet<>())
                        .add(test.form().length());
            }
        }
    }

    /**
     * A test text in a document.
     *
     * @param document id of the first document it stands in
     * @param test index of the test text
     */
    public record Leak(String document, int test) {}

    /** A leak for each test text that stands in a document. */
    public static List<Leak> find(List<Document> corpus, List<String> test) {
        List<FoldedText> folded = test.stream().map(FoldedText::of).toList();
        CorpusLeakage texts = new CorpusLeakage(folded);
        if (!texts.forms.isEmpty()) {
            corpus.forEach(texts::lookThrough);
        }
        List<Leak> leaks = new ArrayList<>();
        for (int i = 0; i < folded.size(); i++) {
            String document = texts.firstDocument.get(folded.get(i).form());
            if (document != null) {
                leaks.add(new Leak(document, i));
            }
        }
        return leaks;
    }

    private void lookThrough(Document document) {
        FoldedText text = FoldedText.of(document.text());
        String form = text.form();
        Tokens tokens = new Tokens(text);
        for (int token = 0; token < tokens.count(); token++) {
            int end = tokens.endOfStart(token);
            if (end < 0) {
                return;
            }
            int from = tokens.start(token);
            for (int length : byStart.getOrDefault(form.substring(from, end), Set.of())) {
                if (tokens.endsAt(from + length)) {
                    note(form.substring(from, from + length), document);
                }
            }
        }
    }

    private void note(String text, Document document) {
        if (forms.contains(text)) {
            firstDocument.putIfAbsent(text, document.id());
        }
    }

    /** Where the words of a text are, asked from left to right. */
    private static final class Tokens {

        private final List<Integer> starts = new ArrayList<>();
        private final List<Integer> ends = new ArrayList<>();
        private final List<Integer> weightBefore = new ArrayList<>(List.of(0));
        private final BitSet endsAt = new BitSet();
        private int reached;

        Tokens(FoldedText text) {
            text.tokens().forEach(this::add);
        }

        private void add(MatchResult token) {
            starts.add(token.start());
            ends.add(token.end());
            weightBefore.add(weightBefore.get(weightBefore.size() - 1) + FoldedText.weight(token));
            endsAt.set(token.end());
        }

        int count() {
            return starts.size();
        }

        int start(int token) {
            return starts.get(token);
        }

        boolean endsAt(int place) {
            return endsAt.get(place);
        }

        /** Where the fewest words from one on end that have the least weight; -1 where all that follow have less. */
        int endOfStart(int token) {
            while (reached < count() && weightBefore.get(reached) - weightBefore.get(token) < LEAST_WEIGHT) {
                reached++;
            }
            return weightBefore.get(reached) - weightBefore.get(token) < LEAST_WEIGHT ? -1 : ends.get(reached - 1);
        }
    }
}
