package org.adaptationlab.model;

import java.util.Optional;
import org.adaptationlab.gguf.GgufFile;

/** Whether a model's file says how a chat is put to the model. */
public enum ChatTemplateKind {
    /** It does, and that is how the model is asked. */
    OWN,
    /** It does not, as with models that were never trained on chats: the model is asked in ChatML. */
    NONE;

    /** Where a GGUF file has its template, in Jinja. */
    public static final String KEY = "tokenizer.chat_template";

    /** What a model's file has. */
    public static ChatTemplateKind of(GgufFile model) {
        return model.text(KEY).filter(template -> !template.isBlank()).isPresent() ? OWN : NONE;
    }

    /** What is to be said of it before a model is measured; empty where there is nothing to say. */
    public Optional<String> warning() {
        return this == OWN
                ? Optional.empty()
                : Optional.of("the model has no chat template; it is asked in ChatML, which it may never have seen");
    }
}
