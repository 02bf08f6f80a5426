package org.adaptationlab.model.call;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tells from a server's words that a prompt did not fit. There are as many wordings as servers: a refusal that speaks of
 * context, prompt or tokens, and of too much of it, is one; a timeout, a rate limit or a setting out of its range is not.
 */
final class PromptLength {

    private static final int PAYLOAD_TOO_LARGE = 413;

    /** What servers call it where they have a word for it. */
    private static final Pattern CODES =
            Pattern.compile("context_?length|context_?size|context_?window|(?:prompt|input|request)_too_(?:long|large)"
                    + "|string_above_max_length");

    /** The same within words, and wordings that have none of the words below. */
    private static final Pattern PHRASES =
            Pattern.compile("contextwindowexceeded|contextlengthexceeded|context_length_exceeded"
                    + "|exceed_context_size|range of input length|max_tokens must be at least 1, got -");

    private static final Pattern SOMETHING_ELSE = Pattern.compile(
            "deadline|time[d ]*-?out|cancell?ed|rate.?limit|per (?:second|minute|min\\b|day|hour)|\\b[rt]p[md]\\b|quota"
                    + "|input should be|ensure this value|too many (?:concurrent )?requests|overloaded|credit|billing|balance"
                    + "|stop sequences|out of memory|enough memory|insufficient memory|\\bcuda\\b|safety|moderation"
                    + "|content.?(?:filter|management|policy)|(?:access|auth\\w*|api|bearer|security) (?:key|token)|images?\\b");
    private static final Pattern SUBJECT = Pattern.compile(
            "\\b(?:contexts?|prompts?|inputs?|sequences?|conversations?|messages|tokens?|kv.?cache|n_ctx|window)\\b"
                    + "|context_");
    private static final Pattern EXCESS = Pattern.compile(
            "exceed|overflow|surpass|truncat|too (?:long|large|big|many|much)"
                    + "|\\b(?:longer|larger|bigger|greater|more(?: \\w+)?) than|\\bmaximum|\\blimit|at most|(?:not|n't) fit|beyond"
                    + "|\\babove|\\bmax(?:length|\\b)|\\bup to\\b|only supports|(?:less|fewer) than|must be <=|out of (?:context|room|space)|no (?:room|space)|not enough|insufficient|is full");
    /** The number of tokens asked for, not of those given; a server that means both speaks of the context as well. */
    private static final Pattern OUTPUT_LIMIT =
            Pattern.compile("max_(?:completion_|output_|new_)?tokens|(?:completion|output|generated) tokens");

    private static final Pattern PROMPT = Pattern.compile("\\b(?:contexts?|prompts?|inputs?)\\b");

    private PromptLength() {}

    /** Whether a refusal of a request is one of its prompt's length. */
    static boolean isTheCause(HttpRefusal refusal) {
        int status = refusal.status();
        String words = lower(refusal.getMessage());
        if (CODES.matcher(lower(refusal.code())).find()) {
            return true;
        }
        return !SOMETHING_ELSE.matcher(words).find()
                && (status == PAYLOAD_TOO_LARGE
                        || ((status == 400 || status == 422 || status == 500) && speaksOfIt(words)));
    }

    /** Whether words within a stream say so. */
    static boolean isNamedIn(String message) {
        String words = lower(message);
        return !SOMETHING_ELSE.matcher(words).find() && speaksOfIt(words);
    }

    private static boolean speaksOfIt(String words) {
        return PHRASES.matcher(words).find()
                || (SUBJECT.matcher(words).find()
                        && EXCESS.matcher(words).find()
                        && (!OUTPUT_LIMIT.matcher(words).find()
                                || PROMPT.matcher(words).find()));
    }

    private static String lower(@Nullable String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }
}
