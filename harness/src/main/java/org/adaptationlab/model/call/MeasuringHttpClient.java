package org.adaptationlab.model.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client that LangChain4j is given: the JDK's, over HTTP/1.1, with a clock beside the wire. It shows each line
 * to the {@link Exchange} before LangChain4j sees it, because LangChain4j drops the durations, swallows lines it cannot
 * read and does not notice an early end; and a call can be cancelled before its answer begins.
 */
final class MeasuringHttpClient implements HttpClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final java.net.http.HttpClient http;
    private final Duration firstLine;
    private @Nullable Call next;

    private record Call(Exchange exchange, Consumer<ObjectNode> adjustment) {}

    MeasuringHttpClient(CallLimits limits) {
        http = java.net.http.HttpClient.newBuilder()
                .version(java.net.http.HttpClient.Version.HTTP_1_1)
                .connectTimeout(limits.connect())
                .build();
        firstLine = limits.firstLine();
    }

    /**
     * The next streamed request, which must come from the same thread, is this exchange's.
     *
     * @param adjustment changes the request's body before it is sent
     */
    void measure(Exchange exchange, Consumer<ObjectNode> adjustment) {
        next = new Call(exchange, adjustment);
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("only streamed requests are measured");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Call call = Objects.requireNonNull(next, "no exchange to measure");
        next = null;
        java.net.http.HttpRequest ready = ready(request, call.adjustment());
        Exchange exchange = call.exchange();
        exchange.sent();
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(ready, BodyHandlers.ofInputStream());
        exchange.running(answer);
        answer.thenAccept(response -> read(response, parser, new Observer(exchange, listener)))
                .exceptionally(failure -> {
                    exchange.transportFailed(failure);
                    return null;
                });
    }

    private java.net.http.HttpRequest ready(HttpRequest request, Consumer<ObjectNode> adjustment) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(request.body());
            adjustment.accept(body);
            java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                    .timeout(firstLine)
                    .POST(java.net.http.HttpRequest.BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
            request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
            return builder.build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void read(HttpResponse<InputStream> response, ServerSentEventParser parser, Observer observer) {
        try (InputStream body = response.body()) {
            if (response.statusCode() / 100 != 2) {
                String words = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                observer.onError(new HttpRefusal(response.statusCode(), words));
                return;
            }
            observer.exchange().running(new Closing(body));
            observer.exchange().opened();
            parser.parse(body, observer);
            observer.onClose();
        } catch (IOException e) {
            observer.onError(e);
        }
    }

    /** Closes the answer's body when it is cancelled. */
    private static final class Closing extends CompletableFuture<Void> {

        private final InputStream body;

        Closing(InputStream body) {
            this.body = body;
        }

        @Override
        public boolean cancel(boolean mayInterruptIfRunning) {
            try {
                body.close();
            } catch (IOException e) {
                // it was given up anyway
            }
            return super.cancel(mayInterruptIfRunning);
        }
    }

    private record Observer(Exchange exchange, ServerSentEventListener langchain) implements ServerSentEventListener {

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            if (event.data().isBlank() || !exchange.line(event.data())) {
                return;
            }
            try {
                langchain.onEvent(event, context);
                exchange.lineSeen();
            } catch (RuntimeException e) {
                exchange.unreadable(e);
            }
        }

        @Override
        public void onError(Throwable throwable) {
            exchange.transportFailed(throwable);
        }

        @Override
        public void onClose() {
            exchange.closed();
        }
    }

    /** This very client for LangChain4j, which only takes builders; its timeouts are set already. */
    HttpClientBuilder asBuilder() {
        return new Ready(this);
    }

    private record Ready(MeasuringHttpClient client) implements HttpClientBuilder {

        @Override
        public @Nullable Duration connectTimeout() {
            return null;
        }

        @Override
        public HttpClientBuilder connectTimeout(Duration timeout) {
            return this;
        }

        @Override
        public @Nullable Duration readTimeout() {
            return null;
        }

        @Override
        public HttpClientBuilder readTimeout(Duration timeout) {
            return this;
        }

        @Override
        public HttpClient build() {
            return client;
        }
    }
}
