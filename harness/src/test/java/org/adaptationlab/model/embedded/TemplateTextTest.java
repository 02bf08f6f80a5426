package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.GgufWriter;
import org.adaptationlab.model.ChatTemplateKind;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateTextTest {

    @TempDir
    private Path folder;

    private GgufFile with(String template) throws IOException {
        Path path = folder.resolve("model.gguf");
        new GgufWriter()
                .text("general.architecture", "llama")
                .text("tokenizer.chat_template", template)
                .write(path);
        return GgufFile.open(path);
    }

    @Test
    void isTheTemplateOfTheFileToTheLetter() throws IOException {
        String template = "{% for m in messages %}\n  {{ m.content }}%Y\n{% endfor %}\n";

        assertThat(TemplateText.of(with(template))).isEqualTo(template);
    }

    @Test
    void isChatMlWhereTheFileHasNone() throws IOException {
        Path bare = folder.resolve("bare.gguf");
        new GgufWriter().text("general.architecture", "llama").write(bare);
        GgufFile file = GgufFile.open(bare);

        assertThat(TemplateText.of(file)).contains("<|im_start|>");
        assertThat(ChatTemplateKind.of(file)).isEqualTo(ChatTemplateKind.NONE);
        assertThat(ChatTemplateKind.of(with(" "))).isEqualTo(ChatTemplateKind.NONE);
        assertThat(ChatTemplateKind.of(with("x"))).isEqualTo(ChatTemplateKind.OWN);
    }

    @Test
    void isTheSameOnEachDay() throws IOException {
        assertThat(TemplateText.of(with("{% if strftime_now is defined %}{{ strftime_now(\"%d %b %Y\") }}"
                        + "{{ strftime_now( '%Y-%m-%d, %A' ) }}{% endif %}")))
                .isEqualTo(
                        "{% if strftime_now is defined %}{{ \"26 Jul 2024\" }}{{ '2024-07-26, Friday' }}{% endif %}");
    }

    @Test
    void refusesADateThatItCannotHoldStill() {
        assertThatThrownBy(() -> TemplateText.of(with("{{ strftime_now(format) }}")))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(
                        "model.gguf: its chat template writes today's date into each prompt (strftime_now)");
        assertThatThrownBy(() -> TemplateText.of(with("{{ strftime_now('%U') }}")))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("(%U)");
    }

    @Test
    void knowsARenderingOfAnotherTemplate() {
        assertThat(TemplateText.unmarked("<|im_start|>user\nhi<|im_end|>\n")).isEmpty();
        assertThat(TemplateText.unmarked("%OWN-TEMPLATE%<|im_start|>user\n")).contains("<|im_start|>user\n");
    }

    @Test
    void takesCharactersRoundThatTheBindingDamages() {
        String given = TemplateText.marked("a 😀 é");

        assertThat(given).endsWith("a %CHAR-1F600% é").startsWith("{{ \"%OWN-TEMPLATE%\" }}");
        assertThat(TemplateText.unmarked("%OWN-TEMPLATE%a %CHAR-1F600% é")).contains("a 😀 é");
    }
}
