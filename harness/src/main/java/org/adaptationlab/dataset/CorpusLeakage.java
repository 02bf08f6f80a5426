package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds test texts that stand in a corpus, word for word but for case, punctuation and white space. Texts under six
 * words (in scripts without spaces: under 20 characters) are passed over: they stand anywhere by chance.
 */
public final class CorpusLeakage {

    private static final int WORDS = 6;
    private static final int CHARACTERS = 20;

    private final List<String> documents;
    /** Documents by each sequence of six words in them. */
    private final Map<String, Set<Integer>> byStart = new HashMap<>();

    private CorpusLeakage(List<Document> corpus) {
        documents = corpus.stream()
                .map(document -> " " + FoldedText.of(document.text()).form() + " ")
                .toList();
        for (int i = 0; i < documents.size(); i++) {
            String[] words = documents.get(i).strip().split(" ");
            for (int from = 0; from + WORDS <= words.length; from++) {
                byStart.computeIfAbsent(sequence(words, from), start -> new HashSet<>())
                        .add(i);
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
        CorpusLeakage texts = new CorpusLeakage(corpus);
        List<Leak> leaks = new ArrayList<>();
        for (int i = 0; i < test.size(); i++) {
            int index = i;
            texts.documentsWith(test.get(i)).stream()
                    .min(Integer::compare)
                    .ifPresent(
                            document -> leaks.add(new Leak(corpus.get(document).id(), index)));
        }
        return leaks;
    }

    private List<Integer> documentsWith(String text) {
        String form = FoldedText.of(text).form();
        String[] words = form.split(" ");
        List<Integer> found = new ArrayList<>();
        if (words.length >= WORDS) {
            byStart.getOrDefault(sequence(words, 0), Set.of()).stream()
                    .filter(document -> documents.get(document).contains(" " + form + " "))
                    .forEach(found::add);
        } else if (form.length() >= CHARACTERS && words.length == 1) {
            for (int i = 0; i < documents.size(); i++) {
                if (documents.get(i).contains(form)) {
                    found.add(i);
                }
            }
        }
        return found;
    }

    private static String sequence(String[] words, int from) {
        return String.join(" ", Arrays.asList(words).subList(from, from + WORDS));
    }
}
