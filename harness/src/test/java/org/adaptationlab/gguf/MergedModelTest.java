package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MergedModelTest {

    private static final int WIDTH = 256;
    private static final int ROWS = 40;
    private static final int RANK = 3;
    private static final float ALPHA = 6;

    private static final String QUERY = "blk.0.attn_q.weight";
    private static final String KEY = "blk.0.attn_k.weight";
    private static final String HALF = "blk.0.attn_v.weight";
    private static final String FULL = "blk.0.ffn_up.weight";
    private static final String EIGHT = "blk.0.ffn_gate.weight";
    private static final String EMBEDDING = "token_embd.weight";
    private static final String NORM = "blk.0.attn_norm.weight";
    private static final Set<String> QUANTISED = Set.of(QUERY, KEY);
    private static final Set<String> WITH_HALF = Set.of(QUERY, KEY, HALF);

    @TempDir
    private Path folder;

    private GgufFile base;
    private AdapterFile adapter;

    @BeforeEach
    void writeBase() throws IOException {
        base = GgufFile.open(base(metadata("llama"), folder.resolve("base.gguf")));
        adapter = adapter(QUERY, HALF);
    }

    @Test
    void withoutAnAdapterAllIsTheBaseUpToTheRoundingOfTheType() throws IOException {
        GgufFile merged = merged(null, QUANTISED, TensorType.Q8_0);
        for (TensorInfo tensor : base.tensors()) {
            if (QUANTISED.contains(tensor.name())) {
                assertThat(merged.tensor(tensor.name()).orElseThrow().type()).isEqualTo(TensorType.Q8_0);
                assertNear(merged.floats(tensor.name()), base.floats(tensor.name()));
            } else {
                assertThat(TestValues.bytes(merged, tensor.name())).isEqualTo(TestValues.bytes(base, tensor.name()));
            }
        }
    }

    @Test
    void addsWhatTheAdapterAdds() throws IOException {
        GgufFile merged = merged(adapter, WITH_HALF, TensorType.Q8_0);
        assertNear(merged.floats(QUERY), sum(QUERY));
        assertNear(merged.floats(KEY), base.floats(KEY));
        assertThat(merged.floats(HALF)).as("as halves").isEqualTo(TestValues.halves(sum(HALF)));
        GgufFile halves = merged(adapter, WITH_HALF, TensorType.F16);
        assertThat(halves.floats(QUERY)).isEqualTo(TestValues.halves(sum(QUERY)));
    }

    @Test
    void neverWritesLessPreciselyThanTheBase() throws IOException {
        Set<String> all = Set.of(QUERY, HALF, FULL, EIGHT);
        MergedModel model = MergedModel.of(base, adapter(QUERY, FULL), all, TensorType.Q8_0);
        assertThat(model.rewritten())
                .as("what is in its type already, and not changed, is copied")
                .isEqualTo(Map.of(QUERY, TensorType.Q8_0, FULL, TensorType.F32));
        assertThat(MergedModel.of(base, adapter(QUERY), all, TensorType.F16).rewritten())
                .isEqualTo(Map.of(QUERY, TensorType.F16, EIGHT, TensorType.F16));
        GgufFile merged = merged(adapter(QUERY, FULL), all, TensorType.Q8_0);
        assertThat(merged.floats(FULL)).isEqualTo(sum(FULL));
    }

    @Test
    void keepsMetadataAndOrder() throws IOException {
        GgufFile merged = merged(adapter, WITH_HALF, TensorType.Q8_0);
        assertThat(metadata(merged)).isEqualTo(metadata(base));
        assertThat(merged.tensors())
                .extracting(TensorInfo::name)
                .containsExactlyElementsOf(
                        base.tensors().stream().map(TensorInfo::name).toList());
    }

    @Test
    void keepsTheAlignment() throws IOException {
        GgufFile aligned = aligned(0);
        Path target = folder.resolve("merged.gguf");
        MergedModel.write(aligned, null, Set.of(KEY), TensorType.Q8_0, target);
        GgufFile merged = GgufFile.open(target);
        assertThat(merged.tensors()).allMatch(tensor -> tensor.position() % 128 == 0);
        assertThat(merged.floats(NORM)).isEqualTo(TestValues.random(WIDTH, 1));
        assertThat(merged.floats(QUERY)).isEqualTo(aligned.floats(QUERY));
        assertThat(Files.size(target) % 128).isZero();
    }

    /**
     * A file aligned to 128 bytes: the writer knows 32 only, so the metadata are made longer until its header ends at a
     * multiple of both; its tensors fill whole units of 128.
     */
    private GgufFile aligned(int padding) throws IOException {
        Path file = folder.resolve("aligned.gguf");
        metadata("llama")
                .text("padding", " ".repeat(padding))
                .u32("general.alignment", 128)
                .tensor(NORM, TestValues.random(WIDTH, 1), WIDTH)
                .tensor(KEY, TensorType.Q4_1, new byte[20 * 32], 32, 32)
                .tensor(QUERY, TensorType.Q4_1, new byte[20 * 32], 32, 32)
                .write(file);
        try {
            return GgufFile.open(file);
        } catch (LabDefinitionException e) {
            return aligned(padding + 32);
        }
    }

    @Test
    void saysTheTypeOfMostValues() throws IOException {
        assertThat(base.whole("general.file_type")).hasValue(15);
        assertThat(merged(null, WITH_HALF, TensorType.Q8_0).whole("general.file_type"))
                .hasValue(15);
        assertThat(merged(null, Set.of(EMBEDDING, QUERY), TensorType.Q8_0).whole("general.file_type"))
                .hasValue(7);
        assertThat(merged(null, Set.of(EMBEDDING, QUERY), TensorType.F16).whole("general.file_type"))
                .hasValue(1);
    }

    @Test
    void nothingToRewriteGivesTheSameFile() throws IOException {
        assertThat(merged(null, Set.of(), TensorType.Q8_0).path()).hasSameBinaryContentAs(base.path());
    }

    @Test
    void tellsItsSizeItsDigestAndHowFarItIs() throws IOException {
        Path target = folder.resolve("new/merged.gguf");
        MergedModel model = MergedModel.of(base, adapter, WITH_HALF, TensorType.Q8_0);
        List<Long> written = new ArrayList<>();
        String digest = model.write(target, (bytes, all) -> {
            assertThat(all).isEqualTo(model.bytes());
            written.add(bytes);
        });
        assertThat(digest).isEqualTo(Sha256.ofFile(target));
        assertThat(model.bytes()).isEqualTo(Files.size(target));
        assertThat(written).isSorted().hasSize(base.tensors().size()).endsWith(model.bytes());
        assertThat(MergedModel.write(base, adapter, WITH_HALF, TensorType.Q8_0, target))
                .as("written once more")
                .isEqualTo(digest);
    }

    @Test
    void worksInPiecesOfRows() throws IOException {
        int width = 1 << 18;
        Path file = folder.resolve("wide.gguf");
        metadata("llama")
                .tensor(QUERY, TestValues.random(width * 20, 0.1f), width, 20)
                .write(file);
        GgufFile wide = GgufFile.open(file);
        Path lora = folder.resolve("wide-lora.gguf");
        LoraPair pair = new LoraPair(QUERY, 1, TestValues.random(width, 0.1f), TestValues.random(20, 0.1f));
        AdapterWriter.write(lora, "llama", 1, List.of(pair));
        Path target = folder.resolve("merged.gguf");
        MergedModel.write(wide, AdapterFile.open(lora), Set.of(QUERY), TensorType.Q8_0, target);
        float[] expected = wide.floats(QUERY);
        for (int i = 0; i < expected.length; i++) {
            expected[i] += pair.b()[i / width] * pair.a()[i % width];
        }
        assertThat(GgufFile.open(target).floats(QUERY)).isEqualTo(expected);
    }

    @Test
    void refusesAnAdapterOfAnotherModelAndLeavesNoFile() throws IOException {
        Path target = folder.resolve("merged.gguf");
        GgufFile other = GgufFile.open(base(metadata("qwen2"), folder.resolve("other.gguf")));
        assertThatThrownBy(() -> MergedModel.write(other, adapter, WITH_HALF, TensorType.Q8_0, target))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("does not fit the base model");
        assertThat(target).doesNotExist();
    }

    @Test
    void refusesValuesThatTheTypeCannotHoldAndLeavesNoFile() throws IOException {
        float[] b = TestValues.random(ROWS * RANK, 1);
        b[7] = 1e9f;
        Path file = folder.resolve("huge.gguf");
        AdapterWriter.write(
                file, "llama", ALPHA, List.of(new LoraPair(QUERY, RANK, TestValues.random(RANK * WIDTH, 1), b)));
        Path target = folder.resolve("merged.gguf");
        for (TensorType type : List.of(TensorType.Q8_0, TensorType.F16)) {
            assertThatThrownBy(() -> MergedModel.write(base, AdapterFile.open(file), QUANTISED, type, target))
                    .isInstanceOf(LabDefinitionException.class)
                    .hasMessageContaining("base.gguf: tensor " + QUERY + " would hold ")
                    .hasMessageContaining(" with the adapter added; as " + type + " finite numbers up to")
                    .hasMessageContaining("give the base that the adapter was trained on");
        }
        assertThat(target).doesNotExist();
    }

    @Test
    void refusesATypeThatLosesTheAdapterAndNamesThatAreNone() {
        assertThatThrownBy(() -> MergedModel.of(base, adapter, WITH_HALF, TensorType.Q4_1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fewer bits lose the adapter");
        assertThatThrownBy(() -> MergedModel.of(base, adapter, Set.of(QUERY), TensorType.Q8_0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> MergedModel.of(base, null, Set.of("none"), TensorType.Q8_0))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesToWriteOverWhatItIsMadeOf() {
        MergedModel model = MergedModel.of(base, adapter, WITH_HALF, TensorType.Q8_0);
        for (Path source : List.of(base.path(), adapter.path())) {
            assertThatThrownBy(() -> model.write(source, (bytes, all) -> {}))
                    .isInstanceOf(LabDefinitionException.class)
                    .hasMessageContaining("is a file that the merged model is made of; write it to another one");
        }
        assertThat(GgufFile.open(base.path()).tensors()).hasSameSizeAs(base.tensors());
    }

    @Test
    void refusesATensorItCannotRead() throws IOException {
        Path file = folder.resolve("odd.gguf");
        metadata("llama").tensor(QUERY, TensorType.IQ2_S, new byte[82], 256).write(file);
        assertThatThrownBy(() -> MergedModel.of(GgufFile.open(file), null, Set.of(QUERY), TensorType.Q8_0))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(
                        "tensor " + QUERY + " is of type IQ2_S, which cannot be read here; can be read: F32");
    }

    private GgufFile merged(@Nullable AdapterFile over, Set<String> rewritten, TensorType type) throws IOException {
        Path target = folder.resolve("merged.gguf");
        MergedModel.write(base, over, rewritten, type, target);
        return GgufFile.open(target);
    }

    /** W + alpha / rank · B·A, in floats, each product added to W in turn. */
    private float[] sum(String module) {
        float[] values = base.floats(module);
        LoraShape shape = adapter(module).pairs().get(0);
        LoraPair pair = adapter(module).read(shape);
        for (int i = 0; i < values.length; i++) {
            for (int k = 0; k < RANK; k++) {
                float factor = ALPHA / RANK * pair.b()[i / WIDTH * RANK + k];
                values[i] += factor * pair.a()[k * WIDTH + i % WIDTH];
            }
        }
        return values;
    }

    private AdapterFile adapter(String... modules) {
        List<LoraPair> pairs = Arrays.stream(modules)
                .map(module -> new LoraPair(
                        module, RANK, TestValues.random(RANK * WIDTH, 0.1f), TestValues.random(ROWS * RANK, 0.1f)))
                .toList();
        Path file = folder.resolve("adapter-" + String.join("-", modules) + ".gguf");
        try {
            AdapterWriter.write(file, "llama", ALPHA, pairs);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return AdapterFile.open(file);
    }

    private static GgufWriter metadata(String architecture) {
        return new GgufWriter()
                .text("general.architecture", architecture)
                .text("general.name", "grüße")
                .u32("general.file_type", 15)
                .f32("llama.rope.freq_base", 10_000);
    }

    private static Path base(GgufWriter out, Path file) throws IOException {
        out.tensor(NORM, TestValues.random(WIDTH, 1), WIDTH)
                .tensor(EMBEDDING, TensorType.Q4_K, blocks(TensorType.Q4_K, 4 * ROWS), WIDTH, 4 * ROWS)
                .tensor(QUERY, TensorType.Q4_K, blocks(TensorType.Q4_K, ROWS), WIDTH, ROWS)
                .tensor(KEY, TensorType.Q5_0, blocks(TensorType.Q5_0, ROWS), WIDTH, ROWS)
                .tensor(HALF, TensorType.F16, encoded(TensorType.F16), WIDTH, ROWS)
                .tensor(FULL, TestValues.random(ROWS * WIDTH, 0.1f), WIDTH, ROWS)
                .tensor(EIGHT, TensorType.Q8_0, encoded(TensorType.Q8_0), WIDTH, ROWS)
                .write(file);
        return file;
    }

    /** Random nibbles under sound factors. */
    private static byte[] blocks(TensorType type, int rows) {
        int size = type.blockBytes();
        byte[] bytes = new byte[rows * WIDTH / type.blockValues() * size];
        new Random(3).nextBytes(bytes);
        ByteBuffer out = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int at = 0; at < bytes.length; at += size) {
            out.putShort(at, HalfFloat.ofFloat(0.01f));
            if (type == TensorType.Q4_K) {
                out.putShort(at + 2, HalfFloat.ofFloat(0.02f));
            }
        }
        return bytes;
    }

    private static byte[] encoded(TensorType type) {
        float[] values = TestValues.random(ROWS * WIDTH, 0.1f);
        int blocks = values.length / type.blockValues();
        ByteBuffer out = ByteBuffer.allocate(blocks * type.blockBytes()).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < blocks; i++) {
            Quantizer.of(type).orElseThrow().block(values, i * type.blockValues(), out, i * type.blockBytes());
        }
        return out.array();
    }

    private static void assertNear(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        for (int block = 0; block < expected.length; block += 32) {
            float largest = 0;
            for (int i = block; i < block + 32; i++) {
                largest = Math.max(largest, Math.abs(expected[i]));
            }
            for (int i = block; i < block + 32; i++) {
                // Half a step, and what the rounding of the factor to 11 bits moves the outermost of 127 steps.
                assertThat(found[i]).isCloseTo(expected[i], within(largest / 127 * 0.5f + largest / 2048));
            }
        }
    }

    private static byte[] metadata(GgufFile file) throws IOException {
        int end = file.header().places().values().stream()
                .mapToInt(GgufHeader.Place::end)
                .max()
                .orElseThrow();
        return Arrays.copyOf(Files.readAllBytes(file.path()), end);
    }
}
