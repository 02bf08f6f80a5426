package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.RetrievalSpec.Position;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoldPassagesTest {

    /** Best first for every query; {@code g} is the gold document of the examples. */
    private static final List<Passage> RANKED = List.of(
            passage("x#1", "x"), passage("g#2", "g"), passage("y#1", "y"), passage("z#1", "z"), passage("g#1", "g"));

    @ParameterizedTest
    @CsvSource({
        "FIRST, g#2 x#1 y#1 z#1",
        "MIDDLE, x#1 g#2 y#1 z#1",
        "LAST, x#1 y#1 z#1 g#2",
        "RANKED, x#1 g#2 y#1 z#1",
        "ABSENT, x#1 y#1 z#1"
    })
    void putsTheGoldPassageInItsPlaceAmongDistractors(Position position, String ids) {
        Retrieval retrieval = new GoldPassages(within(1), others(3), others(4), position);
        assertThat(retrieval.passages(example("q", "g")))
                .extracting(Passage::id)
                .containsExactly(ids.split(" "));
    }

    @Test
    void showsAnExampleWithoutADocumentTheDistractorsOnly() {
        Retrieval retrieval = new GoldPassages(within(2), others(2), others(4), Position.FIRST);
        assertThat(retrieval.passages(example("q", null)))
                .extracting(Passage::id)
                .containsExactly("x#1", "g#2");
    }

    @Test
    void showsTheGoldDocumentAloneWhereThereAreNoDistractors() {
        Retrieval retrieval = new GoldPassages(within(2), (query, excluded) -> List.of(), others(2), Position.MIDDLE);
        assertThat(retrieval.passages(example("q", "g")))
                .extracting(Passage::id)
                .containsExactly("g#2", "g#1");
        assertThat(retrieval.passages(example("q", null))).isEmpty();
    }

    @Test
    void showsThePassagesWithTheAnswerBeforeThoseThatOnlyRankBetter() {
        List<Passage> document = List.of(
                new Passage("g#1", "g", "Ask early for a bell."),
                new Passage("g#2", "g", "The prize: the golden bell, or the Bell."),
                new Passage("g#3", "g", "The winner rings the copper bell."),
                new Passage("g#4", "g", "Bells."));
        Example example = new Example("e", "What is won?", "copper bell", List.of("golden bell"), null, "g", true);

        assertThat(new GoldDocument((query, name) -> document, 3).passages(example, "g"))
                .extracting(Passage::id)
                .containsExactly("g#3", "g#2", "g#1");
        assertThat(new GoldDocument((query, name) -> List.of(), 3).passages(example, "g"))
                .isEmpty();
    }

    @Test
    void trainsWithTheGoldPassageInItsShareOfThePrompts() {
        List<Example> examples = examples(50);
        Map<String, Integer> places = TrainingPassages.places(examples, 0.8, 3, 7);
        Retrieval retrieval = new TrainingPassages(within(1), others(3), 3, places);

        assertThat(places).hasSize(40);
        assertThat(places.values()).contains(0, 1, 2).allMatch(place -> place >= 0 && place < 3);
        assertThat(examples).allSatisfy(example -> {
            List<Passage> shown = retrieval.passages(example);
            assertThat(shown).hasSize(3).doesNotHaveDuplicates();
            Integer place = places.get(example.id());
            if (place == null) {
                assertThat(shown).extracting(Passage::source).doesNotContain("g");
            } else {
                assertThat(shown.get(place).source()).isEqualTo("g");
            }
        });
    }

    @Test
    void givesTheFirstExamplesTheSamePlacesWhateverFollows() {
        for (double share : new double[] {0, 0.3, 0.8, 1}) {
            Map<String, Integer> few = TrainingPassages.places(examples(10), share, 4, 1);
            Map<String, Integer> many = TrainingPassages.places(examples(60), share, 4, 1);
            assertThat(many).containsAllEntriesOf(few);
            assertThat(many).hasSize((int) Math.ceil(60 * share));
        }
    }

    @Test
    void neverTrainsWithADocumentThatAnExampleDoesNotName() {
        assertThat(TrainingPassages.places(List.of(example("a", null)), 1, 2, 1))
                .isEmpty();
    }

    private static List<Example> examples(int count) {
        return IntStream.range(0, count).mapToObj(i -> example("e" + i, "g")).toList();
    }

    private static GoldDocument within(int topK) {
        DocumentRetriever retriever = (query, document) -> RANKED.stream()
                .filter(passage -> passage.source().equals(document))
                .toList();
        return new GoldDocument(retriever, topK);
    }

    private static Retriever others(int topK) {
        return (query, excluded) -> RANKED.stream()
                .filter(passage -> !passage.source().equals(excluded))
                .limit(topK)
                .toList();
    }

    private static Passage passage(String id, String source) {
        return new Passage(id, source, id);
    }

    private static Example example(String id, @Nullable String doc) {
        return new Example(id, "a question", "an answer", List.of(), null, doc, doc != null);
    }
}
