package org.adaptationlab.train.harness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.LoraPair;
import org.adaptationlab.gguf.TensorType;
import org.adaptationlab.train.job.TokenSequence;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Losses and gradients of each family are those of transformers, which {@code harness/src/test/python/make_decoders.py}
 * asked for them.
 */
class ReferenceDecodersTest {

    private static final int RANK = 2;
    private static final double ALPHA = 4;

    private NDManager manager;

    @BeforeEach
    void open() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void close() {
        manager.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"llama3", "llama-linear", "mistral", "qwen2", "qwen3", "phi3", "gemma3", "llama-q4k"})
    void lossesAndGradientsAreThoseOfTransformers(String name) {
        GgufFile base = file(name + ".gguf");
        GgufFile expected = file(name + ".expected.gguf");
        DecoderShape shape = DecoderShape.of(base);
        GradientStep step = new GradientStep(DecoderWeights.read(base, shape, Precision.FLOAT32, manager), manager);
        LoraParameters parameters = adapter(shape, expected);
        List<TokenSequence> sequences = sequences(expected);

        float[] losses = expected.floats("losses");
        for (int i = 0; i < losses.length; i++) {
            PackedBatch alone = PackedBatch.of(List.of(sequences.get(i)), PackedBatch.ANSWERS_ONLY);
            double loss = step.loss(alone, parameters);
            assertThat(loss).as("loss of sequence %d", i).isCloseTo(losses[i], within(1e-4 * Math.max(1, losses[i])));
        }
        float[] gradients = new float[parameters.values().length];
        PackedBatch both = PackedBatch.of(sequences, PackedBatch.ANSWERS_ONLY);
        assertThat(both.prefix()).isEqualTo(11);
        step.lossAndGradient(both, parameters, 1, 0, gradients);
        LoraParameters found = LoraParameters.start(shape, RANK, ALPHA, 1);
        System.arraycopy(gradients, 0, found.values(), 0, gradients.length);
        for (LoraPair pair : found.pairs()) {
            assertClose(pair.a(), expected.floats(pair.module() + ".grad_a"), pair.module() + " A");
            assertClose(pair.b(), expected.floats(pair.module() + ".grad_b"), pair.module() + " B");
        }
    }

    @Test
    void everyMatrixOfTheQuantisedModelIsQuantised() {
        GgufFile base = file("llama-q4k.gguf");
        assertThat(base.tensors())
                .filteredOn(tensor -> tensor.shape().size() == 2)
                .hasSize(8)
                .allMatch(tensor -> tensor.type() == TensorType.Q4_K);
    }

    @Test
    void everyArchitectureHasAReference() {
        assertThat(List.of("llama3", "qwen2", "qwen3", "phi3", "gemma3").stream()
                        .map(name -> DecoderShape.of(file(name + ".gguf")).architecture()))
                .containsExactlyInAnyOrder(Architecture.values());
    }

    @Test
    void aModelWithOtherFactorsForLongTextsIsTrainedUpToWhereTheyBegin() {
        DecoderShape shape = DecoderShape.of(file("phi3.gguf"));
        assertThat(shape.context()).isEqualTo(64);
        assertThat(shape.projections(Site.ATTENTION_INPUT)).containsExactly(new Projection("attn_qkv", 64, 128));
        assertThat(shape.projections(Site.FFN_INPUT)).containsExactly(new Projection("ffn_up", 64, 96));
    }

    @Test
    void everySixthBlockOfGemma3IsGlobal() {
        Positions positions = DecoderShape.of(file("gemma3.gguf")).positions();
        assertThat(IntStream.range(0, 13).filter(layer -> !positions.isLocal(layer)))
                .containsExactly(5, 11);
        assertThat(positions.local().base()).isEqualTo(10_000);
        assertThat(positions.global().divisors()).containsOnly(8);
    }

    /** The parameters that an adapter's matrices stand for, laid out as {@link LoraParameters#pairs} reads them. */
    private static LoraParameters adapter(DecoderShape shape, GgufFile expected) {
        LoraParameters parameters = LoraParameters.start(shape, RANK, ALPHA, 1);
        float[] values = parameters.values();
        int at = 0;
        for (int layer = 0; layer < shape.layers(); layer++) {
            for (Site site : Site.values()) {
                for (String matrix : List.of(".lora_a", ".lora_b")) {
                    for (Projection projection : shape.projections(site)) {
                        float[] part = expected.floats(projection.tensor(layer) + matrix);
                        System.arraycopy(part, 0, values, at, part.length);
                        at += part.length;
                    }
                }
            }
        }
        assertThat(at).isEqualTo(values.length);
        return parameters;
    }

    private static List<TokenSequence> sequences(GgufFile expected) {
        List<TokenSequence> sequences = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            sequences.add(new TokenSequence(tokens(expected, "prompt." + i), tokens(expected, "answer." + i)));
        }
        return sequences;
    }

    private static int[] tokens(GgufFile expected, String name) {
        float[] values = expected.floats(name);
        return IntStream.range(0, values.length).map(i -> (int) values[i]).toArray();
    }

    private static void assertClose(float[] found, float[] expected, String what) {
        float[] difference = new float[expected.length];
        for (int i = 0; i < expected.length; i++) {
            difference[i] = found[i] - expected[i];
        }
        assertThat(norm(expected)).as("%s: norm", what).isPositive();
        assertThat(norm(difference) / norm(expected))
                .as("%s: relative error", what)
                .isLessThan(1e-3);
    }

    private static double norm(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += (double) value * value;
        }
        return Math.sqrt(sum);
    }

    private static GgufFile file(String name) {
        try {
            return GgufFile.open(
                    Path.of(Objects.requireNonNull(ReferenceDecodersTest.class.getResource("/decoders/" + name))
                            .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
