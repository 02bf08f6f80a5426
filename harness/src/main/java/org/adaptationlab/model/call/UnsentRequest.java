package org.adaptationlab.model.call;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import java.util.function.Consumer;
import org.adaptationlab.model.GenerationRequest;

/** The body that a {@link ChatCaller} would send, made in the same way and sent to nobody. */
public final class UnsentRequest {

    private UnsentRequest() {}

    /**
     * The body of a request.
     *
     * @param model name or tag that the server knows
     * @param rules what is changed in every request
     */
    public static ObjectNode body(String model, GenerationRequest request, ChatProtocol protocol, RequestRules rules) {
        Desk desk = new Desk(ChatCaller.adjustment(request, protocol, rules));
        protocol.model(model, request.sampling(), MeasuringHttpClient.builderOf(desk))
                .chat(ChatRequests.of(request), new NoAnswer());
        return desk.body;
    }

    /** Where requests stay. */
    private static final class Desk implements HttpClient {

        private final Consumer<ObjectNode> adjustment;
        private ObjectNode body = JsonNodeFactory.instance.objectNode();

        Desk(Consumer<ObjectNode> adjustment) {
            this.adjustment = adjustment;
        }

        @Override
        public SuccessfulHttpResponse execute(HttpRequest request) {
            throw new UnsupportedOperationException("only streamed requests are made");
        }

        @Override
        public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
            body = MeasuringHttpClient.body(request, adjustment);
        }
    }

    private static final class NoAnswer implements StreamingChatResponseHandler {

        @Override
        public void onPartialResponse(String partialResponse) {}

        @Override
        public void onCompleteResponse(ChatResponse response) {}

        @Override
        public void onError(Throwable error) {
            throw new IllegalStateException("a request that goes nowhere cannot fail", error);
        }
    }
}
