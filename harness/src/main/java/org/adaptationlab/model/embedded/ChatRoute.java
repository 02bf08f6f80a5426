package org.adaptationlab.model.embedded;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/** {@code POST /api/chat} in Ollama's format. One answer is written at a time, further requests wait. */
final class ChatRoute implements JsonRoute.Answer {

    private final LlamaEngine engine;
    private final ServingPlan plan;
    private final ChatTemplate template;
    private final InstantSource now;
    private final LongSupplier nanoClock;
    private final ReentrantLock engineInUse = new ReentrantLock(true);

    ChatRoute(LlamaEngine engine, ServingPlan plan, ChatTemplate template, InstantSource now, LongSupplier nanoClock) {
        this.engine = engine;
        this.plan = plan;
        this.template = template;
        this.now = now;
        this.nanoClock = nanoClock;
    }

    @Override
    public void to(HttpExchange exchange) throws IOException, BadRequest {
        long start = nanoClock.getAsLong();
        ChatRequest request = ChatRequest.parse(JsonRoute.body(exchange));
        plan.requireName(request.model());
        String prompt = template.render(request.messages());
        int promptTokens = template.tokens(prompt).length;
        Decoding decoding =
                new Decoding(prompt, answerBound(request, promptTokens), request.sampling(), request.grammar());
        engineInUse.lock();
        try {
            if (request.stream()) {
                stream(exchange, request, decoding, promptTokens, start);
            } else {
                whole(exchange, request, decoding, promptTokens, start);
            }
        } finally {
            engineInUse.unlock();
        }
    }

    /** Prompt and answer must fit; llama.cpp would cut the prompt without a word. */
    private int answerBound(ChatRequest request, int promptTokens) throws BadRequest {
        int context = Objects.requireNonNullElse(request.contextTokens(), plan.contextTokens());
        if (context < 1 || context > plan.contextTokens()) {
            throw BadRequest.of(
                    "options.num_ctx " + context + " is not from 1 to " + plan.contextTokens() + ", the loaded size");
        }
        int bound = request.maxTokens() > 0 ? request.maxTokens() : Math.max(1, context - promptTokens);
        if ((long) promptTokens + bound > context) {
            throw BadRequest.of("the input length exceeds the context length: " + promptTokens + " prompt tokens and "
                    + bound + " answer tokens do not fit into " + context);
        }
        return bound;
    }

    private void stream(HttpExchange exchange, ChatRequest request, Decoding decoding, int promptTokens, long start)
            throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/x-ndjson");
        exchange.sendResponseHeaders(200, 0);
        OutputStream out = exchange.getResponseBody();
        try {
            AnswerRun.Result result = new AnswerRun(
                            engine,
                            decoding,
                            request.stops(),
                            text -> writeLine(out, line(request, text).put("done", false)),
                            nanoClock)
                    .run();
            writeLine(out, end(line(request, ""), result, promptTokens, start));
        } catch (EngineException e) {
            writeLine(out, JsonRoute.error(String.valueOf(e.getMessage())));
        }
    }

    private void whole(HttpExchange exchange, ChatRequest request, Decoding decoding, int promptTokens, long start)
            throws IOException {
        StringBuilder text = new StringBuilder();
        AnswerRun.Result result = new AnswerRun(engine, decoding, request.stops(), text::append, nanoClock).run();
        JsonRoute.send(exchange, 200, end(line(request, text.toString()), result, promptTokens, start));
    }

    private ObjectNode line(ChatRequest request, String text) {
        ObjectNode line = JsonRoute.JSON
                .createObjectNode()
                .put("model", request.model())
                .put("created_at", now.instant().toString());
        line.putObject("message").put("role", "assistant").put("content", text);
        return line;
    }

    private ObjectNode end(ObjectNode line, AnswerRun.Result result, int promptTokens, long start) {
        return line.put("done", true)
                .put("done_reason", result.stopped() ? "stop" : "length")
                .put("total_duration", nanoClock.getAsLong() - start)
                .put("load_duration", 0L)
                .put("prompt_eval_count", promptTokens)
                .put("prompt_eval_duration", result.prefillNanos())
                .put("eval_count", result.tokens())
                .put("eval_duration", result.decodeNanos());
    }

    private static void writeLine(OutputStream out, ObjectNode line) throws IOException {
        out.write(JsonRoute.JSON.writeValueAsBytes(line));
        out.write('\n');
        out.flush();
    }
}
