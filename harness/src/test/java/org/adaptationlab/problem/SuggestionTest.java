package org.adaptationlab.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SuggestionTest {

    @Test
    void isTheWordWithTheFewestEdits() {
        List<String> words = List.of("billing", "Shipping", "chipping", "returns", "ab");

        assertThat(Suggestion.closest("shiping", words)).contains("Shipping");
        assertThat(Suggestion.closest("hipping", words)).as("the first of two").contains("Shipping");
        assertThat(Suggestion.closest("filling", words)).contains("billing");
        assertThat(Suggestion.closest("trains", words)).isEmpty();
        assertThat(Suggestion.closest("xy", words)).as("half of the word").isEmpty();
        assertThat(Suggestion.closest("ax", words)).contains("ab");
        assertThat(Suggestion.closest("BILLING", words)).contains("billing");
        assertThat(Suggestion.closest("word", List.of())).isEqualTo(Optional.empty());
    }

    @Test
    void comparesOnlyWordsOfNearlyTheSameLength() {
        List<String> words = IntStream.range(0, 100).mapToObj(i -> "label " + i).toList();

        assertTimeout(
                Duration.ofSeconds(5),
                () -> assertThat(Suggestion.closest("a".repeat(2_000_000), words))
                        .isEmpty());
    }
}
