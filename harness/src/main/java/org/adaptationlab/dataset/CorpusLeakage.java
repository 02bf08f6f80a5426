package org.adaptationlab.dataset;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Finds test texts that stand in a corpus, word for word but for case, punctuation and white space. Texts under six
 * words (in scripts without spaces: under 20 characters) are passed over: they stand anywhere by chance. Each document is
 * gone through once, however many test texts there are; in memory are the test texts and one document.
 */
public final class CorpusLeakage {

    private static final int WORDS = 6;
    private static final int CHARACTERS = 20;

    private final Set<String> forms = new HashSet<>();
    /** Lengths of the forms by their first six words. */
    private final Map<String, Set<Integer>> byWords = new HashMap<>();
    /** Lengths of the forms without a space by their first 20 characters. */
    private final Map<String, Set<Integer>> byCharacters = new HashMap<>();

    private final Map<String, String> firstDocument = new HashMap<>();

    private CorpusLeakage(List<String> forms) {
        for (String form : forms) {
            int[] words = wordStarts(form);
            if (words.length >= WORDS) {
                add(byWords, form, end(form, words, 0));
            } else if (words.length == 1 && form.length() >= CHARACTERS) {
                add(byCharacters, form, CHARACTERS);
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
        List<String> forms =
                test.stream().map(text -> FoldedText.of(text).form()).toList();
        CorpusLeakage texts = new CorpusLeakage(forms);
        corpus.forEach(texts::lookThrough);
        List<Leak> leaks = new ArrayList<>();
        for (int i = 0; i < forms.size(); i++) {
            String document = texts.firstDocument.get(forms.get(i));
            if (document != null) {
                leaks.add(new Leak(document, i));
            }
        }
        return leaks;
    }

    private void add(Map<String, Set<Integer>> byStart, String form, int end) {
        forms.add(form);
        byStart.computeIfAbsent(form.substring(0, end), start -> new HashSet<>())
                .add(form.length());
    }

    private void lookThrough(Document document) {
        String form = FoldedText.of(document.text()).form();
        if (!byWords.isEmpty()) {
            int[] words = wordStarts(form);
            for (int word = 0; word + WORDS <= words.length; word++) {
                int from = words[word];
                for (int length : lengths(byWords, form, from, end(form, words, word))) {
                    int to = from + length;
                    if (to == form.length() || (to < form.length() && form.charAt(to) == ' ')) {
                        note(form.substring(from, to), document);
                    }
                }
            }
        }
        if (!byCharacters.isEmpty()) {
            for (int from = 0; from + CHARACTERS <= form.length(); from++) {
                for (int length : lengths(byCharacters, form, from, from + CHARACTERS)) {
                    if (from + length <= form.length()) {
                        note(form.substring(from, from + length), document);
                    }
                }
            }
        }
    }

    private static Set<Integer> lengths(Map<String, Set<Integer>> byStart, String form, int from, int end) {
        return byStart.getOrDefault(form.substring(from, end), Set.of());
    }

    private void note(String text, Document document) {
        if (forms.contains(text)) {
            firstDocument.putIfAbsent(text, document.id());
        }
    }

    private static int[] wordStarts(String form) {
        return IntStream.range(0, form.length())
                .filter(i -> i == 0 || form.charAt(i - 1) == ' ')
                .toArray();
    }

    /** Where the sixth word from a word on ends. */
    private static int end(String form, int[] words, int word) {
        return word + WORDS < words.length ? words[word + WORDS] - 1 : form.length();
    }
}
