package org.adaptationlab.adapt;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.adaptationlab.lab.Scripts;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemmer;
import org.apache.lucene.analysis.core.DecimalDigitFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.OffsetAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;

/**
 * What texts in any language are searched and counted by: words in lower case (Unicode Annex 29), in the scripts that put
 * no spaces between words each character and each pair of them, as no dictionary says where those words end. Of Korean
 * words the pairs besides, and of Arabic ones the stem, since particles and the article are written with the word. NFKC
 * makes the ways to write one character the same, and marks that may be left out are.
 */
final class SearchTerms {

    private static final Set<String> UNSPACED = Set.of(
            StandardTokenizer.TOKEN_TYPES[StandardTokenizer.SOUTHEAST_ASIAN],
            StandardTokenizer.TOKEN_TYPES[StandardTokenizer.IDEOGRAPHIC],
            StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HIRAGANA],
            StandardTokenizer.TOKEN_TYPES[StandardTokenizer.KATAKANA]);
    private static final String HANGUL = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.HANGUL];
    private static final Pattern CHARACTER = Pattern.compile("\\P{M}\\p{M}*+|\\p{M}++");
    private static final char FIRST_ARABIC = '\u0600';

    private final List<String> terms = new ArrayList<>();
    private final ArabicStemmer stemmer = new ArabicStemmer();
    /** The last character of a script without spaces, and where it ended. */
    private String before = "";

    private int endBefore = -1;

    private SearchTerms() {}

    /** The terms of a text in their order; those that come twice are there twice. */
    static List<String> of(String text) {
        String plain = Scripts.withoutOptionalMarks(Normalizer.normalize(text, Normalizer.Form.NFKC));
        SearchTerms all = new SearchTerms();
        try (StandardTokenizer words = new StandardTokenizer()) {
            words.setReader(new StringReader(plain));
            all.read(new PersianNormalizationFilter(
                    new ArabicNormalizationFilter(new DecimalDigitFilter(new LowerCaseFilter(words)))));
        } catch (IOException e) {
            throw new UncheckedIOException("a text in memory cannot fail to be read", e);
        }
        return all.terms;
    }

    private void read(TokenStream words) throws IOException {
        CharTermAttribute word = words.addAttribute(CharTermAttribute.class);
        TypeAttribute type = words.addAttribute(TypeAttribute.class);
        OffsetAttribute place = words.addAttribute(OffsetAttribute.class);
        words.reset();
        while (words.incrementToken()) {
            add(word.toString(), type.type(), place.startOffset());
        }
        words.end();
    }

    private void add(String word, String type, int start) {
        if (UNSPACED.contains(type)) {
            if (start != endBefore) {
                before = "";
            }
            addCharacters(word);
            endBefore = start + word.length();
            return;
        }
        terms.add(word);
        if (type.equals(HANGUL)) {
            addPairs(word);
        } else if (word.charAt(0) >= FIRST_ARABIC) {
            addStem(word);
        }
    }

    private void addCharacters(String run) {
        for (MatchResult found : CHARACTER.matcher(run).results().toList()) {
            String character = found.group();
            terms.add(character);
            if (!before.isEmpty()) {
                terms.add(before + character);
            }
            before = character;
        }
    }

    private void addPairs(String word) {
        for (int end = 2; end <= word.length() && word.length() > 2; end++) {
            terms.add(word.substring(end - 2, end));
        }
    }

    private void addStem(String word) {
        char[] letters = word.toCharArray();
        int length = stemmer.stem(letters, letters.length);
        if (length < word.length()) {
            terms.add(new String(letters, 0, length));
        }
    }
}
