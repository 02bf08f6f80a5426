package org.adaptationlab.score;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FieldMatchTest {

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    @Test
    void isOneForTheSameJsonHoweverItsLinesAreOrdered() {
        Random random = new Random(1);
        for (int i = 0; i < 300; i++) {
            JsonNode value = random(random, 3);
            FieldMatch match = FieldMatch.of(value, permuted(value, random));
            assertThat(match.f1()).as("%s", value).isEqualTo(1);
            assertThat(match.precision()).isEqualTo(1);
            assertThat(match.recall()).isEqualTo(1);
        }
    }

    @Test
    void precisionOfOneSideIsRecallOfTheOther() {
        Random random = new Random(4);
        for (int i = 0; i < 300; i++) {
            JsonNode a = random(random, 3);
            JsonNode b = random(random, 3);
            FieldMatch there = FieldMatch.of(a, b);
            FieldMatch back = FieldMatch.of(b, a);
            assertThat(there.f1()).isEqualTo(back.f1()).isBetween(0.0, 1.0);
            assertThat(there.precision()).isEqualTo(back.recall());
        }
    }

    @Test
    void pairsItemsForTheGreatestSum() {
        Random random = new Random(9);
        for (int i = 0; i < 400; i++) {
            int[][] gains = new int[1 + random.nextInt(5)][1 + random.nextInt(5)];
            for (int[] row : gains) {
                for (int j = 0; j < row.length; j++) {
                    row[j] = random.nextInt(6);
                }
            }
            assertThat(Assignment.bestSum(gains)).isEqualTo(bruteForce(gains, 0, 0));
        }
    }

    @Test
    void comparesLongListsInTheirOrder() {
        ArrayNode numbers = JSON.arrayNode();
        for (int i = 0; i < 5_000; i++) {
            numbers.add(i);
        }
        assertThat(FieldMatch.of(numbers, numbers).f1()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"a":{}}          | {"a":{"b":null}}         | 1
            {"a":{"b":null}}  | {"a":{}}                 | 1
            {"a":[null]}      | {"a":[]}                 | 1
            {"a":{}}          | {"a":[null]}             | 0
            {"a":{}}          | {"a":{"b":null,"c":1}}   | 0
            {"a":1}           | {"a":1,"b":null}         | 1
            {"a":null}        | {}                       | 1
            """)
    void countsANullAsAbsentAtAnyDepth(String target, String answer, double f1) throws Exception {
        ObjectMapper mapper = new ObjectMapper();

        assertThat(FieldMatch.of(mapper.readTree(target), mapper.readTree(answer))
                        .f1())
                .isEqualTo(f1);
    }

    private static int bruteForce(int[][] gains, int row, int taken) {
        if (row == gains.length) {
            return 0;
        }
        int best = bruteForce(gains, row + 1, taken);
        for (int j = 0; j < gains[row].length; j++) {
            if ((taken & 1 << j) == 0) {
                best = Math.max(best, gains[row][j] + bruteForce(gains, row + 1, taken | 1 << j));
            }
        }
        return best;
    }

    private static JsonNode random(Random random, int depth) {
        int kind = random.nextInt(depth == 0 ? 4 : 6);
        if (kind == 4) {
            ArrayNode items = JSON.arrayNode();
            for (int i = random.nextInt(5); i > 0; i--) {
                items.add(random(random, depth - 1));
            }
            return items;
        }
        if (kind == 5) {
            ObjectNode members = JSON.objectNode();
            for (int i = random.nextInt(4); i > 0; i--) {
                members.set("k" + random.nextInt(4), random(random, depth - 1));
            }
            return members;
        }
        return kind == 0
                ? JSON.nullNode()
                : kind == 1
                        ? JSON.booleanNode(true)
                        : kind == 2 ? JSON.numberNode(random.nextInt(3)) : JSON.textNode("t" + random.nextInt(3));
    }

    private static JsonNode permuted(JsonNode value, Random random) {
        if (value.isArray()) {
            List<JsonNode> items = new ArrayList<>();
            value.forEach(item -> items.add(permuted(item, random)));
            Collections.shuffle(items, random);
            return JSON.arrayNode().addAll(items);
        }
        if (value.isObject()) {
            List<String> names = new ArrayList<>();
            value.fieldNames().forEachRemaining(names::add);
            Collections.shuffle(names, random);
            ObjectNode members = JSON.objectNode();
            names.forEach(name -> members.set(name, permuted(value.path(name), random)));
            return members;
        }
        return value;
    }
}
