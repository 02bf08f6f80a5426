package org.adaptationlab.lab;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** When a text is an extraction: the one rule for schemas, targets and answers. And how a text stands in JSON. */
public final class JsonText {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private JsonText() {}

    /**
     * The JSON object or array that the whole text is. Empty for anything else: no JSON, a mere number or string, a key
     * that an object has twice, something after the value.
     */
    public static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isContainerNode);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** A text as a JSON string, which is a YAML string in double quotes as well. */
    public static String quoted(String text) {
        return TextNode.valueOf(text).toString();
    }
}
