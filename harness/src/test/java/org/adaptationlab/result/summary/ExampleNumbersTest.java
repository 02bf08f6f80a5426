package org.adaptationlab.result.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class ExampleNumbersTest {

    /** In order, out of order, again and again. */
    @RepeatedTest(20)
    void numbersIdsInTheOrderTheyFirstCome(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        ExampleNumbers numbers = new ExampleNumbers();
        List<String> first = new ArrayList<>();
        int id = 0;
        for (int i = 0; i < 500; i++) {
            id = random.nextInt(3) == 0 ? random.nextInt(40) : (id + random.nextInt(2)) % 40;
            String name = "test-" + id;
            if (!first.contains(name)) {
                first.add(name);
            }

            assertThat(numbers.number(name)).isEqualTo(first.indexOf(name));
        }
        assertThat(numbers.size()).isEqualTo(first.size());
        assertThat(first)
                .allSatisfy(name -> assertThat(numbers.id(first.indexOf(name))).isEqualTo(name));
    }
}
