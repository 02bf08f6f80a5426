package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.Requirement;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the real engine makes of templates written in the manner of well-known models, on the default model, whose begin
 * token is {@code <|im_start|>} and end token {@code <|im_end|>}. What is expected is what Jinja2 renders with the
 * settings of Hugging Face's transformers.
 */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class EmbeddedTemplateIT {

    private static final List<ChatMessage> QUESTION =
            List.of(new ChatMessage(Role.SYSTEM, "Be brief."), new ChatMessage(Role.USER, " Hi 😀 "));
    private static final List<ChatMessage> TALK = List.of(
            new ChatMessage(Role.SYSTEM, "Be brief."),
            new ChatMessage(Role.USER, " Hi 😀 "),
            new ChatMessage(Role.ASSISTANT, "Yes?"),
            new ChatMessage(Role.USER, "Go on."));

    /** A template, and what it makes of the two chats; lines are joined with ⏎ to be seen. */
    enum Family {
        LLAMA(
                """
                {{- bos_token }}
                {%- if not date_string is defined %}
                    {%- if strftime_now is defined %}
                        {%- set date_string = strftime_now("%d %b %Y") %}
                    {%- else %}
                        {%- set date_string = "26 Jul 2024" %}
                    {%- endif %}
                {%- endif %}
                {%- if messages[0]['role'] == 'system' %}
                    {%- set told = messages[0]['content']|trim %}
                    {%- set messages = messages[1:] %}
                {%- else %}
                    {%- set told = "" %}
                {%- endif %}
                {{- "<|header|>system<|end|>\\n\\nToday: " + date_string + "\\n\\n" }}
                {{- told }}
                {{- "<|eot|>" }}
                {%- for message in messages %}
                    {{- '<|header|>' + message['role'] + '<|end|>\\n\\n'+ message['content'] | trim + '<|eot|>' }}
                {%- endfor %}
                {%- if add_generation_prompt %}
                    {{- '<|header|>assistant<|end|>\\n\\n' }}
                {%- endif %}
                """,
                "<|im_start|><|header|>system<|end|>⏎⏎Today: 26 Jul 2024⏎⏎Be brief.<|eot|><|header|>user<|end|>⏎⏎Hi 😀<|eot|>",
                "<|header|>assistant<|end|>⏎⏎",
                "Yes?<|eot|><|header|>user<|end|>⏎⏎Go on.<|eot|><|header|>assistant<|end|>⏎⏎"),
        QWEN(
                """
                {%- if messages[0]['role'] == 'system' %}
                    {{- '<|im_start|>system\\n' + messages[0]['content'] + '<|im_end|>\\n' }}
                {%- else %}
                    {{- '<|im_start|>system\\nYou are a helpful assistant.<|im_end|>\\n' }}
                {%- endif %}
                {%- for message in messages %}
                    {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}
                        {{- '<|im_start|>' + message.role + '\\n' + message.content + '<|im_end|>' + '\\n' }}
                    {%- endif %}
                {%- endfor %}
                {%- if add_generation_prompt %}
                    {{- '<|im_start|>assistant\\n' }}
                {%- endif %}
                """,
                "<|im_start|>system⏎Be brief.<|im_end|>⏎<|im_start|>user⏎ Hi 😀 <|im_end|>⏎",
                "<|im_start|>assistant⏎",
                "Yes?<|im_end|>⏎<|im_start|>user⏎Go on.<|im_end|>⏎<|im_start|>assistant⏎"),
        GEMMA(
                """
                {{ bos_token }}
                {%- if messages[0]['role'] == 'system' -%}
                    {%- set before = messages[0]['content'] + '

                ' -%}
                    {%- set turns = messages[1:] -%}
                {%- else -%}
                    {%- set before = "" -%}
                    {%- set turns = messages -%}
                {%- endif -%}
                {%- for message in turns -%}
                    {%- if (message['role'] == 'user') != (loop.index0 % 2 == 0) -%}
                        {{ raise_exception("roles must alternate") }}
                    {%- endif -%}
                    {%- set role = "model" if message['role'] == 'assistant' else message['role'] -%}
                    {{ '<turn>' + role + '
                ' + (before if loop.first else "") }}
                    {%- if message['content'] is string -%}
                        {{ message['content'] | trim }}
                    {%- endif -%}
                    {{ '<end>
                ' }}
                {%- endfor -%}
                {%- if add_generation_prompt -%}
                    {{'<turn>model
                '}}
                {%- endif -%}
                """,
                "<|im_start|><turn>user⏎Be brief.⏎⏎Hi 😀<end>⏎",
                "<turn>model⏎",
                "Yes?<end>⏎<turn>user⏎Go on.<end>⏎<turn>model⏎"),
        PHI(
                "{% for message in messages %}{% if (message['role'] == 'system') %}{{'<|im_start|>system<|sep|>' + "
                        + "message['content'] + '<|im_end|>'}}{% elif (message['role'] == 'user') %}"
                        + "{{'<|im_start|>user<|sep|>' + message['content'] + '<|im_end|><|im_start|>assistant<|sep|>'}}"
                        + "{% elif (message['role'] == 'assistant') %}{{message['content'] + '<|im_end|>'}}"
                        + "{% endif %}{% endfor %}",
                "<|im_start|>system<|sep|>Be brief.<|im_end|><|im_start|>user<|sep|> Hi 😀 <|im_end|>",
                "<|im_start|>assistant<|sep|>",
                "Yes?<|im_end|><|im_start|>user<|sep|>Go on.<|im_end|><|im_start|>assistant<|sep|>"),
        /** The system text goes into the last question, so the two chats begin differently. */
        MISTRAL(
                """
                {%- if messages[0]["role"] == "system" %}
                    {%- set told = messages[0]["content"] %}
                    {%- set turns = messages[1:] %}
                {%- else %}
                    {%- set turns = messages %}
                {%- endif %}
                {%- set ns = namespace() %}
                {%- set ns.index = 0 %}
                {%- for message in turns %}
                    {%- if (message["role"] == "user") != (ns.index % 2 == 0) %}
                        {{- raise_exception("roles must alternate") }}
                    {%- endif %}
                    {%- set ns.index = ns.index + 1 %}
                {%- endfor %}
                {{- bos_token }}
                {%- for message in turns %}
                    {%- if message["role"] == "user" and loop.last and told is defined %}
                        {{- "[INST]" + told + "\\n\\n" + message["content"] + "[/INST]" }}
                    {%- elif message["role"] == "user" %}
                        {{- "[INST]" + message["content"] + "[/INST]" }}
                    {%- else %}
                        {{- message["content"] + eos_token}}
                    {%- endif %}
                {%- endfor %}
                """,
                "<|im_start|>[INST]",
                "Be brief.⏎⏎ Hi 😀 [/INST]",
                " Hi 😀 [/INST]Yes?<|im_end|>[INST]Be brief.⏎⏎Go on.[/INST]"),
        /** Blocks at the beginning of lines, and a character that the binding damages. */
        LINES("""
                  {% for m in messages %}
                    {% if m.role == 'system' %}
                # 🛈 {{ m.content }}
                    {% else %}
                # {{ m.role }}: {{ m.content }}
                    {% endif %}
                {% endfor %}
                # assistant:
                """, "# 🛈 Be brief.⏎# user:  Hi 😀 ⏎", "# assistant:", "# assistant: Yes?⏎# user: Go on.⏎# assistant:");

        private final String template;
        private final String question;
        private final String talk;

        Family(String template, String both, String questionEnd, String talkEnd) {
            this.template = template;
            this.question = (both + questionEnd).replace('⏎', '\n');
            boolean answerFollows = questionEnd.startsWith("<");
            this.talk = (both + (answerFollows ? questionEnd : "") + talkEnd).replace('⏎', '\n');
        }
    }

    private static ServingPlan plan(String template) {
        Path model = Requirement.model();
        return new ServingPlan("1", "small", "abc", null, model.toString(), null, null, template, 512, false, 1, 2);
    }

    @ParameterizedTest
    @EnumSource
    void rendersAModelsOwnTemplateAsJinjaDoes(Family family) throws IOException {
        try (ServerProcess server =
                ServerProcess.start(plan(family.template.replace("strftime_now(\"%d %b %Y\")", "\"26 Jul 2024\"")))) {
            assertThat(server.routes().render(QUESTION)).isEqualTo(family.question);
            assertThat(server.routes().render(TALK)).isEqualTo(family.talk);
        }
    }

    @Test
    void rendersTheTemplateOfTheDefaultModelToTheLetter() throws IOException {
        try (ServerProcess server = ServerProcess.start(
                plan(WeightFiles.open(Requirement.model(), null).chatTemplate()))) {
            assertThat(server.routes().render(TALK)).isEqualTo("""
                    <|im_start|>system
                    Be brief.<|im_end|>
                    <|im_start|>user
                     Hi 😀 <|im_end|>
                    <|im_start|>assistant
                    Yes?<|im_end|>
                    <|im_start|>user
                    Go on.<|im_end|>
                    <|im_start|>assistant
                    """);
        }
    }

    /** As the engine does it for all servers: the template itself would refuse. */
    @Test
    void putsTheSystemTextIntoTheFirstQuestionWhereATemplateHasNoPlaceForIt() throws IOException {
        String template = "{% for m in messages %}{% if m.role == 'system' %}{{ raise_exception('no system role') }}"
                + "{% endif %}{{ '[' + m.role + '] ' + m.content }}{% endfor %}";
        try (ServerProcess server = ServerProcess.start(plan(template))) {
            assertThat(server.routes().render(QUESTION)).isEqualTo("[user] Be brief.\n Hi 😀 ");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for m in messages %}{{ m.role|nosuchfilter }}{{ m.content }}{% endfor %}",
                "{% for m in messages %}{{ m.content ",
                "{% for m in messages %}<|im_start|>{{ m.role }}\n{{ m.content }}<|im_end|>\n{% endwhile %}",
                "{{ raise_exception('not today') }}"
            })
    void refusesATemplateThatItCannotRenderInsteadOfTakingAnother(String template) {
        assertThatThrownBy(() -> ServerProcess.start(plan(template)))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("can't render the chat template in it: ")
                .hasMessageContaining("run with --runtime llama-server or ollama");
    }
}
