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
import dev.langchain4j.http.client.sse.ServerSentEventParsingHandle;
import java.io.BufferedInputStream;
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
 * read and does not notice an early end; and a call can be cancelled before its answer begins. Thread-safe.
 */
final class MeasuringHttpClient implements HttpClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    /** Enough for what a server has to say of an error. */
    private static final int MOST_WORDS = 1 << 16;
    /** Before an answer; some servers send blank lines while they load. */
    private static final int MOST_BLANKS = 1 << 12;

    private static final ServerSentEventContext NOTHING_TO_CANCEL =
            new ServerSentEventContext(new ServerSentEventParsingHandle() {

                @Override
                public void cancel() {}

                @Override
                public boolean isCancelled() {
                    return false;
                }
            });

    /** The call whose request this thread is about to make. */
    private static final ThreadLocal<Call> NEXT = new ThreadLocal<>();

    private final java.net.http.HttpClient http;
    private final Duration firstLine;

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
        NEXT.set(new Call(exchange, adjustment));
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        throw new UnsupportedOperationException("only streamed requests are measured");
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        Call call = Objects.requireNonNull(NEXT.get(), "no exchange to measure");
        NEXT.remove();
        ObjectNode body = body(request, call.adjustment());
        java.net.http.HttpRequest ready = ready(request, body);
        Exchange exchange = call.exchange();
        exchange.sent(body);
        CompletableFuture<HttpResponse<InputStream>> answer = http.sendAsync(ready, BodyHandlers.ofInputStream());
        exchange.running(answer);
        answer.thenAccept(response -> read(response, parser, new Observer(exchange, listener)))
                .exceptionally(failure -> {
                    exchange.transportFailed(failure);
                    return null;
                });
    }

    /** The body that LangChain4j made, changed as it is sent. */
    static ObjectNode body(HttpRequest request, Consumer<ObjectNode> adjustment) {
        try {
            ObjectNode body = (ObjectNode) JSON.readTree(request.body());
            adjustment.accept(body);
            return body;
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private java.net.http.HttpRequest ready(HttpRequest request, ObjectNode body) {
        java.net.http.HttpRequest.Builder builder = java.net.http.HttpRequest.newBuilder(URI.create(request.url()))
                .timeout(firstLine)
                .POST(java.net.http.HttpRequest.BodyPublishers.ofString(body.toString()));
        request.headers().forEach((name, values) -> values.forEach(value -> builder.header(name, value)));
        return builder.build();
    }

    private static void read(HttpResponse<InputStream> response, ServerSentEventParser parser, Observer observer) {
        try (BufferedInputStream body = new BufferedInputStream(response.body())) {
            if (response.statusCode() / 100 != 2) {
                String words = new String(body.readNBytes(MOST_WORDS), StandardCharsets.UTF_8);
                observer.onError(HttpRefusal.of(response, words));
                return;
            }
            Exchange exchange = observer.exchange();
            exchange.running(new Closing(body));
            exchange.opened();
            if (exchange.reader().isWhole(firstCharacter(body))) {
                readWhole(body, observer);
            } else {
                parser.parse(body, observer);
            }
            observer.onClose();
        } catch (IOException e) {
            observer.onError(e);
        }
    }

    /** The first that is no white space, which is not taken out of the stream; 0 where it ends before. */
    private static char firstCharacter(BufferedInputStream body) throws IOException {
        body.mark(MOST_BLANKS);
        int read = body.read();
        for (int blanks = 1; read >= 0 && Character.isWhitespace(read) && blanks < MOST_BLANKS; blanks++) {
            read = body.read();
        }
        body.reset();
        return read < 0 ? 0 : (char) read;
    }

    private static void readWhole(BufferedInputStream body, Observer observer) throws IOException {
        String whole = new String(body.readAllBytes(), StandardCharsets.UTF_8);
        observer.exchange().comesWhole();
        try {
            for (String line : observer.exchange().reader().lines(whole)) {
                observer.onEvent(new ServerSentEvent(null, line), NOTHING_TO_CANCEL);
            }
        } catch (CallFailure e) {
            observer.exchange().fail(e);
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
        return builderOf(this);
    }

    static HttpClientBuilder builderOf(HttpClient ready) {
        return new Ready(ready);
    }

    private record Ready(HttpClient client) implements HttpClientBuilder {

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
