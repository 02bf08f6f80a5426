package org.adaptationlab.lab;

import static org.adaptationlab.lab.LabFileFixture.LAB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.lab.EmbedderSpec.BuiltIn;
import org.adaptationlab.lab.EmbedderSpec.Multilingual;
import org.adaptationlab.lab.EmbedderSpec.OnnxFile;
import org.adaptationlab.lab.EmbedderSpec.Pooling;
import org.adaptationlab.lab.EmbedderSpec.Prefixes;
import org.adaptationlab.lab.EmbedderSpec.Protocol;
import org.adaptationlab.lab.EmbedderSpec.Served;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbedderReaderTest {

    @TempDir
    private Path folder;

    private LabFileFixture labFile;

    @BeforeEach
    void writeLabFile() throws IOException {
        labFile = new LabFileFixture(folder);
    }

    @Test
    void takesTheOneThatIsTheSameEverywhereWhereALabSaysNothing() throws IOException {
        assertThat(labFile.read(LAB).embedder()).isEqualTo(new BuiltIn(BuiltIn.Language.ENGLISH_FLOAT));
    }

    @Test
    void readsAWord() throws IOException {
        assertThat(embedder("english-float")).isEqualTo(new BuiltIn(BuiltIn.Language.ENGLISH_FLOAT));
        assertThat(embedder("multilingual")).isEqualTo(new Multilingual());
        assertThat(embedder("ollama:nomic-embed-text:v1.5"))
                .isEqualTo(new Served(Protocol.OLLAMA, "nomic-embed-text:v1.5", null, Prefixes.NONE));
        assertThat(embedder("openai:bge-m3")).isEqualTo(new Served(Protocol.OPENAI, "bge-m3", null, Prefixes.NONE));
    }

    @Test
    void readsAServerWithItsAddressAndWhatItsModelWantsBeforeATextWithBlanks() throws IOException {
        assertThat(embedder("{openai: e5, endpoint: 'http://host:8000/v1', query-prefix: 'query: ',"
                        + " passage-prefix: 'passage: '}"))
                .isEqualTo(
                        new Served(Protocol.OPENAI, "e5", "http://host:8000/v1", new Prefixes("query: ", "passage: ")));
    }

    @Test
    void readsAFileBesideTheLabFile() throws IOException {
        Path beside = folder.resolve("labs/faq");
        Files.writeString(beside.resolve("m.onnx"), "");
        Files.writeString(beside.resolve("t.json"), "");

        assertThat(embedder("{file: m.onnx, tokenizer: t.json, pooling: mean, max-tokens: 256}"))
                .isEqualTo(new OnnxFile(
                        beside.resolve("m.onnx"), beside.resolve("t.json"), Pooling.MEAN, 256, Prefixes.NONE));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            englich                                          | did you mean "english"?
            "ollama:"                                        | ollama:NAME
            [english]                                        | embedder must be
            {ollama: a, openai: b}                           | embedder.openai is one too many
            {endpoint: b}                                    | exactly one of file, ollama, openai is allowed
            {ollama: a, pooling: mean}                       | unknown key "pooling" in embedder
            {file: m.onnx, tokenizer: t.json, pooling: cls}  | but there is no such file
            {file: m.onnx}                                   | missing key "tokenizer" in embedder
            """)
    void refusesWhatIsNoEmbedder(String text, String words) {
        assertThatThrownBy(() -> embedder(text))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(words);
    }

    private EmbedderSpec embedder(String text) throws IOException {
        return labFile.read(LAB + "embedder: " + text + "\n").embedder();
    }
}
