package org.adaptationlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.lab.TrainerKind;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.train.harness.TinyLlama;
import org.adaptationlab.train.job.TaskResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingSetTest {

    private static final FakeTokenizer TOKENIZER = new FakeTokenizer("fake 1", 0, null);

    @TempDir
    private Path folder;

    private BaseModel base;

    @BeforeEach
    void writeBase() throws IOException {
        Path file = folder.resolve("tiny.gguf");
        TinyLlama.write(file); // its own context has 128 tokens
        base = new BaseModel("tiny", "digest", "F32", file);
    }

    @Test
    void answersEndWithTheEndToken() {
        TrainingSet set =
                TrainingSet.of(List.of(plan(64, example("a", 3))), TOKENIZER).get(0);

        assertThat(set.sequences().get(0).prompt()).hasSize(3);
        assertThat(set.sequences().get(0).answer()).hasSize(4).endsWith(TinyLlama.END);
        assertThat(set.rendered()).containsExactly("3 tokens");
    }

    @Test
    void namesAllExamplesThatAreLongerThanTheLabAllows() {
        TrainingPlan plan = plan(40, example("short", 10), example("long", 40), example("longer", 50));

        assertThatThrownBy(() -> TrainingSet.of(List.of(plan), TOKENIZER))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("2 training examples are longer than the 40 tokens of context-tokens of the lab:"
                        + " long (43), longer (53)");
    }

    @Test
    void theModelsOwnContextCountsWhereItIsSmaller() {
        TrainingPlan plan = plan(4096, example("long", 130));

        assertThatThrownBy(() -> TrainingSet.of(List.of(plan), TOKENIZER))
                .hasMessageContaining("128 tokens of the context of tiny: long (133)");
    }

    @Test
    void theDigestTellsOtherTokensAndNoOtherTokenizer() {
        String digest = digest(TOKENIZER);

        assertThat(digest(new FakeTokenizer("fake 2", 0, null))).isEqualTo(digest);
        assertThat(digest(new FakeTokenizer("fake 1", 1, null))).isNotEqualTo(digest);
    }

    @Test
    void anAnswerAsTaughtNeedsNoTokenizer() {
        TrainingSet set = TrainingSet.of(List.of(plan(64, example("a", 3), example("b", 4))), TOKENIZER)
                .get(0);
        int[] taught = TOKENIZER.textTokens("yes");

        List<TrainerAnswer> said =
                TrainerAnswers.asTaught(set, List.of(taught, taught)).orElseThrow();

        assertThat(said)
                .extracting(TrainerAnswer::example, TrainerAnswer::answer, TrainerAnswer::cut)
                .containsExactly(tuple("a", "yes", false), tuple("b", "yes", false));
        assertThat(TrainerAnswers.asTaught(set, List.of(taught, TOKENIZER.textTokens("yet"))))
                .isEmpty();
    }

    @Test
    void anotherAnswerIsReadAndSaidToBeCutAtTheLimit() {
        TrainingSet set =
                TrainingSet.of(List.of(plan(64, example("a", 3))), TOKENIZER).get(0);
        int[] endless = new int[4 + TaskResult.MORE];

        TrainerAnswer said =
                TrainerAnswers.of(set, List.of(endless), TOKENIZER::text).get(0);

        assertThat(said.answer()).isEqualTo("12 tokens");
        assertThat(said.cut()).isTrue();
        assertThat(said.maxTokens()).isEqualTo(12);
        assertThat(said.promptTokens()).isEqualTo(3);
    }

    private String digest(FakeTokenizer tokenizer) {
        return TrainingSet.of(List.of(plan(64, example("a", 3))), tokenizer)
                .get(0)
                .digest();
    }

    private TrainingPlan plan(int contextTokens, TrainingExample... examples) {
        TrainingSettings settings = new TrainingSettings(4, 1, 4, 8, 1e-3, 2, 0);
        return new TrainingPlan(base, Stream.of(examples).toList(), settings, 1, contextTokens, TrainerKind.AUTO, null);
    }

    private static TrainingExample example(String id, int length) {
        return new TrainingExample(id, List.of(new ChatMessage(ChatMessage.Role.USER, "x".repeat(length))), "yes");
    }
}
