package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds test texts that stand in a corpus, word for word but for case, punctuation and white space; in scripts without
 * spaces, character for character. Texts under six words or 20 such characters (or as much of both) are passed over: they
 * stand anywhere by chance. Each document is gone through once, however many test texts there are; in memory are the test
 * texts and one document.
 */
public final class CorpusLeakage {

    private static final int LEAST_WEIGHT = 6 * FoldedWords.WORD;

    private final Set<String> forms = new HashSet<>();
    /** Lengths of the forms by how they begin: as many words as are needed for the least weight. */
    private final Map<String, Set<Integer>> byStart = new HashMap<>();

    private final Map<String, String> firstDocument = new HashMap<>();

    private CorpusLeakage(List<FoldedText> tests) {
        for (FoldedText test : tests) {
            int end = test.inWords().endOf(0, LEAST_WEIGHT);
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
        FoldedWords words = text.inWords();
        for (int word = 0; word < words.count(); word++) {
            int end = words.endOf(word, LEAST_WEIGHT);
            if (end < 0) {
                return;
            }
            int from = words.start(word);
            for (int length : byStart.getOrDefault(form.substring(from, end), Set.of())) {
                if (words.endsAt(from + length)) {
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
}
