package org.adaptationlab.model.embedded;

import java.util.List;
import java.util.function.Predicate;
import org.adaptationlab.model.ChatMessage;

/**
 * Runs one model inside this process; the seam at which another binding of llama.cpp can be put in. One generation
 * runs at a time, the other calls may come from any thread meanwhile. All of it throws {@link EngineException}.
 */
interface LlamaEngine {

    /** Token ids of the text. Special tokens spelled out in it are taken as such; no begin token is put before it. */
    int[] encode(String text);

    /** The text of tokens, special ones spelled out. */
    String decode(int[] tokens);

    /**
     * The chat template of the plan, and no other, applied to ASCII texts, with the opening of the assistant's turn at its
     * end. It is all that the template writes, the begin token too.
     */
    String applyTemplate(List<ChatMessage> messages);

    /**
     * Continues a prompt, from a cold cache unless the plan says otherwise, so that the same request gives the same
     * answer. Comes back when the model ended its answer, the token limit is reached, or {@code onPiece} says no.
     *
     * @param onPiece takes the text of each token and says whether to go on. The end token comes as an empty text; a
     *     character that is spread over several tokens comes as a whole, with the last of them
     */
    void generate(Decoding decoding, Predicate<String> onPiece);
}
