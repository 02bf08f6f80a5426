package org.adaptationlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.GgufWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChatTemplateKindTest {

    @TempDir
    private Path folder;

    @Test
    void warnsOfAModelThatIsAskedInAFormThatIsNotItsOwn() throws IOException {
        GgufWriter file = new GgufWriter().text("general.architecture", "llama");

        assertThat(kind(file)).isEqualTo(ChatTemplateKind.NONE);
        assertThat(kind(file).warning())
                .hasValueSatisfying(warning ->
                        assertThat(warning).startsWith("the model has no chat template; it is asked in ChatML"));
        assertThat(kind(file.text("tokenizer.chat_template", " \n"))).isEqualTo(ChatTemplateKind.NONE);
    }

    @Test
    void hasNothingToSayOfAModelWithATemplate() throws IOException {
        GgufWriter file = new GgufWriter()
                .text("general.architecture", "llama")
                .text("tokenizer.chat_template", "{{ messages }}");

        assertThat(kind(file)).isEqualTo(ChatTemplateKind.OWN);
        assertThat(kind(file).warning()).isEmpty();
    }

    private ChatTemplateKind kind(GgufWriter file) throws IOException {
        Path path = folder.resolve("model.gguf");
        file.write(path);
        return ChatTemplateKind.of(GgufFile.open(path));
    }
}
