package org.adaptationlab.train;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.adaptationlab.model.LlamaServerHost;
import org.adaptationlab.train.job.TokenSequence;

/** A model on a real llama-server with adapters, asked by token ids. */
final class ServedDecoder implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Far more than any logit of a model differs from another. */
    private static final int CERTAIN = 1000;

    private final HttpClient client = HttpClient.newHttpClient();
    private final LlamaServerHost host;
    private final int adapters;

    private ServedDecoder(LlamaServerHost host, int adapters) {
        this.host = host;
        this.adapters = adapters;
    }

    /** The test is skipped, or fails where it is required, when there is no server. */
    static ServedDecoder require(Path base, List<Path> adapters) {
        return new ServedDecoder(LlamaServerHost.require(base, adapters), adapters.size());
    }

    /** What the base says to a prompt, the likeliest token each time, without the end. */
    int[] answer(TokenSequence to) throws IOException, InterruptedException {
        return answer(to, -1);
    }

    /** What it says with one adapter, by its place. */
    int[] answer(TokenSequence to, int adapter) throws IOException, InterruptedException {
        JsonNode said = complete(IntStream.of(to.prompt()), to.answer().length + 4, 0, adapter);
        return StreamSupport.stream(said.path("tokens").spliterator(), false)
                .mapToInt(JsonNode::asInt)
                .filter(token -> token != ByteTokens.END)
                .toArray();
    }

    /** Mean loss of the base over the tokens of all answers, nats. */
    double loss(List<TokenSequence> sequences) throws IOException, InterruptedException {
        double sum = 0;
        int tokens = 0;
        for (TokenSequence one : sequences) {
            for (int i = one.prompt().length; i <= one.length(); i++) {
                sum -= logProbability(IntStream.range(0, i).map(one::token), one.token(i));
                tokens++;
            }
        }
        return sum / tokens;
    }

    private double logProbability(IntStream before, int token) throws IOException, InterruptedException {
        JsonNode said = complete(before, 1, ByteTokens.VOCABULARY, -1);
        return StreamSupport.stream(
                        said.path("completion_probabilities")
                                .path(0)
                                .path("top_logprobs")
                                .spliterator(),
                        false)
                .filter(one -> one.path("id").asInt() == token)
                .mapToDouble(one -> one.path("logprob").asDouble())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no probability of " + token + " in " + said));
    }

    private JsonNode complete(IntStream prompt, int tokens, int probabilities, int adapter)
            throws IOException, InterruptedException {
        ObjectNode asked = JSON.createObjectNode()
                .put("n_predict", tokens)
                .put("temperature", 0)
                .put("n_probs", probabilities)
                .put("cache_prompt", false)
                .put("return_tokens", true);
        if (probabilities > 0) {
            // The server keeps back a token that ends within a character, and its probabilities, which are told as they
            // were
            // before this.
            asked.putArray("logit_bias").addArray().add((int) 'a').add(CERTAIN);
        }
        prompt.forEach(asked.putArray("prompt")::add);
        ArrayNode scales = asked.putArray("lora");
        for (int i = 0; i < adapters; i++) {
            scales.addObject().put("id", i).put("scale", i == adapter ? 1 : 0);
        }
        HttpRequest request = HttpRequest.newBuilder(host.endpoint().resolve("/completion"))
                .POST(HttpRequest.BodyPublishers.ofString(asked.toString()))
                .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new AssertionError("the server says " + response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        host.close();
    }
}
