package org.adaptationlab.lab;

import java.util.Objects;

/**
 * The texts of a mode's prompt, with placeholders still in them.
 *
 * @param system the system message; may use {@code {labels}} and {@code {examples}}
 * @param user the user message; may use {@code {input}}, {@code {labels}}, {@code {passages}}
 */
public record PromptText(String system, String user) {

    public PromptText {
        Objects.requireNonNull(system, "system");
        Objects.requireNonNull(user, "user");
    }
}
