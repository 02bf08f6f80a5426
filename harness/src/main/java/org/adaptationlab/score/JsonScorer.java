package org.adaptationlab.score;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchemaException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.adaptationlab.lab.AnswerSchema;
import org.adaptationlab.lab.JsonText;

/**
 * Judges extractions: does the JSON satisfy the schema, how many of its fields are right, and are all of them. The whole
 * answer must be JSON, in a Markdown fence or not; with words around it, it is no answer.
 */
public final class JsonScorer implements Scorer {

    private static final List<Metric> FURTHER =
            List.of(Metric.SCHEMA_VALID, Metric.FIELD_PRECISION, Metric.FIELD_RECALL, Metric.JSON_EXACT);
    private static final String FENCE = "```";
    private static final Pattern FENCE_HEAD = Pattern.compile("```[A-Za-z0-9_+-]*+\\s*+");

    private final AnswerSchema schema;

    public JsonScorer(AnswerSchema schema) {
        this.schema = schema;
    }

    @Override
    public Metric metric() {
        return Metric.FIELD_F1;
    }

    @Override
    public List<Metric> further() {
        return FURTHER;
    }

    /** The object or list as compact JSON. */
    @Override
    public Optional<String> parse(String output) {
        return JsonText.parse(unfenced(output.strip())).map(JsonNode::toString);
    }

    private static String unfenced(String text) {
        Matcher head = FENCE_HEAD.matcher(text);
        return head.lookingAt() && text.endsWith(FENCE) && head.end() <= text.length() - FENCE.length()
                ? text.substring(head.end(), text.length() - FENCE.length())
                : text;
    }

    /** Against the target or the alias that it comes nearest to. */
    @Override
    public Judgement judge(String answer, Target target) {
        Optional<JsonNode> given = JsonText.parse(answer);
        Optional<FieldMatch> best = given.flatMap(json -> target.texts().stream()
                .flatMap(text -> JsonText.parse(text).stream())
                .map(wanted -> FieldMatch.of(wanted, json))
                .reduce((a, b) -> b.f1() > a.f1() ? b : a));
        return best.map(match -> judgement(match, violations(given.orElseThrow())))
                .orElseGet(() -> new Judgement(new Score.Ungraded("the target or the answer is no JSON"), Map.of()));
    }

    private List<String> violations(JsonNode answer) {
        try {
            return schema.violations(answer);
        } catch (JsonSchemaException e) {
            return List.of(String.valueOf(e.getMessage()));
        }
    }

    private static Judgement judgement(FieldMatch match, List<String> violations) {
        boolean valid = violations.isEmpty();
        boolean exact = valid && match.f1() == 1;
        Map<Metric, Double> further = new HashMap<>();
        further.put(Metric.SCHEMA_VALID, valid ? 1.0 : 0.0);
        further.put(Metric.FIELD_PRECISION, match.precision());
        further.put(Metric.FIELD_RECALL, match.recall());
        further.put(Metric.JSON_EXACT, exact ? 1.0 : 0.0);
        String fields = match.right() + " fields right, " + (match.given() - match.right()) + " wrong or too many, "
                + (match.wanted() - match.right()) + " of the target not there";
        String reason = Stream.concat(
                        Stream.of(fields), violations.stream().limit(1).map(first -> "schema: " + first))
                .reduce((a, b) -> a + "; " + b)
                .orElseThrow();
        return new Judgement(new Score.Graded(match.f1(), reason), further);
    }
}
