package org.adaptationlab.lab;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A model's original weights on the Hugging Face hub, or in a folder of the same form.
 *
 * @param repository such as {@code meta-llama/Llama-3.1-8B-Instruct}, or a folder
 * @param revision branch, tag or commit
 */
public record HubModel(String repository, String revision) {

    /** As in a lab file: {@code repository@revision}; without a revision {@code main}. */
    @JsonCreator
    public static HubModel of(String text) {
        int at = text.lastIndexOf('@');
        return at < 0 ? new HubModel(text, "main") : new HubModel(text.substring(0, at), text.substring(at + 1));
    }

    @Override
    @JsonValue
    public String toString() {
        return repository + "@" + revision;
    }
}
