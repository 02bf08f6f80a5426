package org.adaptationlab.model.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerPlaceTest {

    @ParameterizedTest
    @ValueSource(
            strings = {"http://127.0.0.1:11434", "http://localhost:8000/v1", "http://[::1]:11434", "http://0.0.0.0:1"})
    void aServerAtAnAddressOfThisMachineIsHere(String endpoint) {
        assertThat(ServerPlace.isElsewhere(URI.create(endpoint))).isFalse();
    }

    /** The first is an address for documentation (RFC 5737), the second a name that can't exist (RFC 2606). */
    @ParameterizedTest
    @ValueSource(strings = {"https://192.0.2.1/v1", "http://gpu.invalid:11434"})
    void anyOtherServerIsElsewhere(String endpoint) {
        assertThat(ServerPlace.isElsewhere(URI.create(endpoint))).isTrue();
    }
}
