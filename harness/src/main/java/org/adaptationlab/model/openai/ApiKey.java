package org.adaptationlab.model.openai;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A key from the environment, which must get into no file, log, report or message. Servers may quote it. */
final class ApiKey {

    /** The environment variable. */
    static final String VARIABLE = "OPENAI_API_KEY";

    /** Counts before the other, for who has a key of OpenAI's that shall not go to a server of their own. */
    static final String OWN_VARIABLE = "LAB_OPENAI_API_KEY";

    /** So much of a key identifies it; messages may cut what a server said in the middle of the key. */
    private static final int TELLING_LENGTH = 12;

    /** Shorter ones are no secrets but words, such as "none", that servers without keys are given. */
    private static final int SECRET_LENGTH = 8;

    private final @Nullable String value;
    private final @Nullable Pattern traces;

    private ApiKey(@Nullable String value) {
        this.value = value;
        this.traces = value == null || value.length() < SECRET_LENGTH
                ? null
                : Pattern.compile(
                        Pattern.quote(value.substring(0, Math.min(TELLING_LENGTH, value.length()))) + "[^\\s\"'),;]*");
    }

    /** The key of {@value #OWN_VARIABLE}, else of {@value #VARIABLE}; none where neither is set, as local servers need none. */
    static ApiKey of(Map<String, String> environment) {
        String own = environment.getOrDefault(OWN_VARIABLE, "").strip();
        String text = own.isEmpty() ? environment.getOrDefault(VARIABLE, "").strip() : own;
        return new ApiKey(text.isEmpty() ? null : text);
    }

    /** What the Authorization header needs, null where there is no key. */
    @Nullable
    String value() {
        return value;
    }

    /** The key in the header that Azure wants it in; none where there is no key. */
    Map<String, String> azureHeader() {
        return value == null ? Map.of() : Map.of("api-key", value);
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
