package org.adaptationlab.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.guard.GuardResult.Status;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AdapterParityGuardTest {

    @Test
    void theSameAnswersPassWithTheirTexts() {
        List<AnswerPair> pairs = List.of(pair("t-1", "billing", " billing\n"), pair("t-2", "returns ", "returns"));
        assertThat(AdapterParityGuard.judge("lora", pairs))
                .isEqualTo(new GuardResult(
                        "adapter-parity",
                        Status.PASS,
                        "lora: the server says what the trainer says, 2 of 2 training examples",
                        pairs));
    }

    @Test
    void anotherAnswerWarnsAndIsShownWithThePrompt() {
        GuardResult found = AdapterParityGuard.judge(
                "lora", List.of(pair("t-1", "billing", "billing"), pair("t-2", "returns", "returns, I think")));
        assertThat(found.status()).isEqualTo(Status.WARN);
        assertThat(found.detail())
                .isEqualTo("lora: the server says what the trainer says, 1 of 2 training examples; t-2: trainer"
                        + " \"returns\", server \"returns, I think\", prompt of the trainer \"<user> where?\"; one that"
                        + " differs may be the rounding of quantised weights");
    }

    @Test
    void severalOtherAnswersAreNoRounding() {
        assertThat(AdapterParityGuard.judge("lora", List.of(pair("t-1", "a", "b"), pair("t-2", "a", "c")))
                        .detail())
                .contains("0 of 2", "t-1:", "not quite the one that was trained")
                .doesNotContain("rounding", "t-2:");
    }

    @Test
    void saysFirstThatThePromptsDifferInLength() {
        GuardResult found = AdapterParityGuard.judge("lora", List.of(pair("t-1", "a", "b", 79, 83)));
        assertThat(found.detail())
                .startsWith("lora: the server's prompt has 83 tokens, the trainer's 79: the templates differ; ")
                .doesNotContain("rounding");
        assertThat(AdapterParityGuard.judge("lora", List.of(pair("t-1", "a", "a", 79, 83))))
                .satisfies(same -> assertThat(same.status()).isEqualTo(Status.PASS))
                .satisfies(same -> assertThat(same.detail())
                        .endsWith(
                                "yet the server's prompt has 83 tokens, the" + " trainer's 79: the templates differ"));
        assertThat(AdapterParityGuard.judge("lora", List.of(pair("t-1", "a", "b", null, 83)))
                        .detail())
                .doesNotContain("tokens");
    }

    @Test
    void ofACutAnswerOnlyWhatIsThereIsCompared() {
        assertThat(cut("one two", "one two three").same()).isTrue();
        assertThat(cut("one tw\ufffd", "one twö").same())
                .as("a character cut in two")
                .isTrue();
        assertThat(cut("one two", "one too").same()).isFalse();
        assertThat(pair("t-1", "one two", "one two three").same()).isFalse();
    }

    @Test
    void aLongPromptIsShownByItsEnds() {
        AnswerPair pair =
                new AnswerPair("lora", "t-1", "<begin>" + "x".repeat(5000) + "<end>", "a", "a", false, "b", null, null);
        assertThat(AdapterParityGuard.judge("lora", List.of(pair)).detail())
                .contains("<begin>", "x … x", "<end>")
                .hasSizeLessThan(800);
    }

    @Test
    void severalAdaptersKeepAllTheirAnswers() {
        GuardResult good = AdapterParityGuard.judge("lora (seed 1)", List.of(pair("t-1", "a", "a")));
        GuardResult bad = AdapterParityGuard.judge("lora (seed 2)", List.of(pair("t-1", "a", "b")));
        GuardResult together =
                GuardResult.together(List.of(good, bad, AdapterParityGuard.unknown("lora (seed 3)", "no answer")));
        assertThat(together.status()).isEqualTo(Status.WARN);
        assertThat(together.detail())
                .startsWith("lora (seed 2): ")
                .endsWith(
                        "lora (seed 3): whether the server says what the trainer says could not be checked: no answer");
        assertThat(together.pairs()).extracting(AnswerPair::server).containsExactly("a", "b");
    }

    private static AnswerPair cut(String trainer, String server) {
        return new AnswerPair("lora", "t-1", "<user> where?", "one", trainer, true, server, null, null);
    }

    private static AnswerPair pair(String example, String trainer, String server) {
        return pair(example, trainer, server, null, null);
    }

    private static AnswerPair pair(
            String example, String trainer, String server, @Nullable Integer there, @Nullable Integer here) {
        return new AnswerPair("lora", example, "<user> where?", trainer, trainer, false, server, there, here);
    }
}
