package org.adaptationlab.model.call;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tells a model's thinking from its answer where a server sends both as one text. The thinking stands at the beginning,
 * between tags; the opening one may be missing, since the chat templates of many reasoning models put it into the prompt.
 * A text that speaks of such tags later is an answer.
 */
final class ThoughtTags {

    /** Tags of model families; the first four are in most of them; gpt-oss has channels, Granite and Apriel have sentences. */
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
            new Tag("<|start_thinking|>", "<|end_thinking|>"),
            new Tag("<|thinking|>", "<|/thinking|>"),
            new Tag("<reason>", "</reason>"),
            new Tag("<reflection>", "</reflection>"),
            new Tag("<analysis>", "</analysis>"),
            new Tag("<scratchpad>", "</scratchpad>"),
            new Tag("[thought]", "[/thought]"),
            new Tag("[thinking]", "[/thinking]"),
            new Tag("[reasoning]", "[/reasoning]"),
            new Tag("here is my thought process:", "here is my response:"),
            new Tag("here's my thought process:", "here's my response:"),
            new Tag("here are my reasoning steps:", "[begin final response]"),
            new Tag("analysis", "assistantfinal"),
            new Tag("<|channel|>analysis<|message|>", "<|channel|>final<|message|>"));

    /** What some models put around the answer that follows a thought. */
    private static final List<Tag> WRAPS = List.of(
            new Tag("<answer>", "</answer>"),
            new Tag("<response>", "</response>"),
            new Tag("<output>", "</output>"),
            new Tag("<|begin_of_solution|>", "<|end_of_solution|>"),
            new Tag("<|start_response|>", "<|end_response|>"),
            new Tag("", "[end final response]"),
            new Tag("", "<|return|>"));

    private ThoughtTags() {}

    /** Tags in lower case. */
    private record Tag(String opening, String closing) {

        /** Words that an answer may have as well. */
        private boolean isMarked() {
            return !Character.isLetter(closing.charAt(0));
        }

        /** gpt-oss's channels without their marks; an answer may begin with this word. */
        private boolean isDoubtful() {
            return opening.equals("analysis");
        }
    }

    /**
     * A text in its parts.
     *
     * @param thought whether there is thinking in it; tags with nothing between them are none
     * @param answer index at which the answer begins, the text's length where there is none
     * @param end index behind the answer
     * @param over whether the thinking, if any, came to its end
     */
    record Parts(boolean thought, int answer, int end, boolean over) {}

    /** Where thinking and answer are in a text. */
    static Parts of(String text) {
        String folded = folded(text);
        int from = 0;
        boolean tagged = false;
        boolean thought = false;
        for (Tag tag = openingAt(folded, from); tag != null; tag = openingAt(folded, from)) {
            int begin = skipBlank(folded, from) + tag.opening().length();
            int end = folded.indexOf(tag.closing(), begin);
            if (end < 0) {
                return new Parts(true, text.length(), text.length(), false);
            }
            tagged = true;
            thought |= !text.substring(begin, end).isBlank();
            from = end + tag.closing().length();
        }
        if (!tagged) {
            Unopened last = Unopened.in(folded);
            thought = !text.substring(0, last.tag()).isBlank();
            from = last.end();
        }
        return from == 0 ? new Parts(false, 0, text.length(), true) : unwrapped(folded, from, thought);
    }

    /** Letter by letter, so that all stay where they are. */
    private static String folded(String text) {
        StringBuilder folded = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            folded.setCharAt(i, Character.toLowerCase(text.charAt(i)));
        }
        return folded.toString();
    }

    private static Parts unwrapped(String folded, int from, boolean thought) {
        int start = skipBlank(folded, skipClosed(folded, from));
        for (Tag wrap : WRAPS) {
            if (!folded.startsWith(wrap.opening(), start)) {
                continue;
            }
            int inner = start + wrap.opening().length();
            int end = folded.indexOf(wrap.closing(), inner);
            if (end >= 0) {
                return new Parts(thought, skipBlank(folded, inner), end, true);
            }
            if (!wrap.opening().isEmpty()) {
                return new Parts(thought, skipBlank(folded, inner), folded.length(), true);
            }
        }
        return new Parts(thought, start, folded.length(), true);
    }

    private static @Nullable Tag openingAt(String folded, int from) {
        int start = skipBlank(folded, from);
        return TAGS.stream()
                .filter(tag -> folded.startsWith(tag.opening(), start))
                .filter(tag -> !tag.isDoubtful() || folded.contains(tag.closing()))
                .findFirst()
                .orElse(null);
    }

    /**
     * The last closing tag before which no opening one stands; both 0 where there is none.
     *
     * @param tag index of the tag
     * @param end index behind it
     */
    private record Unopened(int tag, int end) {

        static Unopened in(String folded) {
            Unopened last = new Unopened(0, 0);
            for (Tag tag : TAGS.stream().filter(Tag::isMarked).toList()) {
                int opening = folded.indexOf(tag.opening());
                int limit = opening < 0 ? folded.length() : opening;
                int closing =
                        folded.lastIndexOf(tag.closing(), limit - tag.closing().length());
                if (closing >= 0 && closing + tag.closing().length() > last.end) {
                    last = new Unopened(closing, closing + tag.closing().length());
                }
            }
            return last;
        }
    }

    /** Some models close a thought twice. */
    private static int skipClosed(String folded, int from) {
        int start = skipBlank(folded, from);
        return TAGS.stream()
                .filter(tag -> tag.isMarked() && folded.startsWith(tag.closing(), start))
                .findFirst()
                .map(tag -> start + tag.closing().length())
                .orElse(from);
    }

    private static int skipBlank(String text, int from) {
        int at = from;
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        return at;
    }
}
