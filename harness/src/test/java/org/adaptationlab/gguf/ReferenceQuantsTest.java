package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Types are read and written bit for bit as the {@code gguf} Python package reads and writes them. Its results were made
 * by {@code pip install gguf==0.19.0; cd harness/src/test/python; python3 make_quants.py ../resources/quants.gguf}.
 */
class ReferenceQuantsTest {

    private GgufFile reference;

    @BeforeEach
    void open() throws URISyntaxException {
        reference = GgufFile.open(Path.of(Objects.requireNonNull(ReferenceQuantsTest.class.getResource("/quants.gguf"))
                .toURI()));
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.INCLUDE,
            names = {
                "Q4_0", "Q4_1", "Q5_0", "Q5_1", "Q8_0", "Q2_K", "Q3_K", "Q4_K", "Q5_K", "Q6_K", "IQ4_NL", "IQ4_XS",
                "MXFP4"
            })
    void readsWhatTheReferenceReads(TensorType type) {
        TensorInfo tensor = reference.tensor(type.name()).orElseThrow();
        assertThat(tensor.type()).isEqualTo(type);
        float[] expected = reference.floats(type + ".floats");
        assertThat(expected).hasSize(3 * 2 * type.blockValues());
        assertThat(reference.floats(type.name())).isEqualTo(expected);
    }

    @Test
    void everyTypeWhoseNumbersCanBeReadHasAReference() {
        List<TensorType> plain = List.of(TensorType.F32, TensorType.F16, TensorType.BF16);
        assertThat(TensorType.values())
                .filteredOn(type -> type.readable() && !plain.contains(type))
                .allMatch(type -> reference.tensor(type.name()).isPresent());
    }

    @Test
    void readsRowsAsTheyStandInTheWhole() {
        float[] whole = reference.floats("Q4_K");
        int row = 2 * 256;
        assertThat(reference.rows("Q4_K", 1, 2)).isEqualTo(Arrays.copyOfRange(whole, row, 3 * row));
        assertThat(reference.rows("Q4_K", 2, 1)).isEqualTo(Arrays.copyOfRange(whole, 2 * row, 3 * row));
    }

    @ParameterizedTest
    @ValueSource(strings = {"usual", "ties", "zero", "tiny", "wide"})
    void writesWhatTheReferenceWrites(String values) throws IOException {
        for (TensorType type : List.of(TensorType.Q8_0, TensorType.F16)) {
            ByteArrayOutputStream expected = new ByteArrayOutputStream();
            reference.copy("values." + values + "." + type, expected);
            assertThat(encoded(type, reference.floats("values." + values)))
                    .as("%s as %s", values, type)
                    .isEqualTo(expected.toByteArray());
        }
    }

    @Test
    void writesNothingBelowEightBits() {
        assertThat(TensorType.values())
                .filteredOn(type -> Quantizer.of(type).isPresent())
                .containsExactlyInAnyOrder(TensorType.F32, TensorType.F16, TensorType.Q8_0);
    }

    private static byte[] encoded(TensorType type, float[] values) {
        int blocks = values.length / type.blockValues();
        ByteBuffer out = ByteBuffer.allocate(blocks * type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
        Quantizer quantizer = Quantizer.of(type).orElseThrow();
        for (int i = 0; i < blocks; i++) {
            quantizer.block(values, i * type.blockValues(), out, i * type.blockBytes());
        }
        return out.array();
    }
}
