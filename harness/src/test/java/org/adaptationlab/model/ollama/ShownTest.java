package org.adaptationlab.model.ollama;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{- range .Messages }}{{ .Content }}{{ end }} | FROM x | true",
                "{{ .System }} {{ .Prompt }} | FROM x | true",
                "{{ .Prompt }} | FROM x | false",
                "{{ .Prompt }} | RENDERER qwen3-coder | true",
                "{{ .Prompt }} | # RENDERER none | false",
                "'' | FROM x | true"
            })
    void rendersChatsWhereItsTemplateOrAProgramDoes(String template, String modelfile, boolean renders) {
        OllamaApi.Shown shown = new OllamaApi.Shown(
                null, null, template, "# made by ollama\n" + modelfile, JsonNodeFactory.instance.objectNode());

        assertThat(shown.rendersChats()).isEqualTo(renders);
    }
}
