package org.adaptationlab.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.file.YamlFile;
import org.adaptationlab.problem.Problem;
import org.adaptationlab.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServerReaderTest {

    private final Problems problems = new Problems();

    private ServerSettings read(String yaml) {
        return YamlFile.parse(Path.of("lab.yaml"), "server: " + yaml, problems)
                .flatMap(top -> top.section("server"))
                .map(ServerReader::read)
                .orElseThrow();
    }

    @Test
    void readsHowAServerWantsToBeAsked() {
        assertThat(
                        read(
                                "{omit: [seed, top_p], system: merge, token-limit: max_completion_tokens, extra: {a: {b: [1, x]}}}"))
                .isEqualTo(new ServerSettings(
                        List.of("seed", "top_p"), true, "max_completion_tokens", "{\"a\":{\"b\":[1,\"x\"]}}"));
        assertThat(read("{}")).isEqualTo(ServerSettings.NONE);
        assertThat(read("{system: separate}")).isEqualTo(ServerSettings.NONE);
        assertThat(problems.found()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "true | true",
                "True | true",
                "FALSE | false",
                "null | null",
                "~ | null",
                "Null | null",
                "1 | 1",
                "-7 | -7",
                "+5 | 5",
                "1.5 | 1.5",
                ".5 | 0.5",
                "1e3 | 1000.0",
                "'1' | \"1\"",
                "\"true\" | \"true\"",
                "no | \"no\"",
                "on | \"on\"",
                "1.2.3 | \"1.2.3\"",
                "- | \"-\"",
                "0x10 | \"0x10\"",
                "[] | []",
                "{} | {}"
            })
    void readsFurtherFieldsAsYaml(String yaml, String json) {
        if (!yaml.equals("-")) {
            assertThat(read("{extra: {x: " + yaml + "}}").extra()).isEqualTo("{\"x\":" + json + "}");
        }
        assertThat(problems.found()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{omit: [messages]}",
                "{omit: [model]}",
                "{omit: ['a b']}",
                "{omit: seed}",
                "{token-limit: stream}",
                "{extra: {stream: false}}",
                "{extra: {messages: []}}",
                "{extra: [1]}",
                "{extra: x}",
                "{extra: {a: 1, a: 2}}",
                "{system: merged}",
                "{omits: [seed]}"
            })
    void reportsWhatIsWrong(String yaml) {
        read(yaml);

        assertThat(problems.found())
                .hasSize(1)
                .first()
                .extracting(Problem::line)
                .isEqualTo(1);
    }
}
