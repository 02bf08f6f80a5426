package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.jdk.JdkHttpClient;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * LangChain4j's HTTP client with a clock beside the wire. It shows each line to the {@link Exchange} before LangChain4j
 * sees it, because LangChain4j drops the durations, swallows lines it cannot read and does not notice an early end.
 */
final class MeasuringHttpClient implements HttpClient {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient delegate;
    private final Consumer<ObjectNode> adjustment;
    private @Nullable Exchange next;

    private MeasuringHttpClient(HttpClient delegate, Consumer<ObjectNode> adjustment) {
        this.delegate = delegate;
        this.adjustment = adjustment;
    }

    /**
     * Makes a client that speaks HTTP/1.1.
     *
     * @param adjustment changes a request's body before it is sent
     */
    static MeasuringHttpClient create(CallLimits limits, Consumer<ObjectNode> adjustment) {
        HttpClient plain = JdkHttpClient.builder()
                .httpClientBuilder(
                        java.net.http.HttpClient.newBuilder().version(java.net.http.HttpClient.Version.HTTP_1_1))
                .connectTimeout(limits.connect())
                .readTimeout(limits.firstLine())
                .build();
        return new MeasuringHttpClient(plain, adjustment);
    }

    /** The next streamed request, which must come from the same thread, is this exchange's. */
    void measure(Exchange exchange) {
        next = exchange;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        return delegate.execute(request);
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Exchange exchange = Objects.requireNonNull(next, "no exchange to measure");
        next = null;
        HttpRequest ready = adjusted(request);
        ServerSentEventListener observer = new Observer(exchange, listener);
        ServerSentEventParser opened = (body, to) -> {
            exchange.opened(body);
            parser.parse(body, to);
        };
        exchange.sent();
        delegate.execute(ready, opened, observer);
    }

    private HttpRequest adjusted(HttpRequest request) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(request.body());
            adjustment.accept(body);
            return HttpRequest.builder()
                    .method(request.method())
                    .url(request.url())
                    .headers(request.headers())
                    .body(JSON.writeValueAsString(body))
                    .build();
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Observer(Exchange exchange, ServerSentEventListener langchain) implements ServerSentEventListener {

        @Override
        public void onOpen(SuccessfulHttpResponse response) {
            langchain.onOpen(response);
        }

        @Override
        public void onEvent(ServerSentEvent event, ServerSentEventContext context) {
            if (event.data().isBlank()) {
                return;
            }
            exchange.line(event.data());
            try {
                langchain.onEvent(event, context);
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
