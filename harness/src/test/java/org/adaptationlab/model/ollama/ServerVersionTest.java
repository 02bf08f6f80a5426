package org.adaptationlab.model.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerVersionTest {

    @ParameterizedTest
    @ValueSource(strings = {"0.12.6", "0.12.10", "0.13.0-rc1", "0.17.4", "1.0", "v2.0.0"})
    void knowsTruncateFrom0126On(String version) {
        assertThat(ServerVersion.parse(version).knowsTruncate()).isTrue();
    }

    @Test
    void knowsOurOwnServer() {
        assertThat(ServerVersion.parse("adaptation-lab 0.1.0 (llama.cpp b4916)").knowsTruncate())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.6.5", "0.12.5", "0.0.0", "0.9", "unknown", ""})
    void assumesNothingOfOldOrUnknownVersions(String version) {
        assertThat(ServerVersion.parse(version).knowsTruncate()).isFalse();
    }
}
