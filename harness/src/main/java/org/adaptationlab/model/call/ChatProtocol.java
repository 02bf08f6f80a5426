package org.adaptationlab.model.call;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.StreamingChatModel;
import java.io.IOException;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.GenerationRequest;

/** How one kind of server is asked. LangChain4j makes the request; what it has no words for is put into its body here. */
public interface ChatProtocol {

    /** Asked before each call; may ask the server something first, such as its version. */
    void prepare() throws IOException;

    /** The LangChain4j model that asks the model of this name through {@code http}; kept for further calls. */
    StreamingChatModel model(String name, SamplingOptions options, HttpClientBuilder http);

    /** Changes a request's body before it is sent: adds what LangChain4j has no fields for, takes out what it should not send. */
    void adjust(ObjectNode body, GenerationRequest request);

    /** A reader of the next answer. */
    AnswerReader reader(GenerationRequest request);
}
