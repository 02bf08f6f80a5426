package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApiKeyTest {

    private static final String KEY = "sk-test-0123456789abcdef";

    @Test
    void theLabsOwnVariableCountsFirst() {
        assertThat(ApiKey.of(Map.of("OPENAI_API_KEY", "a", "LAB_OPENAI_API_KEY", " b "))
                        .value())
                .isEqualTo("b");
        assertThat(ApiKey.of(Map.of("OPENAI_API_KEY", "a", "LAB_OPENAI_API_KEY", " "))
                        .value())
                .isEqualTo("a");
        assertThat(ApiKey.of(Map.of()).value()).isNull();
    }

    @Test
    void isHiddenWholeAndWhereItWasCut() {
        ApiKey key = ApiKey.of(Map.of("LAB_OPENAI_API_KEY", KEY));

        assertThat(key.hiddenIn("a " + KEY + " b " + KEY.substring(0, 15) + "."))
                .isEqualTo("a [OPENAI_API_KEY] b [OPENAI_API_KEY]");
        assertThat(key.isIn(new IOException("x", new IOException("the key " + KEY))))
                .isTrue();
        assertThat(key.isIn(new IOException("x"))).isFalse();
        assertThat(key.toString()).isEqualTo("a key");
    }

    @Test
    void wordsThatServersWithoutKeysAreGivenAreNotHidden() {
        for (String word : new String[] {"x", "none", "EMPTY", "seven77"}) {
            ApiKey key = ApiKey.of(Map.of("OPENAI_API_KEY", word));

            assertThat(key.hiddenIn("it exceeds none of EMPTY seven77")).isEqualTo("it exceeds none of EMPTY seven77");
            assertThat(key.isIn(new IOException(word))).isFalse();
        }
        assertThat(ApiKey.of(Map.of("OPENAI_API_KEY", "eight888")).hiddenIn("eight888"))
                .isEqualTo("[OPENAI_API_KEY]");
    }
}
