package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.lab.ClassifierSpec.Features;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ClassifierTest {

    private static final TextEmbedder EMBEDDER = TextEmbedder.english();

    private static final List<Example> EXAMPLES = List.of(
            example("I was charged twice for one order", "billing"),
            example("Please send me the invoice again", "billing"),
            example("The refund is not on my card", "billing"),
            example("My parcel has not arrived", "shipping"),
            example("The courier left the parcel with a neighbour", "shipping"),
            example("When will my order be delivered", "shipping"),
            example("I forgot my password", "account"),
            example("How do I change the e-mail address of my login", "account"),
            example("Please delete my account", "account"));

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void learnsTheLabelsOfTheExamples(Features features) {
        Classifier classifier = fit(features, EXAMPLES);
        assertThat(EXAMPLES)
                .allSatisfy(
                        example -> assertThat(classifier.label(example.input())).isEqualTo(example.target()));
    }

    @Test
    void tellsMeaningFromEmbeddingsWhereNoWordIsShared() {
        assertThat(fit(Features.EMBEDDING, EXAMPLES).label("someone else knows the code to sign in to this profile"))
                .isEqualTo("account");
    }

    @Test
    void answersATextWithoutAKnownWord() {
        assertThat(fit(Features.TFIDF, EXAMPLES).label("?!")).isIn("billing", "shipping", "account");
    }

    @ParameterizedTest
    @EnumSource
    void givesTheSameAnswersEachTimeItIsFitted(Features features) {
        List<String> texts = List.of("card and parcel", "order", "please", "password of the courier");
        List<String> first = texts.stream().map(fit(features, EXAMPLES)::label).toList();
        assertThat(texts.stream().map(fit(features, EXAMPLES)::label)).isEqualTo(first);
    }

    @Test
    void saysTheMostFrequentLabelWhereItSeesNothing() {
        List<Example> lopsided = List.of(example("a", "no"), example("b", "yes"), example("c", "yes"));
        assertThat(fit(Features.NONE, lopsided).label("a")).isEqualTo("yes");
        assertThat(fit(Features.NONE, lopsided.subList(0, 2)).label("b")).isEqualTo("no");
    }

    @ParameterizedTest
    @EnumSource
    void copesWithExamplesOfOneLabel(Features features) {
        assertThat(fit(features, EXAMPLES.subList(0, 2)).label("anything")).isEqualTo("billing");
    }

    @Test
    void shrinksWeightsWithRegularization() {
        List<Example> lopsided = List.of(
                example("red", "apple"), example("green", "apple"), example("round", "apple"), example("neck", "pear"));
        assertThat(Classifier.fit(new ClassifierSpec(Features.TFIDF, 0.01), lopsided, EMBEDDER)
                        .label("neck"))
                .isEqualTo("pear");
        assertThat(Classifier.fit(new ClassifierSpec(Features.TFIDF, 100), lopsided, EMBEDDER)
                        .label("neck"))
                .isEqualTo("apple");
    }

    @Test
    void measuresItsTotalTimeAndNothingThatItHasNot() {
        AtomicLong clock = new AtomicLong();
        Answer answer = new ClassifierAdaptation(fit(Features.NONE, EXAMPLES), () -> clock.getAndAdd(2_500_000))
                .answer(EXAMPLES.get(0), 1);
        assertThat(answer.generation().text()).isEqualTo("billing");
        assertThat(answer.generation().timings().totalMs()).isEqualTo(2.5);
        assertThat(answer.generation().timings().ttftMs()).isNull();
        assertThat(answer.generation().usage().input()).isNull();
        assertThat(answer.generation().usage().output()).isNull();
        assertThat(answer.retrieveMs()).isNull();
    }

    private static Classifier fit(Features features, List<Example> examples) {
        ClassifierSpec spec = features == Features.FINE_TUNED
                ? new ClassifierSpec(features, 1, new EncoderTuning(1, 1, 1e-4, 1, List.of(1L)))
                : new ClassifierSpec(features, 1);
        return Classifier.fit(spec, examples, EMBEDDER);
    }

    private static Example example(String input, String target) {
        return new Example(input, input, target, List.of(), null, null, true);
    }
}
