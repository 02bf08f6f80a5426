package org.adaptationlab.model.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.PlainText;
import org.jspecify.annotations.Nullable;

/**
 * Renders chats. The engine applies the model's template to place-holders, once per sequence of roles, and the texts are
 * put in here: the binding damages characters outside the Basic Multilingual Plane, and writes "None" for an empty text. A
 * template that trims its texts shows it on the place-holder and trims here too; one that asks whether a text is empty
 * is told that it is not.
 *
 * <p>Special tokens spelled out in a text ({@code <|im_end|>}) would end the turn when the prompt is tokenised. They
 * get an invisible word joiner (U+2060) after their first character, and so are ordinary text to the model.
 */
final class ChatTemplate {

    private static final Pattern PLACE_HOLDER = Pattern.compile("(\t?)%TEXT-(\\d+)%(\t?)");
    private static final String WORD_JOINER = "\u2060";

    private final LlamaEngine engine;
    private final @Nullable BeginToken begin;
    private final Map<List<Role>, String> skeletons = new ConcurrentHashMap<>();

    /**
     * Makes the template of the engine's model.
     *
     * @param begin the token that the engine puts before each prompt, or null if none
     */
    ChatTemplate(LlamaEngine engine, @Nullable BeginToken begin) {
        this.engine = engine;
        this.begin = begin;
    }

    /** The tokens that the engine reads for a rendered chat. */
    int[] tokens(String prompt) {
        int[] tokens = engine.encode(prompt);
        return begin == null
                ? tokens
                : IntStream.concat(IntStream.of(begin.id()), IntStream.of(tokens))
                        .toArray();
    }

    /**
     * The chat as the model reads it, with the opening of the assistant's turn at its end.
     *
     * @throws BadRequest when the model's template leaves a message out
     */
    String render(List<ChatMessage> messages) throws BadRequest {
        List<Role> roles = messages.stream().map(ChatMessage::role).toList();
        String skeleton = skeletons.computeIfAbsent(roles, this::skeleton);
        for (int i = 0; i < roles.size(); i++) {
            if (!skeleton.contains("%TEXT-" + i + "%")) {
                throw BadRequest.of("the chat template of this model leaves out message " + (i + 1) + ", of role "
                        + roles.get(i).word());
            }
        }
        return PLACE_HOLDER.matcher(skeleton).replaceAll(match -> Matcher.quoteReplacement(text(match, messages)));
    }

    /** Where the template writes the begin token and the engine puts it there too, it is left to the engine. */
    private String skeleton(List<Role> roles) {
        List<ChatMessage> placeHolders = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            placeHolders.add(new ChatMessage(roles.get(i), "\t%TEXT-" + i + "%\t"));
        }
        String skeleton = engine.applyTemplate(placeHolders);
        return begin != null && skeleton.startsWith(begin.word())
                ? skeleton.substring(begin.word().length())
                : skeleton;
    }

    private String text(MatchResult placeHolder, List<ChatMessage> messages) {
        String text = messages.get(Integer.parseInt(placeHolder.group(2))).text();
        if (placeHolder.group(1).isEmpty()) {
            text = text.stripLeading();
        }
        if (placeHolder.group(3).isEmpty()) {
            text = text.stripTrailing();
        }
        return PlainText.TOKEN_LIKE
                .matcher(text)
                .replaceAll(match -> Matcher.quoteReplacement(disarmed(match.group())));
    }

    private String disarmed(String tokenLike) {
        return engine.encode(tokenLike).length == 1
                ? tokenLike.charAt(0) + WORD_JOINER + tokenLike.substring(1)
                : tokenLike;
    }
}
