package org.adaptationlab.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.adaptationlab.lab.AnswerSchema;
import org.adaptationlab.lab.RandomText;
import org.adaptationlab.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonScorerTest {

    private static final String ORDER = """
            {"customer":"Ada Lovelace","lines":[{"item":"lamp","quantity":2},{"item":"kettle","quantity":1}]}""";

    private final JsonScorer scorer = new JsonScorer(
            AnswerSchema.parse(Path.of("s.json"), """
                    {"type":"object","required":["customer"],"additionalProperties":false,"properties":{
                      "customer":{"type":"string"},"note":{"type":"string"},
                      "lines":{"type":"array","items":{"type":"object"}}}}
                    """, new Problems()).orElseThrow());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\":1}",
                " { \"a\" : 1 }\n",
                "```json\n{\"a\":1}\n```",
                "```\n{\"a\":1}```",
                "```json {\"a\":1} ```"
            })
    void readsJsonInAFenceOrNot(String output) {
        assertThat(scorer.parse(output)).contains("{\"a\":1}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}{}",
                "{\"a\":1} I hope this helps.",
                "Here it is: {\"a\":1}",
                "{\"a\":1,\"a\":2}",
                "{\"a\":1",
                "\"text\"",
                "12",
                "null",
                "```json\n```",
                "```",
                "``````json\n{\"a\":1}\n``````",
                "Sure:\n```json\n{\"a\":1}\n```"
            })
    void takesNothingElse(String output) {
        assertThat(scorer.parse(output)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"customer":"ada  LOVELACE","lines":[{"quantity":1.0,"item":"kettle"},{"item":"lamp","quantity":2}]} | 1 | 1 | 1 | 1
            {"customer":"Ada Lovelace","lines":[{"item":"kettle","quantity":1}]}                 | 0.75 | 1 | 0.6 | 1
            {"customer":"Ada Lovelace","note":null,"lines":[]}                                   | 0.285714 | 0.5 | 0.2 | 0
            {"customer":"Ada Lovelace","lines":[{"item":"lamp","quantity":3},{"item":"kettle","quantity":1}],"x":1} | 0.727273 | 0.666667 | 0.8 | 0
            {"customer":["Ada Lovelace"]}                                                        | 0 | 0 | 0 | 0
            []                                                                                   | 0 | 0 | 0 | 0
            """)
    void countsFieldsThatAgree(String answer, double f1, double precision, double recall, double valid) {
        Judgement judgement = scorer.judge(answer, new Target(ORDER, List.of(), true));

        assertThat(((Score.Graded) judgement.score()).value()).isCloseTo(f1, within(1e-6));
        assertThat(judgement.further())
                .containsOnlyKeys(scorer.further())
                .hasEntrySatisfying(
                        Metric.FIELD_PRECISION, found -> assertThat(found).isCloseTo(precision, within(1e-6)))
                .hasEntrySatisfying(
                        Metric.FIELD_RECALL, found -> assertThat(found).isCloseTo(recall, within(1e-6)))
                .containsEntry(Metric.SCHEMA_VALID, valid)
                .containsEntry(Metric.JSON_EXACT, f1 == 1 ? 1.0 : 0.0);
    }

    @Test
    void saysWhatIsWrong() {
        Judgement judgement = scorer.judge("{\"customer\":1}", new Target(ORDER, List.of(), true));

        assertThat(((Score.Graded) judgement.score()).reason())
                .startsWith(
                        "0 fields right, 1 wrong or too many, 5 of the target not there; schema: /customer: integer");
    }

    @Test
    void isUngradedWhereTheTargetIsNoJson() {
        assertThat(scorer.judge("{}", new Target("left", List.of(), true)).score())
                .isInstanceOf(Score.Ungraded.class);
    }

    @Test
    void readsAnyTextWithoutHarm() {
        Random random = new Random(2);
        for (int i = 0; i < 2_000; i++) {
            scorer.parse(RandomText.of(random, 14))
                    .ifPresent(answer -> assertThat(scorer.judge(answer, new Target(ORDER, List.of(), true))
                                    .score())
                            .isInstanceOf(Score.Graded.class));
        }
        assertThat(scorer.parse("[".repeat(100_000))).isEmpty();
        assertThat(scorer.parse("[".repeat(900) + "]".repeat(900))).isPresent();
        assertThat(scorer.parse("[" + "9".repeat(100_000) + "]")).isEmpty();
        assertThat(scorer.judge("{\"customer\":1e999999999}", new Target(ORDER, List.of(), true))
                        .further())
                .containsEntry(Metric.SCHEMA_VALID, 0.0);
    }
}
