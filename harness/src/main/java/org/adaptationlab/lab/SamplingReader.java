package org.adaptationlab.lab;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.file.YamlSection;

/** Reads the {@code sampling} section of a lab file; greedy decoding, short answers and a warm cache are the default. */
final class SamplingReader {

    private static final SamplingOptions DEFAULT = new SamplingOptions(0, 42, 16, 4096, false, true, List.of());
    private static final double MAX_TEMPERATURE = 2;
    private static final String COLD = "cold";
    private static final List<String> PREFIX_CACHES = List.of(COLD, "warm");
    private static final int MAX_TOKENS = 1 << 20;
    private static final String STOP = "stop";
    private static final int MOST_STOPS = 4;

    private SamplingReader() {}

    static SamplingOptions read(Optional<YamlSection> section) {
        return section.map(SamplingReader::read).orElse(DEFAULT);
    }

    private static SamplingOptions read(YamlSection sampling) {
        sampling.allow(List.of(
                "temperature", "seed", "max-output-tokens", "context-tokens", "thinking", "prefix-cache", STOP));
        double temperature = sampling.number("temperature", DEFAULT.temperature(), 0, MAX_TEMPERATURE);
        // the seed also goes over the wire, where servers take 32 bits
        long seed = sampling.whole("seed", DEFAULT.seed(), 0, Integer.MAX_VALUE);
        int output = sampling.integer("max-output-tokens", DEFAULT.maxOutputTokens(), 1, MAX_TOKENS);
        int context = sampling.integer("context-tokens", DEFAULT.contextTokens(), 2, MAX_TOKENS);
        boolean reusePrefix = sampling.choice("prefix-cache", PREFIX_CACHES, word -> word)
                .filter(COLD::equals)
                .isEmpty();
        if (context <= output) {
            sampling.report(
                    "context-tokens",
                    "must be above max-output-tokens, but " + context + " is not above " + output
                            + "; the context holds the prompt and the answer");
            return DEFAULT;
        }
        boolean thinking = sampling.flag("thinking", false);
        return new SamplingOptions(
                temperature, seed, output, context, thinking, reusePrefix, stops(sampling, thinking));
    }

    /** White space is a text here. */
    private static List<String> stops(YamlSection sampling, boolean thinking) {
        if (!sampling.has(STOP)) {
            return List.of();
        }
        JsonNode written = sampling.json(STOP);
        List<JsonNode> texts = new ArrayList<>();
        (written.isArray() ? written : List.of(written)).forEach(texts::add);
        if (texts.isEmpty()
                || texts.size() > MOST_STOPS
                || texts.stream()
                        .anyMatch(text -> !text.isTextual() || text.asText().isEmpty())) {
            sampling.report(
                    STOP, "must be a text such as \"\\n\", or a list of up to " + MOST_STOPS + ", but is " + written);
            return List.of();
        }
        if (thinking) {
            sampling.report(STOP, "would end what the model thinks as well; take thinking or stop");
        }
        return texts.stream().map(JsonNode::asText).toList();
    }
}
