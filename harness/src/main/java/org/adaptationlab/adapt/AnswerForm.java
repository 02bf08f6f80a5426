package org.adaptationlab.adapt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.adaptationlab.lab.TaskDefinition;
import org.jspecify.annotations.Nullable;

/**
 * The form a mode's answers have. Under a constraint the decoder writes JSON, so the shots' answers and the training
 * targets are written as JSON too; else an adapter would fight the grammar.
 */
public enum AnswerForm {
    /** The answer as plain text. */
    FREE {
        @Override
        public String write(String target) {
            return target;
        }

        @Override
        public @Nullable String schema(TaskDefinition task) {
            return null;
        }
    },
    /** One of the task's labels as a JSON string. */
    LABEL {
        @Override
        public String write(String target) {
            try {
                return JSON.writeValueAsString(target);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a string is always JSON", e);
            }
        }

        @Override
        public String schema(TaskDefinition task) {
            ObjectNode schema = JSON.createObjectNode().put("type", "string");
            task.labels().forEach(schema.putArray("enum")::add);
            return schema.toString();
        }
    };

    private static final ObjectMapper JSON = new ObjectMapper();

    /** The form for a mode that is constrained or not. */
    public static AnswerForm of(boolean constrain) {
        return constrain ? LABEL : FREE;
    }

    /** A target as the model should write it. */
    public abstract String write(String target);

    /** The JSON schema answers are decoded under, or null for none. */
    public abstract @Nullable String schema(TaskDefinition task);
}
