package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.Map;
import java.util.Random;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;

class PrecisionTest {

    @Test
    void isNarrowWhereTheProcessorMultipliesIt() {
        assertThat(Precision.of("model name : x\nflags\t\t: fpu avx512f avx512_bf16 vnni\n"))
                .isEqualTo(Precision.BFLOAT16);
        assertThat(Precision.of("flags\t\t: fpu avx2 fma\nbugs : avx512_bf16\n"))
                .isEqualTo(Precision.FLOAT32);
    }

    @Test
    void isWhatTheVariableSays() {
        assertThat(HarnessTrainer.precision(Map.of("LAB_TRAINER_PRECISION", "float32")))
                .isEqualTo(Precision.FLOAT32);
        assertThat(HarnessTrainer.precision(Map.of("LAB_TRAINER_PRECISION", "bfloat16")))
                .isEqualTo(Precision.BFLOAT16);
        assertThatThrownBy(() -> HarnessTrainer.precision(Map.of("LAB_TRAINER_PRECISION", "fp8")))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("is \"fp8\"; allowed: float32, bfloat16");
    }

    @Test
    void theNarrowProductAndItsGradientAreThoseOfFloat32WithinItsDigits() {
        Random random = new Random(1);
        try (NDManager manager = NDManager.newBaseManager("PyTorch")) {
            NDArray weight = NativeArrays.of(manager, TinyLlama.random(random, 96 * 64, 0.1), new Shape(96, 64));
            float[] values = TinyLlama.random(random, 5 * 64, 1);
            float[][] wide = productAndGradient(Precision.FLOAT32.matrix(weight), values, manager);
            float[][] narrow = productAndGradient(Precision.BFLOAT16.matrix(weight), values, manager);
            for (int part = 0; part < 2; part++) {
                assertThat(distance(wide[part], narrow[part])).isBetween(1e-5, 1e-2);
            }
        }
    }

    private static float[][] productAndGradient(FrozenMatrix matrix, float[] values, NDManager manager) {
        NDArray x = NativeArrays.of(manager, values, new Shape(5, 64));
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            x.setRequiresGradient(true);
            NDArray product = matrix.times(x, null);
            collector.backward(product.square().sum());
            return new float[][] {product.toFloatArray(), x.getGradient().toFloatArray()};
        }
    }

    /** Relative to the length of the first. */
    private static double distance(float[] one, float[] other) {
        double difference = 0;
        double length = 0;
        for (int i = 0; i < one.length; i++) {
            difference += Math.pow(one[i] - other[i], 2);
            length += Math.pow(one[i], 2);
        }
        return Math.sqrt(difference / length);
    }
}
