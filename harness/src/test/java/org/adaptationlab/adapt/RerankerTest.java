package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.adaptationlab.lab.RetrievalSpec.Rerank;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;

class RerankerTest {

    private static final List<Passage> FOUND =
            List.of(passage("a", "one"), passage("b", "three"), passage("c", "four"), passage("d", "seven"));
    private static final Retriever RETRIEVER = (query, excluded) -> FOUND;

    private static Passage passage(String id, String text) {
        return new Passage(id, id, text);
    }

    private static Reranker at(URI address) {
        return new Reranker(new Rerank(address, "bge", 20));
    }

    private static Reranker answering(FakeSearch server) {
        return at(server.address());
    }

    @Test
    void takesTheBestOfWhatWasFoundAndThoseOfEqualScoresInTheirOrder() throws IOException {
        try (FakeSearch server = FakeSearch.reranker(String::length)) {
            assertThat(answering(server).best(RETRIEVER, 3).retrieve("年假?", ""))
                    .extracting(Passage::id)
                    .containsExactly("b", "d", "c");
            assertThat(server.asked)
                    .hasToString("[{\"model\":\"bge\",\"query\":\"年假?\",\"documents\":"
                            + "[\"one\",\"three\",\"four\",\"seven\"]}]");
        }
    }

    @Test
    void asksNothingWhereNothingWasFoundAndNamesNoModelWhereThereIsNone() throws IOException {
        try (FakeSearch server = FakeSearch.reranker(text -> -text.length())) {
            Reranker nameless = new Reranker(new Rerank(server.address(), "", 20));

            assertThat(nameless.best((query, excluded) -> List.of(), 3).retrieve("q", ""))
                    .isEmpty();
            assertThat(server.asked).isEmpty();
            assertThat(nameless.best(RETRIEVER, 1).retrieve("q", ""))
                    .extracting(Passage::id)
                    .containsExactly("a");
            assertThat(server.asked.get(0).has("model")).isFalse();
        }
    }

    @Test
    void refusesAnswersOfAnotherForm() throws IOException {
        for (String body : List.of(
                "{\"results\": []}",
                "{\"results\": [{\"index\": 4, \"relevance_score\": 1}]}",
                "{\"results\": [{\"index\": -1, \"relevance_score\": 1}]}",
                "{\"results\": [{\"index\": 0, \"relevance_score\": \"high\"}]}",
                "{\"results\": [{\"relevance_score\": 1}]}",
                "{\"data\": [{\"index\": 0, \"relevance_score\": 1}]}",
                "{not json")) {
            try (FakeSearch server = new FakeSearch(query -> body)) {
                assertThatThrownBy(() -> answering(server).best(RETRIEVER, 1).retrieve("q", ""))
                        .as(body)
                        .isInstanceOf(LabDefinitionException.class)
                        .hasMessageStartingWith("reranker " + server.address())
                        .hasMessageEndingWith("{\"results\": [{\"index\": 0, \"relevance_score\": 0.9}]} is wanted");
            }
        }
    }

    @Test
    void saysThatNoServerIsThere() throws IOException {
        URI address;
        try (FakeSearch server = FakeSearch.reranker(String::length)) {
            address = server.address();
        }
        assertThatThrownBy(() -> at(address).describe(List.of("q")))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageStartingWith("reranker " + address + " does not answer (");
    }

    @Test
    void isToldApartByHowItRanks() throws IOException {
        List<String> texts = List.of("one", "three");
        try (FakeSearch server = FakeSearch.reranker(String::length);
                FakeSearch other = FakeSearch.reranker(text -> -text.length())) {
            String first = answering(server).describe(texts);

            assertThat(first)
                    .startsWith("reranker " + server.address() + ", model bge, digest of 2 rankings ")
                    .isEqualTo(answering(server).describe(texts));
            assertThat(answering(other).describe(texts)).doesNotEndWith(first.substring(first.lastIndexOf(' ')));
        }
    }
}
