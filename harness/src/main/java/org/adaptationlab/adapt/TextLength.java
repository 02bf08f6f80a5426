package org.adaptationlab.adapt;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.adaptationlab.lab.Scripts;

/**
 * How long a text is, in half words, so that passages are about as long for a model in every script: a word between spaces
 * counts two, but two for each 40 characters of a longer one (a token of a model is seldom more); a character of a script
 * without spaces counts one.
 */
final class TextLength {

    static final int WORD = 2;

    private static final int LONG_WORD = 40;

    /** A character without spaces around it and the punctuation that follows it, or a word or a part of one; with the space after it. */
    private static final Pattern ATOM =
            Pattern.compile("([" + Scripts.UNSPACED + "]\\p{M}*+[\\p{P}\\p{S}&&[^" + Scripts.UNSPACED
                    + "]]{0,3}+\\s*+)|[^\\s" + Scripts.UNSPACED + "]{1," + LONG_WORD + "}+\\p{M}*+\\s*+|\\s++");

    private TextLength() {}

    /** Half words of a text. */
    static int of(String text) {
        if (Scripts.hasUnspaced(text)) {
            return atoms(text).mapToInt(TextLength::weight).sum();
        }
        int length = 0;
        int start = -1;
        for (int i = 0; i <= text.length(); i++) {
            boolean space = i == text.length() || Character.isWhitespace(text.charAt(i));
            if (!space && start < 0) {
                start = i;
            } else if (space && start >= 0) {
                length += WORD * ((text.codePointCount(start, i) + LONG_WORD - 1) / LONG_WORD);
                start = -1;
            }
        }
        return length;
    }

    /** The text in parts of at most so many half words, cut between words where that can be. */
    static List<String> cut(String text, int most) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        int length = 0;
        for (MatchResult atom : atoms(text).toList()) {
            if (length + weight(atom) > most && atom.start() > start) {
                parts.add(text.substring(start, atom.start()));
                start = atom.start();
                length = 0;
            }
            length += weight(atom);
        }
        if (start < text.length()) {
            parts.add(text.substring(start));
        }
        return parts;
    }

    private static Stream<MatchResult> atoms(String text) {
        return ATOM.matcher(text).results();
    }

    private static int weight(MatchResult atom) {
        if (atom.group(1) != null) {
            return 1;
        }
        return atom.group().isBlank() ? 0 : WORD;
    }
}
