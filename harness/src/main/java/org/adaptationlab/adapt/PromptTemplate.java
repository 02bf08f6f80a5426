package org.adaptationlab.adapt;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Fills the placeholders of a prompt text. */
final class PromptTemplate {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(input|labels|passages|examples)}");

    private PromptTemplate() {}

    /** The text with each known placeholder replaced once; what a value contains is never read as a placeholder. */
    static String fill(String template, Map<String, String> values) {
        Matcher matcher = PLACEHOLDER.matcher(template);
        return matcher.replaceAll(
                found -> Matcher.quoteReplacement(values.getOrDefault(found.group(1), found.group())));
    }
}
