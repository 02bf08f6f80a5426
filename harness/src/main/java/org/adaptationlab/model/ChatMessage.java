package org.adaptationlab.model;

import java.util.Locale;
import java.util.Objects;

/** One turn of a chat. */
public record ChatMessage(Role role, String text) {

    public ChatMessage {
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(text, "text");
    }

    /** Who speaks. */
    public enum Role {
        SYSTEM,
        USER,
        ASSISTANT;

        /** The word for it in chat protocols. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
