package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.model.call.AnswerReader;
import org.adaptationlab.model.call.CallFailure;
import org.adaptationlab.model.call.ServerReport;
import org.adaptationlab.model.call.ServerWords;
import org.jspecify.annotations.Nullable;

/** The lines of an answer of {@code /api/chat}; the last one says {@code "done":true}. */
final class OllamaAnswer implements AnswerReader {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final GenerationRequest request;
    private final boolean mayHaveBeenCut;
    private boolean thinks;
    private @Nullable FinalLine last;

    /** @param mayHaveBeenCut whether the server cuts a prompt that does not fit, and does not say so */
    OllamaAnswer(GenerationRequest request, boolean mayHaveBeenCut) {
        this.request = request;
        this.mayHaveBeenCut = mayHaveBeenCut;
    }

    @Override
    public void line(String data) throws CallFailure {
        try {
            JsonNode line = JSON.readTree(data);
            String error = ServerWords.ofError(line.path("error")).orElse("");
            if (!error.isBlank()) {
                throw CallFailure.inStream(error);
            }
            thinks = !line.at("/message/thinking").asText().isEmpty();
            if (line.path("done").asBoolean()) {
                last = JSON.treeToValue(line, FinalLine.class);
            }
        } catch (JsonProcessingException e) {
            throw CallFailure.unreadable(data, e);
        }
    }

    @Override
    public Progress progress() {
        return last == null ? Progress.ANSWERING : Progress.OVER;
    }

    @Override
    public boolean thinks() {
        return thinks;
    }

    @Override
    public ServerReport report() throws CallFailure {
        FinalLine end = last;
        if (end == null) {
            throw CallFailure.broken("the answer has no final line", null);
        }
        // Tokens of thinking are not told apart from the answer's.
        TokenUsage usage = new TokenUsage(end.promptTokens(), end.answerTokens(), null, end.cachedTokens());
        if (mayHaveBeenCut) {
            SilentCut.check(request, usage);
        }
        return new ServerReport(
                end.finish(request.sampling().maxOutputTokens()), usage, end.loadMs(), end.promptMs(), end.answerMs());
    }
}
