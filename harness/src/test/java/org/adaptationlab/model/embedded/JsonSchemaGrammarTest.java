package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonSchemaGrammarTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static String root(String schema) throws Exception {
        String grammar = JsonSchemaGrammar.of(JSON.readTree(schema));
        assertThat(grammar).startsWith("root ::= ");
        return grammar.substring("root ::= ".length(), grammar.indexOf('\n'));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    {"type":"string"} ~ string
                    {"type":"integer","description":"how many"} ~ integer
                    {"enum":["a",1,true,null]} ~ ("\\"a\\"" | "1" | "true" | "null")
                    {"type":"string","enum":["say \\"hi\\"\\n"]} ~ ("\\"say \\\\\\"hi\\\\\\"\\\\n\\"")
                    {"type":"string","enum":["Ärger 😀"]} ~ ("\\"Ärger 😀\\"")
                    {"type":"array","items":{"type":"number"}} ~ ("[" (number ("," blank number){0,})? "]")
                    {"type":"array","items":{"type":"null"},"minItems":2,"maxItems":3} ~ ("[" (null ("," blank null){1,2}) "]")
                    {"type":"array","items":{"type":"null"},"maxItems":0} ~ "[]"
                    {"type":"object"} ~ ("{" "}")
                    """)
    void writesARuleForEachKindOfSchema(String schema, String rule) throws Exception {
        assertThat(root(schema)).isEqualTo(rule);
    }

    @Test
    void writesRequiredAndOptionalMembersInOrder() throws Exception {
        assertThat(root(
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"integer\"}},"
                                + "\"required\":[\"a\"],\"additionalProperties\":false}"))
                .isEqualTo("(\"{\" \"\\\"a\\\":\" blank string (\",\" blank \"\\\"b\\\":\" blank integer)? \"}\")");
        assertThat(root(
                        "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"integer\"}},"
                                + "\"required\":[\"b\"]}"))
                .isEqualTo("(\"{\" (\"\\\"a\\\":\" blank string (\",\" blank \"\\\"b\\\":\" blank integer) "
                        + "| \"\\\"b\\\":\" blank integer ) \"}\")");
    }

    @Test
    void escapesCharacterClassesAsTheGrammarWantsThem() throws Exception {
        assertThat(JsonSchemaGrammar.of(JSON.readTree("{\"type\":\"string\"}")))
                .contains("char ::= [^\"\\\\\\x7F\\x00-\\x1F] | \"\\\\\" ([\"\\\\/bfnrt] | \"u\" [0-9a-fA-F]{4})\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
                    {} ~ format: "type" or "enum" is needed
                    {"type":"string","minLength":2} ~ format: "minLength" can't be enforced
                    {"type":"string","format":"date"} ~ format: "format" can't be enforced
                    {"type":["string","null"]} ~ format: "type" or "enum" is needed
                    {"anyOf":[{"type":"string"}]} ~ format: "type" or "enum" is needed
                    {"enum":[]} ~ format: "enum" is a list of at least one value
                    {"enum":[{}]} ~ format: "enum" may list
                    {"type":"array"} ~ format.items: a schema is a JSON object
                    {"type":"array","items":{"type":"null"},"minItems":-1} ~ format: minItems is a whole number
                    {"type":"array","items":{"type":"null"},"minItems":3,"maxItems":2} ~ format: maxItems 2 is less
                    {"type":"object","properties":{"a":{"type":"x"}}} ~ format.a: "type" or "enum" is needed
                    {"type":"object","required":["a"]} ~ format: required [a] has no property
                    {"type":"object","additionalProperties":{"type":"null"}} ~ format: "additionalProperties" with a schema
                    """)
    void refusesWhatItCannotEnforceAndSaysWhere(String schema, String reason) {
        assertThatThrownBy(() -> JsonSchemaGrammar.of(JSON.readTree(schema)))
                .isInstanceOf(BadRequest.class)
                .hasMessageContaining("the answer format is not supported: " + reason);
    }
}
