package org.adaptationlab.dataset.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One chat, in any of the forms that trainers and APIs use.
 *
 * @param system what was said before, with a line between several; empty for nothing
 * @param user the last turn of the user that was answered
 * @param assistant the answer to it
 * @param earlierTurns how many turns of others than the system came before these two, or between or after them
 * @param problem what is wrong with it
 */
record Chat(String system, String user, String assistant, int earlierTurns, Optional<String> problem) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final List<String> ROLE_KEYS = List.of("role", "from", "speaker", "author");
    private static final List<String> TEXT_KEYS = List.of("content", "value", "text", "parts");
    private static final Map<String, String> ROLES = Map.ofEntries(
            Map.entry("user", Chats.USER),
            Map.entry("human", Chats.USER),
            Map.entry("prompter", Chats.USER),
            Map.entry("assistant", Chats.ASSISTANT),
            Map.entry("gpt", Chats.ASSISTANT),
            Map.entry("chatgpt", Chats.ASSISTANT),
            Map.entry("model", Chats.ASSISTANT),
            Map.entry("bot", Chats.ASSISTANT),
            Map.entry("system", Chats.SYSTEM),
            Map.entry("developer", Chats.SYSTEM));

    private record Turn(String role, String text) {}

    /** Whether JSON is a list of turns. */
    static boolean isOne(String json) {
        JsonNode first = tree(json).path(0);
        return first.isObject() && ROLE_KEYS.stream().anyMatch(first::has);
    }

    static Chat of(String json) {
        List<Turn> turns = new ArrayList<>();
        for (JsonNode turn : tree(json)) {
            String role = word(turn, ROLE_KEYS).asText().toLowerCase(Locale.ROOT);
            turns.add(new Turn(ROLES.getOrDefault(role, role), text(word(turn, TEXT_KEYS))));
        }
        int answer = last(turns, Chats.ASSISTANT, turns.size());
        int question = last(turns, Chats.USER, answer);
        if (question < 0) {
            return new Chat(
                    "",
                    "",
                    "",
                    0,
                    Optional.of("has no turn of a user that an assistant answers; roles found: "
                            + RowNames.list(
                                    turns.stream().map(Turn::role).distinct().toList())));
        }
        String system = String.join(
                "\n",
                turns.stream()
                        .filter(turn -> turn.role().equals(Chats.SYSTEM))
                        .map(Turn::text)
                        .toList());
        int others = (int)
                turns.stream().filter(turn -> !turn.role().equals(Chats.SYSTEM)).count();
        String user = turns.get(question).text();
        String assistant = turns.get(answer).text();
        Optional<String> problem = Blanks.isBlank(user) || Blanks.isBlank(assistant)
                ? Optional.of("the last " + (Blanks.isBlank(user) ? "question" : "answer") + " of the chat has no text"
                        + " (a picture, or a call of a tool?); leave the row out")
                : Optional.empty();
        return new Chat(system, user, assistant, others - 2, problem);
    }

    private static int last(List<Turn> turns, String role, int before) {
        int i = before - 1;
        while (i >= 0 && !turns.get(i).role().equals(role)) {
            i--;
        }
        return i;
    }

    private static JsonNode word(JsonNode turn, List<String> keys) {
        return keys.stream().filter(turn::has).map(turn::get).findFirst().orElse(JSON.missingNode());
    }

    /** A text, or parts some of which are texts. */
    private static String text(JsonNode value) {
        if (!value.isArray()) {
            return value.isValueNode() && !value.isNull() ? value.asText() : "";
        }
        List<String> parts = new ArrayList<>();
        for (JsonNode part : value) {
            parts.add(part.isTextual() ? part.asText() : part.path("text").asText(""));
        }
        return String.join("\n", parts.stream().filter(part -> !part.isEmpty()).toList());
    }

    private static JsonNode tree(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a value that was read as JSON before", e);
        }
    }
}
