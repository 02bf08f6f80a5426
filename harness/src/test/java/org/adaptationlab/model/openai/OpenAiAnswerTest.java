package org.adaptationlab.model.openai;

import static org.adaptationlab.model.openai.FakeOpenAi.STOP;
import static org.adaptationlab.model.openai.FakeOpenAi.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.Generation.Finish;
import org.adaptationlab.model.Generation.Thinking;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.model.call.CallSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers as the servers of this protocol send them, each in its own way. */
class OpenAiAnswerTest {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 16, 4096);

    private FakeOpenAi server;
    private OpenAiRuntime runtime;

    @BeforeEach
    void start() throws IOException {
        server = new FakeOpenAi();
        runtime = OpenAiRuntime.of(server.endpoint(), Map.of(), CallSettings.with(RetryPolicy.NONE));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Generation answer(String... events) throws GenerationException {
        server.thenEvents(events);
        return ask();
    }

    private Generation ask() throws GenerationException {
        return runtime.serve(runtime.find("base").orElseThrow(), null, OPTIONS)
                .generate(new GenerationRequest(List.of(new ChatMessage(Role.USER, "red?")), OPTIONS, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'choices':[],'usage':{'prompt_tokens':42,'completion_tokens':7,'prompt_tokens_details':{'cached_tokens':3}}}",
                "{'choices':[{'index':0,'delta':{},'usage':{'prompt_tokens':42,'completion_tokens':7,'cached_tokens':3}}]}",
                "{'choices':[{'index':0,'delta':{'usage':{'input_tokens':42,'output_tokens':7,"
                        + "'input_tokens_details':{'cached_tokens':3}}}}]}",
                "{'choices':[],'x_groq':{'usage':{'prompt_tokens':42,'completion_tokens':7,'prompt_cache_hit_tokens':3}}}"
            })
    void findsTheCountsWhereverTheyAre(String event) throws Exception {
        Generation answer = answer(text("a"), STOP, event.replace('\'', '"'), "[DONE]");

        assertThat(answer.usage()).isEqualTo(new TokenUsage(42, 7, null, 3));
    }

    @Test
    void addsCountsThatComeInPartsAndKeepsThoseThatAnEmptyOneFollows() throws Exception {
        Generation answer = answer(
                "{\"choices\":[],\"usage\":{\"prompt_tokens\":42,\"completion_tokens\":1}}",
                text("a"),
                STOP,
                "{\"choices\":[],\"usage\":{\"completion_tokens\":7}}",
                "{\"choices\":[],\"usage\":{}}",
                "[DONE]");

        assertThat(answer.usage()).isEqualTo(new TokenUsage(42, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\" \"", "\"null\"", "null"})
    void anEmptyReasonIsNone(String reason) throws Exception {
        String piece = text("bill").replace("\"finish_reason\":null", "\"finish_reason\":" + reason);

        Generation answer = answer(piece, piece.replace("bill", "ing"), STOP, "[DONE]");

        assertThat(answer.text()).isEqualTo("billing");
        assertThat(answer.timings().totalMs()).isGreaterThan(answer.timings().ttftMs());
    }

    @Test
    void anAnswerThatGoesOnAfterItsReasonEndsWithItsLastPiece() throws Exception {
        String piece = text("bill").replace("\"finish_reason\":null", "\"finish_reason\":\"stop\"");

        Generation answer = answer(piece, piece.replace("bill", "ing"), "[DONE]");

        assertThat(answer.text()).isEqualTo("billing");
        assertThat(answer.timings().totalMs()).isGreaterThan(answer.timings().ttftMs());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "reasoning_content | 'hm'",
                "reasoning | 'hm'",
                "thinking | 'hm'",
                "reasoning_text | 'hm'",
                "thought | 'hm'",
                "reasoning_details | [{'type':'reasoning.text','text':'hm'}]",
                "thinking_blocks | [{'thinking':'hm'}]",
                "reasoning | {'content':'hm'}"
            },
            quoteCharacter = '`')
    void knowsThinkingInAFieldOfItsOwn(String field, String value) throws Exception {
        String thinks =
                text("").replace("\"content\"", "\"" + field + "\":" + value.replace('\'', '"') + ",\"content\"");

        Generation answer = answer(thinks, thinks, text("a"), STOP, "[DONE]");
        Generation cut = answer(thinks, STOP.replace("stop", "length"), "[DONE]");

        assertThat(answer.text()).isEqualTo("a");
        assertThat(answer.thinking()).isEqualTo(Thinking.APART);
        assertThat(answer.timings().firstTokenMs()).isLessThan(answer.timings().ttftMs());
        assertThat(cut.thinking()).isEqualTo(Thinking.UNFINISHED);
        assertThat(cut.timings().ttftMs()).isNull();
        assertThat(cut.timings().firstTokenMs()).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"''", "null", "[]", "{}", "0", "false", "['']"})
    void anEmptyFieldIsNoThinking(String value) throws Exception {
        String piece = text("a").replace("\"content\"", "\"reasoning\":" + value.replace('\'', '"') + ",\"content\"");

        assertThat(answer(piece, STOP, "[DONE]").thinking()).isEqualTo(Thinking.NONE);
    }

    @Test
    void takesTheAnswerBehindAClosingTag() throws Exception {
        Generation answer = answer(text("Okay"), text(" …</think>\\n\\n"), text("billing"), STOP, "[DONE]");

        assertThat(answer.text()).isEqualTo("billing");
        assertThat(answer.thinking()).isEqualTo(Thinking.IN_TEXT);
        assertThat(answer.timings().thinkMs()).isPositive();
        assertThat(answer.timings().firstTokenMs()).isLessThan(answer.timings().ttftMs());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'error':{'message':'engine died'}}",
                "{'error':'engine died'}",
                "{'error':{'code':500,'msg':'engine died'}}",
                "{'object':'error','message':'engine died','code':500}",
                "{'type':'error','error':{'type':'overloaded_error','message':'engine died'}}",
                "{'detail':'engine died'}",
                "{'message':'engine died','code':500}"
            })
    void knowsAnErrorInTheStream(String event) {
        GenerationException failure =
                catchThrowableOfType(GenerationException.class, () -> answer(text("a"), event.replace('\'', '"')));

        assertThat(failure).hasMessageContaining("broke off with the error").hasMessageContaining("engine died");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "''", "{}"})
    void anEmptyErrorIsNone(String error) throws Exception {
        String piece = text("a").replace("{\"choices\"", "{\"error\":" + error.replace('\'', '"') + ",\"choices\"");

        assertThat(answer(piece, STOP, "[DONE]").text()).isEqualTo("a");
    }

    @Test
    void anAnswerThatComesWholeHasNoTimeOfItsFirstToken() throws Exception {
        server.thenError(
                200,
                "\n \r\n{\"object\":\"chat.completion\",\"choices\":[{\"index\":0,\"finish_reason\":\"length\","
                        + "\"message\":{\"role\":\"assistant\",\"content\":\"billing\",\"reasoning_content\":\"hm\"}}],"
                        + "\"usage\":{\"prompt_tokens\":42,\"completion_tokens\":7}}\n");

        Generation answer = ask();

        assertThat(answer.text()).isEqualTo("billing");
        assertThat(answer.finish()).isEqualTo(Finish.LENGTH);
        assertThat(answer.usage()).isEqualTo(new TokenUsage(42, 7));
        assertThat(answer.thinking()).isEqualTo(Thinking.APART);
        assertThat(answer.timings().ttftMs()).isNull();
        assertThat(answer.timings().firstTokenMs()).isNull();
        assertThat(answer.timings().thinkMs()).isNull();
        assertThat(answer.timings().totalMs()).isPositive();
    }

    @Test
    void keepsTheBodyThatWasSent() throws Exception {
        Generation answer = answer(text("a"), STOP, "[DONE]");

        assertThat(answer.body()).isEqualTo(server.bodies.get(0));
    }

    @Test
    void endsWhereTheLabAsks() throws Exception {
        server.thenEvents(text("a"), STOP, "[DONE]");
        SamplingOptions stopped = new SamplingOptions(0, 42, 16, 4096, false, false, List.of("\n", "Q:"));
        runtime.serve(runtime.find("base").orElseThrow(), null, stopped)
                .generate(new GenerationRequest(List.of(new ChatMessage(Role.USER, "red?")), stopped, null));

        assertThat(server.bodies.get(0)).contains("\"stop\":[\"\\n\",\"Q:\"]");
    }

    @Test
    void aRefusedFieldIsNoFailedCall() throws Exception {
        server.thenError(400, "{\"error\":{\"message\":\"no\",\"param\":\"seed\"}}");

        assertThat(answer(text("a"), STOP, "[DONE]").retries()).isZero();
        assertThat(server.bodies.get(0)).contains("seed");
        assertThat(server.bodies.get(1)).doesNotContain("seed");
        assertThat(answer(text("a"), STOP, "[DONE]").text()).isEqualTo("a");
        assertThat(server.bodies).hasSize(3);
        assertThat(runtime.leftOut()).hasSize(1);
    }
}
