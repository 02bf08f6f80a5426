package org.adaptationlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.adaptationlab.problem.Problem;
import org.adaptationlab.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerSchemaTest {

    private static final String ORDER = """
            {"type": "object", "required": ["date", "lines"], "additionalProperties": false, "properties": {
              "date": {"type": "string", "format": "date"},
              "lines": {"type": "array", "items": {"type": "object", "properties": {
                "item": {"type": "string"}, "quantity": {"type": "integer"}}}}}}
            """;

    @Test
    void namesWhatAValueViolates() {
        AnswerSchema schema = schema(ORDER);

        assertThat(schema.violations(json("{\"date\":\"2026-03-01\",\"lines\":[{\"quantity\":2}]}")))
                .isEmpty();
        assertThat(schema.violations(json("{\"date\":\"1 March\",\"lines\":[{\"quantity\":2.5}],\"x\":1}")))
                .hasSize(3)
                .anySatisfy(violation -> assertThat(violation).contains("/date"))
                .anySatisfy(violation -> assertThat(violation).contains("/lines/0/quantity"));
    }

    @Test
    void putsMembersIntoItsOwnOrder() {
        JsonNode value = json("{\"z\":0,\"lines\":[{\"quantity\":2,\"item\":\"lamp\"}],\"date\":\"2026-03-01\"}");

        assertThat(schema(ORDER).inOrder(value))
                .hasToString("{\"date\":\"2026-03-01\",\"lines\":[{\"item\":\"lamp\",\"quantity\":2}],\"z\":0}");
    }

    @Test
    void isCompactAndInTheOrderOfItsFile() {
        assertThat(schema(ORDER).json()).startsWith("{\"type\":\"object\",\"required\":[\"date\",\"lines\"],");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            not json                                     | is no JSON schema: it must hold one JSON object
            [1]                                          | is no JSON schema: it must hold one JSON object
            {"type":"object","type":"array"}             | is no JSON schema: it must hold one JSON object
            {"type":"objekt"}                            | is no JSON schema: /type
            {"type":"object","properties":{"a":3}}       | is no JSON schema: /properties/a
            {"name":"a sample, not a schema"}            | is no JSON schema: it needs "type": "object"
            {"type":"string"}                            | is no JSON schema: it needs "type": "object"
            {"type":"object","$schema":"http://x.example/s"} | is a JSON schema that can't be used:
            {"type":"object","properties":{"a":{"$ref":"http://x.example/s"}}} | is a JSON schema that can't be used:
            {"type":"object","properties":{"a":{"$ref":"#/$defs/none"}}} | is a JSON schema that can't be used:
            {"type":"object","properties":{"a":{"type":"string","pattern":"("}}} | is no JSON schema:
            """)
    void saysInOneLineWhyAFileIsNoSchema(String text, String message) {
        Problems problems = new Problems();

        assertThat(AnswerSchema.parse(Path.of("s.json"), text, problems)).isEmpty();
        assertThat(problems.found())
                .hasSize(1)
                .extracting(Problem::message)
                .allSatisfy(found -> assertThat(found).startsWith(message).doesNotContain("\n"));
    }

    private static AnswerSchema schema(String text) {
        return AnswerSchema.parse(Path.of("s.json"), text, new Problems()).orElseThrow();
    }

    private static JsonNode json(String text) {
        return JsonText.parse(text).orElseThrow();
    }
}
