package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenAiAddressTest {

    private static OpenAiAddress of(String text) {
        return OpenAiAddress.parse(text, "--endpoint");
    }

    @ParameterizedTest
    @CsvSource({
        "http://h:8000/v1, http://h:8000/v1/models",
        "http://h:8000/v1/, http://h:8000/v1/models",
        "http://h:8000/v1//, http://h:8000/v1/models",
        "http://h:8000/v1/chat/completions, http://h:8000/v1/models",
        "http://h:8000/v1/chat/completions/, http://h:8000/v1/models",
        "http://h:8000/v1/chat, http://h:8000/v1/models",
        "http://h:8000/v1/models, http://h:8000/v1/models",
        "http://h:8000/v1/completions, http://h:8000/v1/models",
        "http://h:8000/v1/responses, http://h:8000/v1/models",
        "HTTPS://h/gateway/v1, HTTPS://h/gateway/v1/models",
        "https://h.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21,"
                + "https://h.azure.com/openai/deployments/d/models?api-version=2024-10-21",
        "http://[::1]:8000/v1, http://[::1]:8000/v1/models",
        "http://h, http://h/models"
    })
    void takesWhatPeoplePaste(String given, String models) {
        assertThat(of(given).of("/models")).hasToString(models);
    }

    @Test
    void theServersOwnResourcesAreBesideTheProtocol() {
        assertThat(of("http://h:8000/v1").ofServer("/props")).hasToString("http://h:8000/props");
        assertThat(of("http://h:8000/x").ofServer("/props")).hasToString("http://h:8000/x/props");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h/v1?api-key=secret",
                "https://h/v1?API_KEY=secret",
                "https://h/v1?a=b&access_token=secret",
                "https://h/v1?code=secret",
                "https://h/v1?sig=secret",
                "https://h/v1?password=secret",
                "https://u:secret@my_host/v1",
                "https://u:secret@h/v1",
                "https://h/v1#secret",
                "https://h/v1 secret",
                "h:8000/v1",
                "ftp://h/v1",
                ""
            })
    void refusesWhatIsNoAddressOrHoldsASecret(String given) {
        assertThatThrownBy(() -> of(given))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageStartingWith("--endpoint")
                .hasMessageNotContaining("secret");
    }

    @Test
    void saysWhatToDoAboutAnUnderscore() {
        assertThatThrownBy(() -> of("http://my_vllm:8000/v1"))
                .hasMessageContaining("no host name with '_'")
                .hasMessageContaining("aliases");
    }

    @Test
    void knowsAzureByHostAndByVersion() {
        assertThat(of("https://x.openai.azure.com/openai/v1").isAzure()).isTrue();
        assertThat(of("https://gateway/openai?api-version=1").isAzure()).isTrue();
        assertThat(of("https://gateway/v1").isAzure()).isFalse();
    }

    @Test
    void theOptionCountsBeforeTheVariable() {
        Map<String, String> environment = Map.of("OPENAI_BASE_URL", " http://b/v1 ");

        assertThat(OpenAiAddress.of(null, environment).base()).hasToString("http://b/v1");
        assertThat(OpenAiAddress.of("http://a/v1", environment).base()).hasToString("http://a/v1");
    }
}
