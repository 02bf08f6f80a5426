package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsFileTest {

    private static final String SOUND = "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"a\":{\"dtype\":\"F32\",\"shape\":[1,2],\"data_offsets\":[0,8]},"
            + "\"b\":{\"dtype\":\"F16\",\"shape\":[2],\"data_offsets\":[8,12]}}";

    @TempDir
    private Path folder;

    @Test
    void readsNamesShapesAndNumbers() throws IOException {
        byte[] data = ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putFloat(1.5f)
                .putFloat(-2)
                .putShort((short) 0x3c00)
                .putShort((short) 0xc000)
                .array();
        SafetensorsFile file = SafetensorsFile.open(written(PeftFolder.safetensors(SOUND + "   ", data)));
        List<TensorInfo> tensors = List.copyOf(file.tensors());
        assertThat(tensors).extracting(TensorInfo::name).containsExactly("a", "b");
        assertThat(tensors.get(0).shape()).as("the fastest dimension first").containsExactly(2L, 1L);
        assertThat(file.floats(tensors.get(0))).containsExactly(1.5f, -2);
        assertThat(file.floats(tensors.get(1))).containsExactly(1, -2);
    }

    @Test
    void saysWhatIsWrongWithAHeader() throws IOException {
        assertRefused(SOUND.replace("[8,12]", "[4,8]"), "tensor b overlaps another");
        assertRefused(SOUND.replace("[8,12]", "[9,13]"), "the bytes before tensor b belong to none");
        assertRefused(SOUND.replace("[8,12]", "[8,16]"), "tensor b of type F16 and shape [2] needs 4 bytes");
        assertRefused(SOUND.replace("[8,12]", "[12,8]"), "its data_offsets are 12 and 8");
        assertRefused(SOUND.replace("[8,12]", "[-4,0]"), "a size or offset that is no whole number from 0");
        assertRefused(SOUND.replace("[8,12]", "[8,1e1]"), "a size or offset that is no whole number from 0");
        assertRefused(
                SOUND.replace("[2]", "[9223372036854775807,9223372036854775807]"),
                "tensor b has a dimension of 9223372036854775807");
        assertRefused(SOUND.replace("[2]", "[1,1,1,1,2]"), "tensor b has 5 dimensions");
        assertRefused(SOUND.replace("\"F16\"", "7"), "tensor b lacks its dtype, shape or two data_offsets");
        assertRefused(SOUND.replace("\"b\"", "\"a\""), "its header is no JSON (Duplicate field 'a')");
        assertRefused(SOUND + "}", "its header is no JSON");
        assertRefused("[1]", "its header is no JSON object");
        assertRefused("{}", "its last 12 bytes belong to no tensor");
        assertRefused("[".repeat(5_000), "its header is no JSON");
    }

    @Test
    void refusesOtherNumbersByTheirName() throws IOException {
        Path file = written(PeftFolder.safetensors(SOUND.replace("F16", "F8_E4M3"), new byte[12]));
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("tensor b is stored as F8_E4M3; F32, F16 and BF16 can be read");
    }

    @Test
    void takesATensorWithoutNumbersForOneThatWasNotGathered() throws IOException {
        Path file = written(PeftFolder.safetensors(SOUND.replace("[2]", "[0]"), new byte[12]));
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(
                        "some.safetensors: tensor b has a dimension of 0: the weights lay in parts with several"
                                + " processes and were not gathered, as when DeepSpeed ZeRO-3 saves");
    }

    @Test
    void refusesALengthThatIsNoHeadersWithoutReadingSoMuch() throws IOException {
        byte[] bytes = PeftFolder.safetensors(SOUND, new byte[12]);
        for (long length : new long[] {-1, Long.MAX_VALUE, 1L << 40, (1 << 22) + 1}) {
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
            Path file = written(bytes);
            assertThatThrownBy(() -> SafetensorsFile.open(file))
                    .hasMessageContaining("its header has " + Long.toUnsignedString(length) + " bytes, at most");
        }
    }

    @Test
    void refusesAFileThatIsCutAnywhere() throws IOException {
        byte[] bytes = PeftFolder.safetensors(SOUND, new byte[12]);
        for (int length = 0; length < bytes.length; length++) {
            Path file = written(Arrays.copyOf(bytes, length));
            assertThatThrownBy(() -> SafetensorsFile.open(file))
                    .as("%d bytes", length)
                    .isInstanceOf(LabDefinitionException.class)
                    .hasMessageContaining("some.safetensors: not a sound safetensors file: ");
        }
    }

    private Path written(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("some.safetensors"), bytes);
    }

    private void assertRefused(String header, String message) throws IOException {
        Path file = written(PeftFolder.safetensors(header, new byte[12]));
        assertThatThrownBy(() -> SafetensorsFile.open(file))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("some.safetensors: not a sound safetensors file: ")
                .hasMessageContaining(message);
    }
}
