package org.adaptationlab.model.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OllamaAddressTest {

    @ParameterizedTest
    @CsvSource({
        "'', http://127.0.0.1:11434",
        "0.0.0.0, http://127.0.0.1:11434",
        "0.0.0.0:8080, http://127.0.0.1:8080",
        ":8080, http://127.0.0.1:8080",
        "box, http://box:11434",
        "box:1, http://box:1",
        "[::1]:9, http://[::1]:9",
        "http://box:1/, http://box:1",
        "https://box, https://box",
        "https://box/ollama/, https://box/ollama",
    })
    void readsTheFormsOfOllama(String text, String address) {
        assertThat(OllamaRuntime.endpoint(null, Map.of("OLLAMA_HOST", text))).hasToString(address);
    }

    @Test
    void prefersTheGivenAddress() {
        assertThat(OllamaRuntime.endpoint("a:1", Map.of("OLLAMA_HOST", "b:2"))).hasToString("http://a:1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://box",
                "box:port",
                "a b",
                "http://box:1:2",
                "my_ollama:11434",
                "box:99999",
                "box:0",
                "http://box/a|b"
            })
    void refusesOthers(String text) {
        assertThatThrownBy(() -> OllamaRuntime.endpoint(text, Map.of()))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("--endpoint \"" + text + "\" is not the address of a server");
    }

    @Test
    void saysWhatIsWrongWithAHostOrAPort() {
        assertThatThrownBy(() -> OllamaRuntime.endpoint(null, Map.of("OLLAMA_HOST", "my_ollama:11434")))
                .hasMessageContaining("OLLAMA_HOST \"my_ollama:11434\"")
                .hasMessageContaining("\"my_ollama\" is no host name");
        assertThatThrownBy(() -> OllamaRuntime.endpoint("box:70000", Map.of()))
                .hasMessageContaining("ports are 1 to 65535");
    }
}
