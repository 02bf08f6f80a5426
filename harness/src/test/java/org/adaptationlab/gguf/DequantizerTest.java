package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The expected values are those of the {@code gguf} Python package for a block whose byte i is {@code (37 i + 11) % 256},
 * but for half-precision factors of 0.5 (0.25 for Q6_K) and minima of -1.5:
 * {@code gguf.quants.dequantize(numpy.frombuffer(block, numpy.uint8).reshape(1, -1), GGMLQuantizationType.Q4_0)}.
 */
class DequantizerTest {

    private static final short HALF = 0x3800;
    private static final short QUARTER = 0x3400;
    private static final short MINUS_ONE_AND_A_HALF = (short) 0xbe00;

    @ParameterizedTest
    @CsvSource({
        "Q4_0, -1.5 -2.0 -2.5 -3.0 -3.5 -4.0 0.5 -4.0 -0.5 3.0 -1.5, -248.5",
        "Q4_1, 6.0 5.5 5.0 4.5 4.0 3.5 5.5 1.0 4.5 0.0 3.5, 1125",
        "Q5_0, 4.5 -4.0 3.5 3.0 2.5 -6.0 1.5 -3.0 -7.5 -4.0 7.0, 48.5",
        "Q5_1, 8.0 7.5 -1.0 -1.5 6.0 13.5 2.0 13.5 1.0 12.5 0.0, 2954",
        "Q8_0, 42.5 -30.0 25.5 -47.0 8.5 -64.0 -8.5 47.0 -25.5 30.0 -42.5, -3952"
    })
    void readsBlocksOfThirtyTwo(TensorType type, String everyThird, double weighted) {
        ByteBuffer block = block(type).putShort(0, HALF);
        if (type == TensorType.Q4_1 || type == TensorType.Q5_1) {
            block.putShort(2, MINUS_ONE_AND_A_HALF);
        }
        assertReads(type, block, 3, everyThird, weighted);
    }

    @Test
    void readsBlocksOfSixBitSuperBlocks() {
        assertReads(
                TensorType.Q6_K,
                block(TensorType.Q6_K).putShort(208, QUARTER),
                11,
                "-357.75 -26.5 28.0 -168.0 -47.25 435.0 -261.25 332.5 744.0 -369.75 -239.25 350.0 -100.75 -19.5 -18.0 "
                        + "-183.0 269.5 -735.0 907.5 -252.0 -441.0 211.5 -60.0 37.5",
                194_952);
    }

    @ParameterizedTest
    @CsvSource({
        "0x3c00, 1.0",
        "0xc000, -2.0",
        "0x0001, 5.9604645E-8",
        "0x8001, -5.9604645E-8",
        "0x03ff, 6.097555E-5",
        "0x0400, 6.1035156E-5",
        "0x7bff, 65504.0",
        "0x7c00, Infinity",
        "0xfc00, -Infinity",
        "0x7e00, NaN",
        "0x0000, 0.0"
    })
    void readsHalfPrecision(String bits, float expected) {
        ByteBuffer block =
                block(TensorType.F16).putShort(0, Integer.decode(bits).shortValue());
        assertThat(read(TensorType.F16, block)).containsExactly(expected);
    }

    @Test
    void readsBrainFloatsAndFloats() {
        assertThat(read(TensorType.BF16, block(TensorType.BF16).putShort(0, (short) 0xc0a0)))
                .containsExactly(-5);
        assertThat(read(TensorType.F32, block(TensorType.F32).putFloat(0, 0.1f)))
                .containsExactly(0.1f);
    }

    private static void assertReads(TensorType type, ByteBuffer block, int stride, String values, double weighted) {
        float[] read = read(type, block);
        StringBuilder some = new StringBuilder();
        double sum = 0;
        for (int i = 0; i < read.length; i++) {
            sum += (double) i * read[i];
            if (i % stride == 0) {
                some.append(' ').append(read[i]);
            }
        }
        assertThat(some.toString().strip()).isEqualTo(values);
        assertThat(sum).isEqualTo(weighted);
    }

    private static float[] read(TensorType type, ByteBuffer block) {
        float[] values = new float[type.blockValues()];
        Dequantizer.of(type).orElseThrow().block(block, 0, values, 0);
        return values;
    }

    private static ByteBuffer block(TensorType type) {
        ByteBuffer block = ByteBuffer.allocate(type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < type.blockBytes(); i++) {
            block.put(i, (byte) (37 * i + 11));
        }
        return block;
    }
}
