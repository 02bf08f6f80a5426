package org.adaptationlab.model.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AnswerTextTest {

    private final AnswerText text = new AnswerText();

    /** A piece a second. */
    private AnswerText of(String... pieces) {
        for (int i = 0; i < pieces.length; i++) {
            text.add(pieces[i], i);
        }
        return text;
    }

    @Test
    void isWhatCame() {
        of("\n ship", "ping", "\n");

        assertThat(text.answer()).isEqualTo("\n shipping\n");
        assertThat(text.answerNanos()).isZero();
        assertThat(text.thinkingNanos()).isNull();
    }

    @Test
    void beginsAfterTheThinking() {
        of("<thi", "nk>\nIs it <b>?", " No.</think>\n\n", "billing");

        assertThat(text.answer()).isEqualTo("billing");
        assertThat(text.thinkingNanos()).isZero();
        assertThat(text.answerNanos()).isEqualTo(3);
    }

    @Test
    void isEmptyWhenTheThinkingWasCut() {
        of("<think>", "and so on");

        assertThat(text.answer()).isEmpty();
        assertThat(text.thinkingNanos()).isZero();
        assertThat(text.answerNanos()).isNull();
    }

    @Test
    void mayBeginWithSomethingLikeAThought() {
        of("<", "thing>");

        assertThat(text.answer()).isEqualTo("<thing>");
        assertThat(text.answerNanos()).isZero();
    }

    @Test
    void mayEndBeforeItIsClear() {
        assertThat(of("<th").answer()).isEqualTo("<th");
        assertThat(text.answerNanos()).isZero();
    }

    @Test
    void mayTalkOfThinkingLater() {
        assertThat(of("use <think>", "x</think> tags").answer()).isEqualTo("use <think>x</think> tags");
        assertThat(text.thinkingNanos()).isNull();
    }

    @Test
    void hasThinkingFromAFieldOfItsOwn() {
        text.noteThinking(5);
        text.noteThinking(6);
        text.add("a", 7);

        assertThat(text.thinkingNanos()).isEqualTo(5);
        assertThat(text.answerNanos()).isEqualTo(7);
    }

    @Test
    void hasNoTimeWhereNothingCame() {
        assertThat(text.answer()).isEmpty();
        assertThat(text.answerNanos()).isNull();
    }
}
