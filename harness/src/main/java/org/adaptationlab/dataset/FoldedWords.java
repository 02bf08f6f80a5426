package org.adaptationlab.dataset;

import java.util.Arrays;
import java.util.BitSet;
import org.adaptationlab.lab.Scripts;

/** Where the words of a folded text are; in scripts without spaces each character is one. Not thread-safe. */
final class FoldedWords {

    /** What a word weighs. */
    static final int WORD = 10;
    /** And a character in a script without spaces: ten say about as much as three words. */
    private static final int CHARACTER = 3;

    private final String form;
    private final BitSet ends = new BitSet();
    private int[] starts = new int[16];
    /** What all words before one weigh; one more than there are words. */
    private int[] weightBefore = new int[17];

    private int count;
    private int reached;

    FoldedWords(String form) {
        this.form = form;
        int at = 0;
        while (at < form.length()) {
            if (form.charAt(at) == ' ') {
                at++;
                continue;
            }
            boolean unspaced = Scripts.isUnspaced(form.codePointAt(at));
            int end = unspaced ? endOfCharacter(at) : endOfWord(at);
            add(at, end, unspaced ? CHARACTER : WORD);
            at = end;
        }
    }

    private int endOfCharacter(int start) {
        int end = start + Character.charCount(form.codePointAt(start));
        while (end < form.length() && isMark(form.codePointAt(end))) {
            end += Character.charCount(form.codePointAt(end));
        }
        return end;
    }

    private static boolean isMark(int codePoint) {
        int type = Character.getType(codePoint);
        return type == Character.NON_SPACING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || type == Character.ENCLOSING_MARK;
    }

    private int endOfWord(int start) {
        int end = start;
        while (end < form.length() && form.charAt(end) != ' ' && !Scripts.isUnspaced(form.codePointAt(end))) {
            end += Character.charCount(form.codePointAt(end));
        }
        return end;
    }

    private void add(int start, int end, int weight) {
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, 2 * count);
            weightBefore = Arrays.copyOf(weightBefore, 2 * count + 1);
        }
        starts[count] = start;
        weightBefore[count + 1] = weightBefore[count] + weight;
        ends.set(end);
        count++;
    }

    int count() {
        return count;
    }

    /** What all words together weigh. */
    int weight() {
        return weightBefore[count];
    }

    String[] all() {
        String[] words = new String[count];
        for (int i = 0; i < count; i++) {
            words[i] = form.substring(starts[i], end(i));
        }
        return words;
    }

    int start(int word) {
        return starts[word];
    }

    private int end(int word) {
        return ends.nextSetBit(starts[word] + 1);
    }

    boolean endsAt(int place) {
        return ends.get(place);
    }

    /**
     * Where the fewest words from one on end that weigh enough; -1 where all that follow weigh less. Asked for words from left
     * to right.
     */
    int endOf(int word, int weight) {
        while (reached < count && weightBefore[reached] - weightBefore[word] < weight) {
            reached++;
        }
        return weightBefore[reached] - weightBefore[word] < weight ? -1 : end(reached - 1);
    }
}
