package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.PromptText;
import org.adaptationlab.lab.TaskDefinition;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PromptBuilderTest {

    private static final TaskDefinition TASK = new ClassificationTask(List.of("apple", "pear"));
    private static final Example APPLE = example("a", "red", "apple");
    private static final Example PEAR = example("b", "yellow", "pear");
    private static final Example QUESTION = example("q", "green", "pear");

    @Test
    void fillsLabelsAndInput() {
        Question question = builder(
                        new PromptText("One of {labels}.", "{input}"),
                        new AnswerForm(TASK, false),
                        List.of(),
                        new Retrieval.None())
                .question(QUESTION);
        assertThat(question.messages())
                .containsExactly(
                        new ChatMessage(Role.SYSTEM, "One of apple, pear."), new ChatMessage(Role.USER, "green"));
        assertThat(question.retrieveMs()).isNull();
    }

    @Test
    void neverReadsPlaceholdersOutOfTheInput() {
        Question question = builder(
                        new PromptText("x", "{input}"), new AnswerForm(TASK, false), List.of(), new Retrieval.None())
                .question(example("q", "{labels} $1 \\", "pear"));
        assertThat(question.messages().get(1).text()).isEqualTo("{labels} $1 \\");
    }

    @Test
    void showsShotsAsTurnsInTheFormOfTheAnswer() {
        Question question = builder(
                        new PromptText("x", "{input}"),
                        new AnswerForm(TASK, true),
                        List.of(APPLE, PEAR),
                        new Retrieval.None())
                .question(QUESTION);
        assertThat(question.messages().stream().map(ChatMessage::text))
                .containsExactly("x", "red", "\"apple\"", "yellow", "\"pear\"", "green");
    }

    @Test
    void showsShotsInTheFormOfTheQuestion() {
        Question question = builder(
                        new PromptText("x", "Of {labels}.\nQuestion: {input}\nAnswer:"),
                        new AnswerForm(TASK, false),
                        List.of(example("a", "red {labels}", "apple")),
                        new Retrieval.None())
                .question(QUESTION);
        assertThat(question.messages().stream().map(ChatMessage::text))
                .containsExactly(
                        "x",
                        "Of apple, pear.\nQuestion: red {labels}\nAnswer:",
                        "apple",
                        "Of apple, pear.\nQuestion: green\nAnswer:");
    }

    @Test
    void showsNearestExamplesAndThoseInTheSystemMessageInThatFormToo() {
        Retriever retriever = (query, excluded) -> List.of(new Passage("a", "a", "red"));
        Question nearest = builder(
                        new PromptText("x", "Q: {input}"),
                        new AnswerForm(TASK, false),
                        List.of(),
                        new Retrieval.NearestExamples(retriever, Map.of("a", APPLE)))
                .question(QUESTION);
        Question written = builder(
                        new PromptText("x\n{examples}", "Q: {input}"),
                        new AnswerForm(TASK, false),
                        List.of(APPLE),
                        new Retrieval.None())
                .question(QUESTION);

        assertThat(nearest.messages().get(1).text()).isEqualTo("Q: red");
        assertThat(written.messages().get(0).text()).isEqualTo("x\nQ: red\napple");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Handbook:\\n{passages}\\n\\nQ: {input}\\nA: | Q: red\\nA:",
                "{passages}\\n\\n{input} | red",
                "Q: {input}\\n \\nSee {passages} | Q: red",
                "Text: {passages}\\nQ: {input} | Q: red",
                "{passages} Q: {input} | Q: red"
            })
    void showsShotsWithoutThePassagesOfTheTemplate(String template, String shot) {
        Retriever retriever = (query, excluded) -> List.of(new Passage("d#1", "d", "Apples are red."));
        Question question = builder(
                        new PromptText("x", template.replace("\\n", "\n")),
                        new AnswerForm(TASK, false),
                        List.of(APPLE),
                        new Retrieval.Corpus(retriever))
                .question(QUESTION);

        assertThat(question.messages().get(1).text()).isEqualTo(shot.replace("\\n", "\n"));
        assertThat(question.messages().get(3).text()).contains("Apples are red.", "green");
    }

    @Test
    void anExampleNeverSeesItselfAmongItsShots() {
        Question question = builder(
                        new PromptText("x", "{input}"),
                        new AnswerForm(TASK, false),
                        List.of(APPLE, PEAR),
                        new Retrieval.None())
                .question(APPLE);
        assertThat(question.messages().stream().map(ChatMessage::text)).containsExactly("x", "yellow", "pear", "red");
    }

    @Test
    void writesShotsIntoTheSystemMessageWhereItAsksForThem() {
        Question question = builder(
                        new PromptText("x\n{examples}", "{input}"),
                        new AnswerForm(TASK, false),
                        List.of(APPLE, PEAR),
                        new Retrieval.None())
                .question(QUESTION);
        assertThat(question.messages()).hasSize(2);
        assertThat(question.messages().get(0).text()).isEqualTo("x\nred\napple\n\nyellow\npear");
    }

    @Test
    void putsPassagesBeforeTheInput() {
        Retriever retriever = (query, excluded) -> List.of(new Passage("d#1", "d", "Apples are red."));
        Question question = builder(
                        new PromptText("x", "{passages}\n\n{input}"),
                        new AnswerForm(TASK, false),
                        List.of(),
                        new Retrieval.Corpus(retriever))
                .question(QUESTION);
        assertThat(question.messages().get(1).text()).isEqualTo("Apples are red.\n\ngreen");
        assertThat(question.retrieveMs()).isEqualTo(2.0);
        assertThat(question.passages()).extracting(Passage::id).containsExactly("d#1");
    }

    @Test
    void showsTheNearestExampleLast() {
        Retriever retriever =
                (query, excluded) -> List.of(new Passage("b", "b", "yellow"), new Passage("a", "a", "red"));
        Question question = builder(
                        new PromptText("x", "{input}"),
                        new AnswerForm(TASK, false),
                        List.of(),
                        new Retrieval.NearestExamples(retriever, Map.of("a", APPLE, "b", PEAR)))
                .question(QUESTION);
        assertThat(question.messages().stream().map(ChatMessage::text))
                .containsExactly("x", "red", "apple", "yellow", "pear", "green");
    }

    private static PromptBuilder builder(PromptText prompt, AnswerForm form, List<Example> shots, Retrieval retrieval) {
        long[] now = {0};
        return new PromptBuilder(TASK, prompt, form, shots, retrieval, () -> now[0] += 2_000_000);
    }

    private static Example example(String id, String input, String target) {
        return new Example(id, input, target, List.of(), null, null, true);
    }
}
