package org.adaptationlab.model.call;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.adaptationlab.lab.ServerSettings;

/**
 * What is changed in every request before a server gets it: what the user says, and what the server has refused by name.
 * A refused field is left out, the token limit gets its other name, a refused system message goes before the first user
 * turn; each is found out once, holds for all modes from then on, and is said. Thread-safe.
 */
public final class RequestRules {

    private static final String SHORT_LIMIT = "max_tokens";
    private static final String LONG_LIMIT = "max_completion_tokens";

    /** Without these a request is not the measured one any more. */
    private static final Set<String> NEEDED = Set.of(
            "model", "messages", "stream", "format", "response_format", "options", "lora", SHORT_LIMIT, LONG_LIMIT);

    private static final String OPTIONS = "options";
    private static final Pattern SYSTEM_REFUSED =
            Pattern.compile("\\bsystem\\b.*\\b(?:roles?|messages?|prompts?|template|instructions?)\\b"
                    + "|\\b(?:roles?|template)\\b.*\\bsystem\\b|roles must alternate|\\bonly user\\b.*\\broles\\b"
                    + "|\\brole\\b.*\\buser\\b.*\\bassistant\\b|\\bdeveloper instructions?\\b"
                    + "|\\b(?:messages?|conversations?)\\b.*\\b(?:must|should|start|begin|only)\\b.*\\buser\\b");

    /** Where a server answers with an error of its own; other words may name a field by chance. */
    private static final Pattern FIELD_REFUSED = Pattern.compile(
            "not support|unsupported|unknown|unexpected|unrecogni[sz]ed"
                    + "|not (?:permitted|allowed|accept|take|implemented)|extra inputs|invalid (?:argument|field|parameter)");

    /** A number out of its range; another name for the field would not help. */
    private static final Pattern OUT_OF_RANGE =
            Pattern.compile("too (?:large|small|big|high|low)|at (?:least|most)|exceed|(?:less|greater) than"
                    + "|must be (?:positive|between|an? |[<>])|out of range|\\bmaximum\\b|\\bminimum\\b");

    /** What a server would take in place of what it was sent. */
    private static final Pattern ALTERNATIVES = Pattern.compile(
            "expected (?:one )?of|(?:allowed|valid|supported|permitted|known|available) (?:fields|parameters|arguments|options|keys)"
                    + "|\\ballowed:|did you mean|must be one of",
            Pattern.CASE_INSENSITIVE);

    private final ServerSettings settings;
    private final Consumer<String> notice;
    private final Set<String> refused = new LinkedHashSet<>();
    private final Map<String, String> renamed = new LinkedHashMap<>();
    private final List<String> learned = new ArrayList<>();
    private boolean systemRefused;

    /** @param notice hears of what a server refuses */
    public RequestRules(ServerSettings settings, Consumer<String> notice) {
        this.settings = settings;
        this.notice = notice;
    }

    /** No rules but those that a server teaches. */
    public static RequestRules none() {
        return new RequestRules(ServerSettings.NONE, words -> {});
    }

    /** What the user says. */
    public ServerSettings settings() {
        return settings;
    }

    /** What servers have refused so far, in words. */
    public synchronized List<String> learned() {
        return List.copyOf(learned);
    }

    synchronized void apply(ObjectNode body) {
        merge(body, settings.extraFields());
        if (settings.tokenLimit() != null) {
            rename(body, SHORT_LIMIT, settings.tokenLimit());
            rename(body, LONG_LIMIT, settings.tokenLimit());
        }
        renamed.forEach((from, to) -> rename(body, from, to));
        Stream.concat(settings.omit().stream(), refused.stream()).forEach(field -> leaveOut(body, field));
        if (settings.mergeSystem() || systemRefused) {
            ChatRequests.mergeSystem(body);
        }
    }

    /** Changes the chat of a body that goes to another route than that of answers, as it is changed in every request. */
    public synchronized void shape(ObjectNode body) {
        if (settings.extraFields().get("chat_template_kwargs") instanceof ObjectNode told) {
            merge(body.withObject("/chat_template_kwargs"), told);
        }
        if (settings.mergeSystem() || systemRefused) {
            ChatRequests.mergeSystem(body);
        }
    }

    /**
     * Whether a refusal says what to change, or another one has said it since this request was sent, and the next request
     * will be another one.
     *
     * @param sent the refused request's body
     */
    synchronized boolean learn(HttpRefusal refusal, ObjectNode sent) {
        if (isOutdated(sent)) {
            return true;
        }
        String words = String.valueOf(refusal.getMessage());
        boolean ofTheRequest = refusal.status() == 400 || refusal.status() == 422;
        boolean ofTheServer = refusal.status() == 500 || refusal.status() == 501;
        if (ofTheRequest || (ofTheServer && FIELD_REFUSED.matcher(lower(words)).find())) {
            return learnLimit(refusal, words, sent) || learnField(refusal, words, sent) || learnSystem(words, sent);
        }
        return ofTheServer && learnSystem(words, sent);
    }

    /** Of many requests in flight all may be refused for one thing, which only the first of them teaches. */
    private boolean isOutdated(ObjectNode sent) {
        return fields(sent).anyMatch(refused::contains)
                || renamed.keySet().stream().anyMatch(sent::has)
                || (systemRefused && ChatRequests.hasSystem(sent));
    }

    private boolean learnLimit(HttpRefusal refusal, String words, ObjectNode sent) {
        for (Map.Entry<String, String> other :
                Map.of(SHORT_LIMIT, LONG_LIMIT, LONG_LIMIT, SHORT_LIMIT).entrySet()) {
            String field = other.getKey();
            boolean named = isNamed(field, refusal, words, sent) && sent.has(field);
            if (named && OUT_OF_RANGE.matcher(lower(words)).find()) {
                return false;
            }
            if (named && !renamed.containsKey(other.getValue()) && settings.tokenLimit() == null) {
                renamed.put(field, other.getValue());
                note("the server takes the token limit as " + other.getValue() + ", not as " + field, words);
                return true;
            }
        }
        return false;
    }

    /** The field that it names; of several the one that matters least, and so temperature last. */
    private boolean learnField(HttpRefusal refusal, String words, ObjectNode sent) {
        Optional<String> field = fields(sent)
                .filter(name -> !NEEDED.contains(name) && !refused.contains(name))
                .filter(name -> !isTheUsers(name))
                .filter(name -> isNamed(name, refusal, words, sent))
                .sorted((a, b) -> Boolean.compare(a.equals("temperature"), b.equals("temperature")))
                .findFirst();
        field.ifPresent(name -> {
            refused.add(name);
            note("the server does not take " + name + ": it is left out of every request", words);
        });
        return field.isPresent();
    }

    private boolean learnSystem(String words, ObjectNode sent) {
        boolean has = ChatRequests.hasSystem(sent);
        if (!has || systemRefused || !SYSTEM_REFUSED.matcher(lower(words)).find()) {
            return false;
        }
        systemRefused = true;
        note("the server takes no system message: its text goes before the first user turn, in every request", words);
        return true;
    }

    private void note(String what, String words) {
        learned.add(what);
        notice.accept(what + " (" + words + ")");
    }

    private static Stream<String> fields(ObjectNode body) {
        return Stream.concat(
                body.properties().stream().map(Map.Entry::getKey),
                body.path(OPTIONS).properties().stream().map(Map.Entry::getKey));
    }

    private boolean isTheUsers(String field) {
        ObjectNode extra = settings.extraFields();
        return extra.has(field) || extra.path(OPTIONS).has(field);
    }

    /** By the place that the server gives, where that is a field of the request; else in its words. */
    private static boolean isNamed(String field, HttpRefusal refusal, String words, ObjectNode sent) {
        List<String> place = List.of(refusal.parameter().split("[.\\[\\]/]+", -1));
        Optional<String> placed = place.stream()
                .filter(part -> fields(sent).anyMatch(part::equals) && !part.equals(OPTIONS))
                .findFirst();
        if (placed.isPresent()) {
            return placed.get().equals(field);
        }
        Matcher alternatives = ALTERNATIVES.matcher(words);
        String said = alternatives.find() ? words.substring(0, alternatives.start()) : words;
        String anyCase = Pattern.quote(field).replace("_", "\\E[_ -]?\\Q"); // some write it as their language does
        return Pattern.compile("(?<![a-z0-9_])" + anyCase + "(?![a-z0-9_])", Pattern.CASE_INSENSITIVE)
                .matcher(said)
                .find();
    }

    private static String lower(String words) {
        return words.toLowerCase(Locale.ROOT);
    }

    private static void merge(ObjectNode body, ObjectNode extra) {
        for (Map.Entry<String, JsonNode> field : extra.properties()) {
            if (body.get(field.getKey()) instanceof ObjectNode inner && field.getValue() instanceof ObjectNode more) {
                merge(inner, more);
            } else {
                body.set(field.getKey(), field.getValue());
            }
        }
    }

    private static void rename(ObjectNode body, String from, String to) {
        JsonNode value = from.equals(to) ? null : body.remove(from);
        if (value != null) {
            body.set(to, value);
        }
    }

    private static void leaveOut(ObjectNode body, String field) {
        body.remove(field);
        if (body.get(OPTIONS) instanceof ObjectNode options) {
            options.remove(field);
        }
    }
}
