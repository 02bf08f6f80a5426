package org.adaptationlab.model.call;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Tells a model's thinking from its answer where a server sends both as one text. The thinking stands at the beginning,
 * between tags; the opening one may be missing, since the chat templates of many reasoning models put it into the prompt.
 * A text that speaks of such tags later is an answer.
 */
final class ThoughtTags {

    /** Tags of model families; the first four are in most of them, the last is what gpt-oss writes between its channels. */
    private static final List<Tag> TAGS = List.of(
            new Tag("<think>", "</think>"),
            new Tag("<thinking>", "</thinking>"),
            new Tag("<thought>", "</thought>"),
            new Tag("<reasoning>", "</reasoning>"),
            new Tag("<seed:think>", "</seed:think>"),
            new Tag("[think]", "[/think]"),
            new Tag("◁think▷", "◁/think▷"),
            new Tag("<|begin_of_thought|>", "<|end_of_thought|>"),
            new Tag("<|channel>thought", "<channel|>"),
            new Tag("<unused94>thought", "<unused95>"),
            new Tag("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"));

    private ThoughtTags() {}

    /** Tags in lower case. */
    private record Tag(String opening, String closing) {}

    /**
     * A text in its parts.
     *
     * @param thought whether there is thinking in it
     * @param answer index at which the answer begins, the text's length where there is none
     * @param over whether the thinking, if any, came to its end
     */
    record Parts(boolean thought, int answer, boolean over) {}

    /** Where thinking and answer are in a text. */
    static Parts of(String text) {
        String folded = text.toLowerCase(Locale.ROOT);
        if (folded.length() != text.length()) {
            folded = text; // a letter that folds to two would shift what follows
        }
        int from = 0;
        boolean thought = false;
        for (Tag tag = openingAt(folded, from); tag != null; tag = openingAt(folded, from)) {
            int end = folded.indexOf(tag.closing(), skipBlank(folded, from));
            if (end < 0) {
                return new Parts(true, text.length(), false);
            }
            thought = true;
            from = end + tag.closing().length();
        }
        if (!thought) {
            from = endOfUnopened(folded);
        }
        return from == 0 ? new Parts(false, 0, true) : new Parts(true, skipBlank(text, from), true);
    }

    private static @Nullable Tag openingAt(String folded, int from) {
        int start = skipBlank(folded, from);
        return TAGS.stream()
                .filter(tag -> folded.startsWith(tag.opening(), start))
                .findFirst()
                .orElse(null);
    }

    /** Behind the last closing tag before which no opening one stands; 0 where there is none. */
    private static int endOfUnopened(String folded) {
        int end = 0;
        for (Tag tag : TAGS) {
            int opening = folded.indexOf(tag.opening());
            int limit = opening < 0 ? folded.length() : opening;
            int closing =
                    folded.lastIndexOf(tag.closing(), limit - tag.closing().length());
            if (closing >= 0) {
                end = Math.max(end, closing + tag.closing().length());
            }
        }
        return end;
    }

    private static int skipBlank(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
