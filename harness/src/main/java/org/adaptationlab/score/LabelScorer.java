package org.adaptationlab.score;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.lab.LabelText;
import org.jspecify.annotations.Nullable;

/**
 * Judges closed-set classification. An answer counts only if the whole of it, free of white space, case and punctuation
 * around it, is one label; a sentence with a label in it is no answer. Where a label says that none of the others is right,
 * it is beside the score whether an answer is that one.
 */
public final class LabelScorer implements Scorer {

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final Map<String, String> labelByFolded = new HashMap<>();
    private final Map<String, String> labelByTrimmed = new HashMap<>();
    private final @Nullable String refusal;

    /** For labels none of which refuses. */
    public LabelScorer(List<String> labels) {
        this(labels, null);
    }

    /**
     * @param labels the allowed answers
     * @param refusal the one of them that says that no other is right, or null
     * @throws IllegalArgumentException if two labels differ only in case, width or white space
     */
    public LabelScorer(List<String> labels, @Nullable String refusal) {
        this.refusal = refusal;
        Set<String> ambiguous = new HashSet<>();
        for (String label : labels) {
            String folded = LabelText.fold(label);
            String same = labelByFolded.put(folded, label);
            if (same != null) {
                throw new IllegalArgumentException(
                        "labels \"" + same + "\" and \"" + label + "\" cannot be told apart in an answer");
            }
            if (labelByTrimmed.put(trimPunctuation(folded), label) != null) {
                ambiguous.add(trimPunctuation(folded));
            }
        }
        // "C" and "C#" are one without punctuation: such labels count only as they are written.
        labelByTrimmed.keySet().removeAll(ambiguous);
    }

    @Override
    public Metric metric() {
        return Metric.ACCURACY;
    }

    @Override
    public List<Metric> further() {
        return refusal == null ? List.of() : List.of(Metric.REFUSED);
    }

    /** The label in the task's spelling. With a grammar the model writes a JSON string; its content is taken. */
    @Override
    public Optional<String> parse(String output) {
        String folded = LabelText.fold(unquoted(output.strip()));
        String whole = labelByFolded.get(folded);
        return Optional.ofNullable(whole != null ? whole : labelByTrimmed.get(trimPunctuation(folded)));
    }

    @Override
    public Judgement judge(String answer, Target target) {
        boolean same = answer.equals(target.text());
        Map<Metric, Double> further =
                refusal == null ? Map.of() : Map.of(Metric.REFUSED, answer.equals(refusal) ? 1.0 : 0.0);
        return new Judgement(same ? new Score.Graded(1, "same label") : new Score.Graded(0, "another label"), further);
    }

    private static String unquoted(String text) {
        if (!text.startsWith("\"")) {
            return text;
        }
        try {
            return JSON.readValue(text, String.class);
        } catch (JsonProcessingException e) {
            return text; // not JSON after all; quotes around it are punctuation
        }
    }

    private static String trimPunctuation(String text) {
        int from = 0;
        int to = text.length();
        while (from < to && isAround(text.codePointAt(from))) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (to > from && isAround(text.codePointBefore(to))) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return text.substring(from, to);
    }

    private static boolean isAround(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.SPACE_SEPARATOR,
                    Character.CONTROL,
                    Character.FORMAT,
                    Character.CONNECTOR_PUNCTUATION,
                    Character.DASH_PUNCTUATION,
                    Character.START_PUNCTUATION,
                    Character.END_PUNCTUATION,
                    Character.INITIAL_QUOTE_PUNCTUATION,
                    Character.FINAL_QUOTE_PUNCTUATION,
                    Character.OTHER_PUNCTUATION,
                    Character.MODIFIER_SYMBOL -> true;
            default -> false;
        };
    }
}
