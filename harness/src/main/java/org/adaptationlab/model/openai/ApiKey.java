package org.adaptationlab.model.openai;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A key from the environment, which must get into no file, log, report or message. Servers may quote it. */
final class ApiKey {

    /** The environment variable. */
    static final String VARIABLE = "OPENAI_API_KEY";

    /** So much of a key identifies it; messages may cut what a server said in the middle of the key. */
    private static final int TELLING_LENGTH = 12;

    private final @Nullable String value;
    private final @Nullable Pattern traces;

    private ApiKey(@Nullable String value) {
        this.value = value;
        this.traces = value == null
                ? null
                : Pattern.compile(
                        Pattern.quote(value.substring(0, Math.min(TELLING_LENGTH, value.length()))) + "[^\\s\"'),;]*");
    }

    /** The key of {@value #VARIABLE}; none where it is not set, as local servers need none. */
    static ApiKey of(Map<String, String> environment) {
        String text = environment.getOrDefault(VARIABLE, "").strip();
        return new ApiKey(text.isEmpty() ? null : text);
    }

    /** What the Authorization header needs, null where there is no key. */
    @Nullable
    String value() {
        return value;
    }

    /** The text without the key. */
    String hiddenIn(String text) {
        return traces == null ? text : traces.matcher(text).replaceAll("[" + VARIABLE + "]");
    }

    /** Whether a failure or what caused it quotes the key. */
    boolean isIn(Throwable failure) {
        for (Throwable cause = failure; traces != null && cause != null; cause = cause.getCause()) {
            if (traces.matcher(String.valueOf(cause.getMessage())).find()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String toString() {
        return value == null ? "no key" : "a key";
    }
}
