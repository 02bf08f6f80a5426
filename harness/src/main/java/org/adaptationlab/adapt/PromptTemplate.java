package org.adaptationlab.adapt;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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

    /**
     * The template without a placeholder: without the paragraphs that hold it, or the lines where the paragraph holds
     * {@code {input}} too, or else just the word.
     */
    static String without(String placeholder, String template) {
        if (!template.contains(placeholder)) {
            return template;
        }
        return withoutParts(withoutParts(template, placeholder, "\n[ \t]*\n", "\n\n"), placeholder, "\n", "\n")
                .replace(placeholder, "")
                .strip();
    }

    private static String withoutParts(String text, String placeholder, String border, String between) {
        return Stream.of(text.split(border, -1))
                .filter(part -> !part.contains(placeholder) || part.contains("{input}"))
                .collect(Collectors.joining(between));
    }
}
