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
            Pattern.compile("\\bsystem\\b.*\\b(?:roles?|messages?|prompts?|template)\\b|\\broles? system\\b"
                    + "|\\b(?:roles?|template)\\b.*\\bsystem\\b|roles must alternate|\\bonly user\\b.*\\broles\\b");

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

    /**
     * Whether a refusal says what to change, and the next request will be another one.
     *
     * @param sent the refused request's body
     */
    synchronized boolean learn(HttpRefusal refusal, ObjectNode sent) {
        if (refusal.status() != 400 && refusal.status() != 422) {
            return false;
        }
        String words = String.valueOf(refusal.getMessage());
        return learnLimit(refusal, words, sent) || learnField(refusal, words, sent) || learnSystem(words, sent);
    }

    private boolean learnLimit(HttpRefusal refusal, String words, ObjectNode sent) {
        for (Map.Entry<String, String> other :
                Map.of(SHORT_LIMIT, LONG_LIMIT, LONG_LIMIT, SHORT_LIMIT).entrySet()) {
            String field = other.getKey();
            boolean named = sent.has(field) && isNamed(field, refusal, words);
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
                .filter(name -> !settings.extraFields().has(name))
                .filter(name -> isNamed(name, refusal, words))
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
        if (!has
                || systemRefused
                || !SYSTEM_REFUSED.matcher(words.toLowerCase(Locale.ROOT)).find()) {
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

    private static boolean isNamed(String field, HttpRefusal refusal, String words) {
        if (!refusal.parameter().isEmpty()) {
            return refusal.parameter().equals(field) || refusal.parameter().startsWith(field + ".");
        }
        return Pattern.compile("(?<![A-Za-z0-9_])" + Pattern.quote(field) + "(?![A-Za-z0-9_])")
                .matcher(words)
                .find();
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
