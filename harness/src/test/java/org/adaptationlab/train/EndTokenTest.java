package org.adaptationlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndTokenTest {

    private static final int U32 = 4;
    private static final int I32 = 5;
    private static final int ARRAY = 9;
    private static final int NORMAL = 1;
    private static final int CONTROL = 3;
    private static final Map<String, Integer> ENDS =
            Map.of("tokenizer.ggml.eot_token_id", 1, "tokenizer.ggml.eos_token_id", 0);

    @TempDir
    private Path folder;

    @Test
    void isTheControlTokenThatTheTemplatePutsAfterATurn() throws IOException {
        assertThat(end(ENDS, 2, NORMAL, NORMAL, CONTROL)).isEqualTo(2);
    }

    @Test
    void isTheFilesEndOfTurnWhereTheTemplatePutsOrdinaryTextThereOrNothing() throws IOException {
        assertThat(end(ENDS, 2, CONTROL, CONTROL, NORMAL)).isEqualTo(1);
        assertThat(end(ENDS, null, CONTROL, CONTROL, CONTROL)).isEqualTo(1);
        assertThat(end(ENDS, 2)).as("without types in the file").isEqualTo(1);
    }

    @Test
    void isTheFilesEndOfTextWhereItNamesNoEndOfTurn() throws IOException {
        assertThat(end(Map.of("tokenizer.ggml.eos_token_id", 0), null)).isZero();
    }

    @Test
    void isRefusedWhereNobodyTellsIt() {
        assertThatThrownBy(() -> end(Map.of(), 2, NORMAL, NORMAL, NORMAL))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("it names no end token");
    }

    @Test
    void isWhatAServerTellsWhereTheBaseIsNoFile() {
        BaseModel onServer = new BaseModel("llama3.1:8b", "d", null, null);

        assertThat(EndToken.of(onServer, new FakeTokenizer("vLLM", 0, 7))).isEqualTo(7);
        assertThatThrownBy(() -> EndToken.of(onServer, new FakeTokenizer("vLLM", 0, null)))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("cannot train on llama3.1:8b");
    }

    private int end(Map<String, Integer> named, @Nullable Integer afterTurn, int... types) throws IOException {
        Path file = folder.resolve("base.gguf");
        Files.write(file, gguf(new TreeMap<>(named), types));
        return EndToken.of(new BaseModel("base", "d", null, file), new FakeTokenizer("llama.cpp", 0, afterTurn));
    }

    /** A header alone; tests elsewhere write whole models, but no arrays. */
    private static byte[] gguf(Map<String, Integer> numbers, int... types) {
        ByteBuffer out = ByteBuffer.allocate(1 << 10).order(ByteOrder.LITTLE_ENDIAN);
        out.put("GGUF".getBytes(StandardCharsets.US_ASCII)).putInt(3).putLong(0);
        out.putLong(numbers.size() + (types.length == 0 ? 0 : 1));
        numbers.forEach((key, value) -> {
            text(out, key);
            out.putInt(U32).putInt(value);
        });
        if (types.length > 0) {
            text(out, "tokenizer.ggml.token_type");
            out.putInt(ARRAY).putInt(I32).putLong(types.length);
            Arrays.stream(types).forEach(out::putInt);
        }
        return Arrays.copyOf(out.array(), out.position());
    }

    private static void text(ByteBuffer out, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.putLong(bytes.length).put(bytes);
    }
}
