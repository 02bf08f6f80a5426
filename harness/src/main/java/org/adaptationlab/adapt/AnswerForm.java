package org.adaptationlab.adapt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.adaptationlab.lab.ExtractionTask;
import org.adaptationlab.lab.JsonText;
import org.adaptationlab.lab.ShortAnswerTask;
import org.adaptationlab.lab.TaskDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The form a mode's answers have. Under a constraint the decoder writes JSON, so the shots' answers and the training
 * targets are written as JSON too, in the order of the schema; else an adapter would fight the grammar.
 *
 * @param constrain whether answers are limited to the labels or the schema by the decoder
 */
public record AnswerForm(TaskDefinition task, boolean constrain) {

    /** A target as the model should write it. */
    public String write(String target) {
        if (task instanceof ExtractionTask extraction) {
            return JsonText.parse(target)
                    .map(json -> extraction.schema().inOrder(json).toString())
                    .orElse(target);
        }
        if (task instanceof ShortAnswerTask shortAnswer && target.isEmpty()) {
            return shortAnswer.refusals().get(0);
        }
        return constrain ? TextNode.valueOf(target).toString() : target;
    }

    /** The JSON schema answers are decoded under, or null for none. */
    public @Nullable String schema() {
        if (!constrain) {
            return null;
        }
        if (task instanceof ExtractionTask extraction) {
            return extraction.schema().json();
        }
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "string");
        task.labels().forEach(schema.putArray("enum")::add);
        return schema.toString();
    }
}
