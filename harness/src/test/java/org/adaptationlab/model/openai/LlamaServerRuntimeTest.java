package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.call.CallSettings;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LlamaServerRuntimeTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            warm | []                                            | warm
            cold | []                                            | cold
            warm | [{"id": 0, "path": "own.gguf", "scale": 1.0}] | cold
            """)
    void aServerAtAnAddressThatHasAdaptersIsAskedWithoutItsCacheAndIsSaidToBe(
            String asked, String adapters, String said) throws IOException {
        try (FakeOpenAi server = new FakeOpenAi()) {
            server.adapters = adapters;
            SamplingOptions options = new SamplingOptions(0, 1, 8, 512, false, asked.equals("warm"), List.of());

            assertThat(LlamaServerRuntime.at(server.endpoint(), CallSettings.with(RetryPolicy.NONE))
                            .prefixCache(options))
                    .isEqualTo(said);
        }
    }
}
