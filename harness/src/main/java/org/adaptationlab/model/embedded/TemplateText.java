package org.adaptationlab.model.embedded;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.model.ChatTemplateKind;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * The chat template that the engine is given: the model's own to the letter, but that today's date is the same on each
 * day.
 *
 * <p>The engine takes another template than the one it is given, with a line in its log, where it can't read it. So the
 * template is given with a mark before it, which only a rendering by this template has. The mark serves a second end: the
 * binding takes a begin token off the beginning of a rendering, also where the engine will put none there, as with SmolLM2,
 * whose turns begin with it. Behind the mark it stays.
 */
final class TemplateText {

    private static final String MARK = "%OWN-TEMPLATE%";

    /** A block after the mark, and the line end that goes with it, leave the template at the beginning of a line. */
    private static final String MARKING = "{{ \"" + MARK + "\" }}{% set lab_marked = true %}\n";

    private static final String CHAT_ML = "{% for message in messages %}"
            + "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>\n' }}{% endfor %}"
            + "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}";

    private static final Pattern TODAY = Pattern.compile("strftime_now\\s*\\(\\s*(?:'([^']*)'|\"([^\"]*)\")\\s*\\)");
    private static final Pattern DIRECTIVE = Pattern.compile("%(.?)");

    /** Every day's date: the one that the templates of Llama 3 take where they are not told of another, at midnight. */
    private static final Map<String, String> HELD_DAY = Map.ofEntries(
            Map.entry("Y", "2024"),
            Map.entry("y", "24"),
            Map.entry("m", "07"),
            Map.entry("B", "July"),
            Map.entry("b", "Jul"),
            Map.entry("d", "26"),
            Map.entry("e", "26"),
            Map.entry("A", "Friday"),
            Map.entry("a", "Fri"),
            Map.entry("j", "208"),
            Map.entry("H", "00"),
            Map.entry("I", "12"),
            Map.entry("M", "00"),
            Map.entry("S", "00"),
            Map.entry("p", "AM"),
            Map.entry("F", "2024-07-26"),
            Map.entry("T", "00:00:00"),
            Map.entry("%", "%"));

    /** The binding damages characters outside the Basic Multilingual Plane. */
    private static final Pattern SUPPLEMENTARY = Pattern.compile("[\\x{10000}-\\x{10FFFF}]");

    private static final Pattern STAND_IN = Pattern.compile("%CHAR-([0-9A-F]{5,6})%");

    private TemplateText() {}

    /**
     * The template of a model's file, or ChatML where it has none.
     *
     * @throws LabDefinitionException when it writes today's date in a way that can't be held still
     */
    static String of(GgufFile model) {
        if (ChatTemplateKind.of(model) == ChatTemplateKind.NONE) {
            return CHAT_ML;
        }
        String template = TODAY.matcher(model.text(ChatTemplateKind.KEY).orElseThrow())
                .replaceAll(call -> Matcher.quoteReplacement(onHeldDay(call, model)));
        if (template.contains("strftime_now(")) {
            throw changesDaily(model, "strftime_now");
        }
        return template;
    }

    private static String onHeldDay(MatchResult call, GgufFile model) {
        String quote = call.group(1) == null ? "\"" : "'";
        String format = call.group(1) == null ? call.group(2) : call.group(1);
        String day = DIRECTIVE.matcher(format).replaceAll(directive -> {
            String held = HELD_DAY.get(directive.group(1));
            if (held == null) {
                throw changesDaily(model, directive.group());
            }
            return Matcher.quoteReplacement(held);
        });
        return quote + day + quote;
    }

    private static LabDefinitionException changesDaily(GgufFile model, String what) {
        return new LabDefinitionException(
                model.path() + ": its chat template writes today's date into each prompt (" + what
                        + "), which would make a run of tomorrow another one; take a file whose template has no date, or run with"
                        + " --runtime llama-server or ollama");
    }

    /** The template as the engine is given it. */
    static String marked(String template) {
        return MARKING
                + SUPPLEMENTARY
                        .matcher(template)
                        .replaceAll(character -> String.format(
                                Locale.ROOT, "%%CHAR-%05X%%", character.group().codePointAt(0)));
    }

    /** What a marked template rendered; empty if another template did. */
    static Optional<String> unmarked(String rendered) {
        if (!rendered.startsWith(MARK)) {
            return Optional.empty();
        }
        return Optional.of(STAND_IN.matcher(rendered.substring(MARK.length()))
                .replaceAll(standIn ->
                        Matcher.quoteReplacement(Character.toString(Integer.parseInt(standIn.group(1), 16)))));
    }
}
