package org.adaptationlab.model.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class TextEmbedderTest {

    @Test
    void saysTheDigestOfTheWeightsInTheJar() throws Exception {
        TextEmbedder embedder = TextEmbedder.english();
        try (InputStream weights =
                Objects.requireNonNull(getClass().getResourceAsStream("/" + embedder.name() + ".onnx"))) {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(weights.readAllBytes());

            assertThat(HexFormat.of().formatHex(sum)).isEqualTo(embedder.digest());
        }
    }
}
