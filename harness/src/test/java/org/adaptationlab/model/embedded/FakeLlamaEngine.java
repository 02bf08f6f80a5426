package org.adaptationlab.model.embedded;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.adaptationlab.model.ChatMessage;
import org.jspecify.annotations.Nullable;

/** Says given pieces. A token is a special token or a UTF-16 unit, so that an emoji takes two. */
final class FakeLlamaEngine implements LlamaEngine {

    /** Stands among the pieces for a failure of the engine. */
    static final String FAILS = "\u0000fails";

    private static final Pattern TOKEN = Pattern.compile("<\\|[a-z_]+\\|>|.", Pattern.DOTALL);

    final List<Decoding> asked = new ArrayList<>();
    final CountDownLatch cancelled = new CountDownLatch(1);
    List<String> pieces = List.of();
    boolean endless;

    @Override
    public int[] encode(String text) {
        return TOKEN.matcher(text)
                .results()
                .flatMapToInt(token -> token.group().length() > 2
                        ? token.group().chars().limit(1)
                        : token.group().chars())
                .toArray();
    }

    @Override
    public String decode(int[] tokens) {
        return new String(tokens, 0, tokens.length);
    }

    @Override
    public String applyTemplate(List<ChatMessage> messages) {
        StringBuilder chat = new StringBuilder();
        for (ChatMessage message : messages) {
            chat.append("<|im_start|>").append(message.role().word()).append('\n');
            chat.append(message.text()).append("<|im_end|>\n");
        }
        return chat.append("<|im_start|>assistant\n").toString();
    }

    @Override
    public void generate(Decoding decoding, Predicate<String> onPiece) {
        asked.add(decoding);
        do {
            for (String piece : pieces) {
                if (piece.equals(FAILS)) {
                    throw new EngineException("the engine failed", null);
                }
                if (!onPiece.test(piece)) {
                    cancelled.countDown();
                    return;
                }
            }
        } while (endless);
    }

    @Nullable
    String lastGrammar() {
        return asked.get(asked.size() - 1).grammar();
    }
}
