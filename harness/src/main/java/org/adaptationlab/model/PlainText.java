package org.adaptationlab.model;

import java.util.Arrays;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Tokenises text by a tokenizer that takes special tokens for such wherever they are spelled out ({@code <|im_end|>}). A
 * bracketed word that is one token is cut after its first character, and the two pieces are tokenised by themselves: the
 * text stays what it is, to the last character.
 */
public final class PlainText {

    /** What special tokens look like; tokenizers split punctuation from letters, so one of a single token is special. */
    public static final Pattern TOKEN_LIKE = Pattern.compile("<[^<>\\s]{1,60}>|\\[[^\\[\\]\\s]{1,60}\\]");

    private PlainText() {}

    /**
     * Token ids of a text in which special tokens that are spelled out are ordinary text.
     *
     * @param encode without begin or end tokens
     */
    public static int[] tokens(String text, Function<String, int[]> encode) {
        IntStream tokens = IntStream.empty();
        int start = 0;
        Matcher found = TOKEN_LIKE.matcher(text);
        while (found.find()) {
            if (encode.apply(found.group()).length == 1) {
                int cut = found.start() + 1;
                tokens = IntStream.concat(tokens, Arrays.stream(encode.apply(text.substring(start, cut))));
                start = cut;
            }
        }
        return IntStream.concat(tokens, Arrays.stream(encode.apply(text.substring(start))))
                .toArray();
    }
}
