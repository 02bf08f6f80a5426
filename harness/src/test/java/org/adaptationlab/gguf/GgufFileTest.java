package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufFileTest {

    private static final int MUTANTS = 2_000;

    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("some.gguf");
        byte[] block = new byte[34];
        block[1] = 0x3c;
        block[2] = 7;
        new GgufWriter()
                .text("general.architecture", "llama")
                .text("grüße", "…")
                .u32("count", -1)
                .f32("rate", 0.5f)
                .texts("words", List.of("a", "größer"))
                .i32s("kinds", List.of(3, -1))
                .tensor("matrix", new float[] {1, 2, 3, 4, 5, 6}, 3, 2)
                .tensor("packed", TensorType.Q8_0, block, 32)
                .tensor("unreadable", TensorType.IQ2_S, new byte[82], 256)
                .write(file);
    }

    @Test
    void readsWhatWasWritten() {
        GgufFile read = GgufFile.open(file);
        assertThat(read.keys()).containsExactly("general.architecture", "grüße", "count", "rate", "words", "kinds");
        assertThat(read.architecture()).contains("llama");
        assertThat(read.text("grüße")).contains("…");
        assertThat(read.whole("count")).hasValue(0xffffffffL);
        assertThat(read.real("rate")).hasValue(0.5);
        assertThat(read.items("words")).containsExactly(new MetadataValue.Text("a"), new MetadataValue.Text("größer"));
        assertThat(read.items("kinds")).containsExactly(new MetadataValue.Whole(3), new MetadataValue.Whole(-1));
        assertThat(read.tensors())
                .extracting(TensorInfo::name, TensorInfo::shape)
                .containsExactly(
                        tuple("matrix", List.of(3L, 2L)),
                        tuple("packed", List.of(32L)),
                        tuple("unreadable", List.of(256L)));
        assertThat(read.floats("matrix")).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read.floats("packed")).hasSize(32).startsWith(7, 0);
        assertThat(read.tensors()).allMatch(tensor -> tensor.position() % 32 == 0);
    }

    @Test
    void readsEveryKindOfMetadata() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(1000).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put("GGUF".getBytes(StandardCharsets.US_ASCII))
                .putInt(2)
                .putLong(0)
                .putLong(9);
        entry(bytes, "u8", 0).put((byte) 200);
        entry(bytes, "i8", 1).put((byte) -3);
        entry(bytes, "u16", 2).putShort((short) 65_000);
        entry(bytes, "i16", 3).putShort((short) -300);
        entry(bytes, "i32", 5).putInt(-70_000);
        entry(bytes, "flag", 7).put((byte) 1);
        entry(bytes, "i64", 11).putLong(-5_000_000_000L);
        entry(bytes, "f64", 12).putDouble(0.1);
        entry(bytes, "nested", 9)
                .putInt(9)
                .putLong(2)
                .putInt(4)
                .putLong(1)
                .putInt(8)
                .putInt(8)
                .putLong(0);
        Files.write(file, Arrays.copyOf(bytes.array(), bytes.position()));
        GgufFile read = GgufFile.open(file);
        assertThat(read.whole("u8")).hasValue(200);
        assertThat(read.whole("i8")).hasValue(-3);
        assertThat(read.whole("u16")).hasValue(65_000);
        assertThat(read.whole("i16")).hasValue(-300);
        assertThat(read.whole("i32")).hasValue(-70_000);
        assertThat(read.whole("i64")).hasValue(-5_000_000_000L);
        assertThat(read.real("f64")).hasValue(0.1);
        assertThat(read.items("nested"))
                .containsExactly(
                        new MetadataValue.Items(List.of(new MetadataValue.Whole(8))),
                        new MetadataValue.Items(List.of()));
        assertThat(read.text("flag")).isEmpty();
    }

    @Test
    void refusesATensorTypeItCannotReadByName() {
        assertThatThrownBy(() -> GgufFile.open(file).floats("unreadable"))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("tensor unreadable is of type IQ2_S")
                .hasMessageContaining("Q6_K");
    }

    @Test
    void saysWhatIsWrongWithAFile() throws IOException {
        assertRefused(bytes -> bytes.put(0, (byte) 'X'), "does not begin with \"GGUF\"");
        assertRefused(bytes -> bytes.putInt(4, 1), "version is 1, 2 and 3 can be read");
        assertRefused(bytes -> bytes.putLong(8, 1L << 60), "number of tensors is 1152921504606846976");
        assertRefused(bytes -> bytes.putLong(16, -1), "number of metadata entries is 18446744073709551615");
        assertRefused(bytes -> bytes.limit(90), "the number of tensors is 3, more than the file has room for");
        assertRefused(bytes -> bytes.limit(6), "it ends within the version");
        assertRefused(bytes -> bytes.limit(bytes.capacity() - 40), "reaches beyond the end of the file");
        assertRefused(bytes -> bytes.limit(0), "it ends within the magic number");
        assertThatThrownBy(() -> GgufFile.open(folder.resolve("none.gguf")))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageEndingWith("none.gguf: there is no such file");
    }

    @Test
    void neverFailsOtherwiseThanWithAClearLineWhateverTheBytes() throws IOException {
        byte[] sound = Files.readAllBytes(file);
        int header = Math.toIntExact(
                GgufFile.open(file).tensor("matrix").orElseThrow().position());
        Random random = new Random(1);
        int refused = 0;
        for (int mutant = 0; mutant < MUTANTS; mutant++) {
            byte[] bytes = Arrays.copyOf(sound, random.nextInt(4) == 0 ? random.nextInt(sound.length) : sound.length);
            for (int i = random.nextInt(3); i >= 0 && bytes.length > 0; i--) {
                int at = random.nextInt(Math.min(header, bytes.length));
                bytes[at] =
                        random.nextBoolean() ? (byte) random.nextInt() : (byte) (random.nextBoolean() ? 0xff : 0x7f);
            }
            Path broken = folder.resolve("mutant.gguf");
            Files.write(broken, bytes);
            try {
                GgufFile read = GgufFile.open(broken);
                read.tensors().stream()
                        .filter(tensor -> tensor.type().readable())
                        .forEach(t -> read.floats(t.name()));
            } catch (LabDefinitionException e) {
                refused++;
                assertThat(e).message().contains("mutant.gguf: ").doesNotContain("null");
            }
        }
        assertThat(refused).isGreaterThan(MUTANTS / 4);
    }

    private interface Damage {
        void to(ByteBuffer bytes);
    }

    private void assertRefused(Damage damage, String message) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        damage.to(bytes);
        Path broken = folder.resolve("broken.gguf");
        Files.write(broken, Arrays.copyOf(bytes.array(), bytes.limit()));
        assertThatThrownBy(() -> GgufFile.open(broken))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("broken.gguf: not a sound GGUF file: ")
                .hasMessageContaining(message);
    }

    private static ByteBuffer entry(ByteBuffer bytes, String key, int type) {
        return bytes.putLong(key.length())
                .put(key.getBytes(StandardCharsets.US_ASCII))
                .putInt(type);
    }
}
