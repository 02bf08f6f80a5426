package org.adaptationlab.train;

import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.MetadataValue;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * The token with which a model ends its turn. Some files name the end of a text as their end token, at which a chat never
 * ends; what the template puts after an assistant's turn is what servers stop at.
 */
final class EndToken {

    private static final String TYPES = "tokenizer.ggml.token_type";
    private static final String END_OF_TURN = "tokenizer.ggml.eot_token_id";
    private static final String END = "tokenizer.ggml.eos_token_id";

    /** As llama.cpp numbers the kinds of tokens. */
    private static final MetadataValue CONTROL = new MetadataValue.Whole(3);

    private EndToken() {}

    /** @throws LabDefinitionException if neither template nor file tell it */
    static int of(BaseModel base, ChatTokenizer tokenizer) {
        OptionalInt told = tokenizer.afterTurn();
        if (base.file() == null) {
            return told.orElseThrow(() -> new LabDefinitionException("cannot train on " + base.name()
                    + ": its chat template puts no special token after an assistant's turn, so that nothing tells where"
                    + " an answer ends"));
        }
        GgufFile file = GgufFile.open(base.file());
        if (told.isPresent() && isControl(file, told.getAsInt())) {
            return told.getAsInt();
        }
        OptionalLong named = file.whole(END_OF_TURN).isPresent() ? file.whole(END_OF_TURN) : file.whole(END);
        return Math.toIntExact(named.orElseThrow(() -> new LabDefinitionException(
                file.path() + ": cannot train on this model: it names no end token (" + END + ")")));
    }

    private static boolean isControl(GgufFile file, int token) {
        List<MetadataValue> types = file.items(TYPES);
        return token < types.size() && types.get(token).equals(CONTROL);
    }
}
