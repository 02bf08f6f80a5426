package org.adaptationlab.model.call;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationRequest;

/**
 * Answers that are limited to a schema may go on with blanks behind the value, which the grammars of some servers allow,
 * until the tokens are used up. Such an answer is whole: nothing of it was cut.
 */
final class WholeJson {

    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private WholeJson() {}

    /** The answer, as one that ended where it did. */
    static Generation ended(Generation answer, GenerationRequest request) {
        return request.jsonSchema() != null
                        && answer.finish() == Generation.Finish.LENGTH
                        && isWhole(answer.text().strip())
                ? answer.ended()
                : answer;
    }

    /** A number may have been cut between two digits. */
    private static boolean isWhole(String text) {
        try {
            JsonNode value = text.isEmpty() ? null : JSON.readTree(text);
            return value != null && (value.isTextual() || value.isContainerNode());
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
