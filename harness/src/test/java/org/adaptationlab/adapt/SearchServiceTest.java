package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;

class SearchServiceTest {

    @Test
    void sendsTheQuestionAndTakesThePassages() throws IOException {
        try (FakeSearch search = new FakeSearch(query -> """
                {"passages": [{"id": "leave#2", "text": "三十天。", "source": "leave", "score": 0.9},
                              {"id": 7, "text": "Twenty."}, {"id": "x", "text": "too many"}], "index": "v3"}""")) {
            assertThat(retriever(search).retrieve("年假有几天?", ""))
                    .containsExactly(new Passage("leave#2", "leave", "三十天。"), new Passage("7", "7", "Twenty."));
            assertThat(search.asked).hasToString("[{\"query\":\"年假有几天?\",\"top_k\":2}]");
        }
    }

    @Test
    void takesNoPassageForAnAnswer() throws IOException {
        try (FakeSearch search = new FakeSearch(query -> "{\"passages\": []}")) {
            assertThat(retriever(search).retrieve("q", "")).isEmpty();
        }
    }

    @Test
    void refusesAnswersOfAnotherForm() throws IOException {
        for (String body : List.of(
                "{\"hits\": [1]}",
                "{\"passages\": {}}",
                "{\"passages\": [{\"id\": \"a\"}]}",
                "{\"passages\": [{\"text\": \"a\"}]}",
                "{not json")) {
            try (FakeSearch search = new FakeSearch(query -> body)) {
                assertThatThrownBy(() -> retriever(search).retrieve("q", ""))
                        .isInstanceOf(LabDefinitionException.class)
                        .hasMessageStartingWith("search service " + search.address())
                        .hasMessageContaining("{\"passages\": [{\"id\": \"…\", \"text\": \"…\"}]} is wanted");
            }
        }
    }

    @Test
    void saysWhatTheServiceSaidOfItsError() throws IOException {
        try (FakeSearch search = new FakeSearch(query -> "no such collection")) {
            assertThatThrownBy(() -> retriever(search).retrieve("q", ""))
                    .isInstanceOf(PrerequisiteException.class)
                    .hasMessage("search service " + search.address()
                            + " answered HTTP 500: no such collection; look into its log");
        }
    }

    @Test
    void saysThatNoServiceIsThere() throws IOException {
        URI address;
        try (FakeSearch search = new FakeSearch(query -> "{}")) {
            address = search.address();
        }
        assertThatThrownBy(() -> new SearchService(address).passagesFor(1).retrieve("q", ""))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageStartingWith("search service " + address + " does not answer (")
                .hasMessageEndingWith("); start it, or mend \"url\" in the lab file");
    }

    @Test
    void tellsIndexesApartByNameAndByWhatTheyFind() throws IOException {
        List<String> questions = List.of("one", "two");
        try (FakeSearch named = new FakeSearch(query -> answer(query, "v1"));
                FakeSearch other = new FakeSearch(query -> answer(query + "!", "v1"));
                FakeSearch nameless = new FakeSearch(query -> "{\"passages\": []}")) {
            String first = new SearchService(named.address()).describe(questions, 2);
            assertThat(first)
                    .startsWith(named.address() + ", index v1, digest of 2 searches ")
                    .isEqualTo(new SearchService(named.address()).describe(questions, 2));
            assertThat(digest(new SearchService(other.address()).describe(questions, 2)))
                    .isNotEqualTo(digest(first));
            assertThat(new SearchService(nameless.address()).describe(questions, 2))
                    .startsWith(nameless.address() + ", digest of 2 searches ");
        }
    }

    @Test
    void refusesAnIndexThatIsAnotherOneThanBefore() throws IOException {
        try (FakeSearch search = new FakeSearch(query -> answer(query, query))) {
            Retriever retriever = retriever(search);
            retriever.retrieve("v1", "");
            assertThatThrownBy(() -> retriever.retrieve("v2", ""))
                    .isInstanceOf(PrerequisiteException.class)
                    .hasMessageContaining("searched in index \"v2\", before in \"v1\"");
        }
    }

    private static String digest(String description) {
        return description.substring(description.lastIndexOf(' '));
    }

    private static String answer(String text, String index) {
        return "{\"passages\": [{\"id\": \"a\", \"text\": \"" + text + "\"}], \"index\": \"" + index + "\"}";
    }

    private static Retriever retriever(FakeSearch search) {
        return new SearchService(search.address()).passagesFor(2);
    }
}
