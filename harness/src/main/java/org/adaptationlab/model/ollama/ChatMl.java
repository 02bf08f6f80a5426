package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.adaptationlab.gguf.GgufFile;

/** The form of chats for models that have none of their own, such as pretrained ones: the same on every runtime. */
final class ChatMl {

    private static final String TEMPLATE = """
            {{- range .Messages }}<|im_start|>{{ .Role }}
            {{ .Content }}<|im_end|>
            {{ end }}<|im_start|>assistant
            """;

    private ChatMl() {}

    /** What a model is to be made with beside its file; nothing where the file has a template. */
    static ObjectNode whereNone(GgufFile file) {
        ObjectNode further = JsonNodeFactory.instance.objectNode();
        if (file.text("tokenizer.chat_template").isEmpty()) {
            further.put("template", TEMPLATE)
                    .putObject("parameters")
                    .putArray("stop")
                    .add("<|im_end|>");
        }
        return further;
    }
}
