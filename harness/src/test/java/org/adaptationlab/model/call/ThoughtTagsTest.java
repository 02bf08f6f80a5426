package org.adaptationlab.model.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.adaptationlab.model.Generation.Thinking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All texts here come in pieces of three characters, one a second: servers cut tags anywhere. */
class ThoughtTagsTest {

    private static final int PIECE = 3;

    private static AnswerText cut(String whole) {
        AnswerText text = new AnswerText();
        for (int i = 0; i < whole.length(); i += PIECE) {
            text.add(whole.substring(i, Math.min(whole.length(), i + PIECE)), i / PIECE);
        }
        return text;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>Let me see: shipping?</think>",
                "<Think>Let me see: shipping?</Think>",
                "\n<think>\nLet me see: shipping?\n</think>",
                "<thinking>Let me see: shipping?</thinking>",
                "<thought>Let me see: shipping?</thought>",
                "<reasoning>Let me see: shipping?</reasoning>",
                "<reason>Let me see: shipping?</reason>",
                "<reflection>Let me see: shipping?</reflection>",
                "<scratchpad>Let me see: shipping?</scratchpad>",
                "<seed:think>Let me see: shipping?</seed:think>",
                "[THINK]Let me see: shipping?[/THINK]",
                "[thinking]Let me see: shipping?[/thinking]",
                "[THINK]İstanbul? Let me see: shipping?[/THINK]",
                "◁think▷Let me see: shipping?◁/think▷",
                "<|begin_of_thought|>Let me see: shipping?<|end_of_thought|>",
                "<|START_THINKING|>Let me see: shipping?<|END_THINKING|>",
                "<|channel>thought\nLet me see: shipping?<channel|>",
                "<unused94>thought\nLet me see: shipping?<unused95>",
                "<|channel|>analysis<|message|>Let me see: shipping?<|end|><|start|>assistant<|channel|>final<|message|>",
                "analysisLet me see: shipping?assistantfinal",
                "Here is my thought process: Let me see: shipping?\nHere is my response:",
                "Here's my thought process: Let me see: shipping?\nHere's my response:",
                "<think>one</think><think>two</think>",
                "<thinking>one</thinking>\n<reflection>two</reflection>",
                "<think>Let me see: shipping?</think>\n</think>",
                "Let me see: shipping?</think>",
                "Let me see: shipping?\n</think>\n\n",
                "Let me see: shipping?</thought>",
                "Let me see: shipping?[/THINK]",
                "Let me see: shipping?◁/think▷",
                "Let me see: shipping?<|END_THINKING|>",
                "I write </think> first, and then </think>"
            })
    void theAnswerBeginsAfterTheThought(String thought) {
        AnswerText text = cut(thought + "billing");

        assertThat(text.answer()).isEqualTo("billing");
        assertThat(text.thinking()).isEqualTo(Thinking.IN_TEXT);
        assertThat(text.thinkingNanos()).isZero();
        assertThat(text.answerNanos()).isEqualTo(thought.length() / PIECE);
        assertThat(text.firstNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>Hm.</think><answer>billing</answer>",
                "<think>Hm.</think>\n<answer>\nbilling</answer>\n",
                "<think>Hm.</think><response>billing</response>",
                "Hm.</think>\n\n</think><response>billing",
                "<thinking>Hm.</thinking><output>billing</output>",
                "<|begin_of_thought|>Hm.<|end_of_thought|>\n\n<|begin_of_solution|>billing<|end_of_solution|>",
                "<|START_THINKING|>Hm.<|END_THINKING|><|START_RESPONSE|>billing<|END_RESPONSE|>",
                "Here are my reasoning steps:\nHm.\n[BEGIN FINAL RESPONSE]\nbilling[END FINAL RESPONSE]",
                "<|channel|>analysis<|message|>Hm.<|end|><|start|>assistant<|channel|>final<|message|>billing<|return|>"
            })
    void whatIsPutAroundTheAnswerAfterAThoughtIsNoPartOfIt(String whole) {
        assertThat(cut(whole).answer()).isEqualTo("billing");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>\n\n</think>\n\nbilling", "</think>billing", "<think></think>billing"})
    void tagsWithNothingBetweenThemAreNoThought(String whole) {
        AnswerText text = cut(whole);

        assertThat(text.answer()).isEqualTo("billing");
        assertThat(text.thinking()).isEqualTo(Thinking.NONE);
        assertThat(text.thinkingNanos()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "billing",
                "use <think>x</think> tags",
                "<thing>x</thing>",
                "<answer>billing</answer>",
                "analysis of the market",
                "Analysis: assistants finally help",
                "Dear customer, here is my response: no",
                "{\"note\": \"<think>x</think>\"}",
                "[THINKER]",
                "<thin",
                " \n"
            })
    void aTextThatOnlySpeaksOfThoughtIsAnAnswer(String whole) {
        AnswerText text = cut(whole);

        assertThat(text.answer()).isEqualTo(whole);
        assertThat(text.thinking()).isEqualTo(Thinking.NONE);
        assertThat(text.thinkingNanos()).isNull();
        assertThat(text.answerNanos()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<think>Let me",
                "<think>",
                "[THINK]Let me see </think>",
                "<think>a</think><think>b",
                "Here is my thought process: hm"
            })
    void aThoughtThatWasCutHasNoAnswer(String whole) {
        AnswerText text = cut(whole);

        assertThat(text.answer()).isEmpty();
        assertThat(text.answerNanos()).isNull();
        assertThat(text.thinking()).isEqualTo(Thinking.UNFINISHED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<think>Hm.</think>", "Hm.</think>\n\n", "Hm.</think><answer></answer>"})
    void aThoughtWithNothingAfterItIsUnfinished(String whole) {
        assertThat(cut(whole).answer()).isBlank();
        assertThat(cut(whole).answerNanos()).isNull();
        assertThat(cut(whole).thinking()).isEqualTo(Thinking.UNFINISHED);
    }

    @Test
    void anAnswerAfterAThoughtMaySpeakOfTags() {
        assertThat(cut("Hm.</think>use <think>x</think> tags").answer()).isEqualTo("use <think>x</think> tags");
        assertThat(cut("<think>Hm.</think>use </think>").answer()).isEqualTo("use </think>");
    }

    @Test
    void thinkingInAFieldOfItsOwnIsApart() {
        AnswerText text = new AnswerText();
        text.noteThinking(5);
        text.noteThinking(6);
        assertThat(text.thinking()).isEqualTo(Thinking.UNFINISHED);
        assertThat(text.firstNanos()).isEqualTo(5);
        text.add("billing", 9);

        assertThat(text.thinking()).isEqualTo(Thinking.APART);
        assertThat(text.thinkingNanos()).isEqualTo(5);
        assertThat(text.answerNanos()).isEqualTo(9);
        assertThat(text.firstNanos()).isEqualTo(5);
    }
}
