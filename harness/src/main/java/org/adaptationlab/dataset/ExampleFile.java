package org.adaptationlab.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.lab.JsonText;
import org.adaptationlab.lab.TaskType;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.Suggestion;
import org.jspecify.annotations.Nullable;

/** Reads a JSONL file of examples strictly: one object in each line, no line left out. */
public final class ExampleFile {

    private static final List<String> KEYS = List.of("id", "input", "target", "aliases", "slice", "doc", "answerable");
    static final int MAX_PROBLEMS = 100;
    static final String TOO_MANY_PROBLEMS = "too many problems; this line and those after it were not looked at";
    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .reader();

    private final Path file;
    private final TaskType task;
    private final Problems problems;

    private ExampleFile(Path file, TaskType task, Problems problems) {
        this.file = file;
        this.task = task;
        this.problems = problems;
    }

    /**
     * An example and where it stands.
     *
     * @param line one-based
     */
    record Row(Example example, int line) {}

    /** The rows that are right; every other line is reported, up to 100 problems. */
    static List<Row> read(Path file, TaskType task, Problems problems) {
        return new ExampleFile(file, task, problems).read();
    }

    private List<Row> read() {
        int before = problems.found().size();
        List<Utf8File.Line> lines = Utf8File.readLines(file, problems).orElse(List.of());
        List<Row> rows = new ArrayList<>();
        for (Utf8File.Line line : lines) {
            if (problems.found().size() - before >= MAX_PROBLEMS) {
                problems.add(file, line.number(), TOO_MANY_PROBLEMS);
                return rows;
            }
            example(line).ifPresent(example -> rows.add(new Row(example, line.number())));
        }
        if (lines.isEmpty() && problems.found().size() == before) {
            problems.add(file, 0, "is empty; each line must be an object with id, input and target");
        }
        return rows;
    }

    private Optional<Example> example(Utf8File.Line line) {
        if (line.text().isBlank()) {
            problems.add(file, line.number(), "blank line; delete it");
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(line.text());
            if (node instanceof ObjectNode object) {
                return new Fields(object, line.number()).example();
            }
            problems.add(file, line.number(), "must be a JSON object such as {\"id\": …, \"input\": …, \"target\": …}");
        } catch (JsonEOFException e) {
            problems.add(file, line.number(), "truncated JSON: the line ends in the middle of the object");
        } catch (MismatchedInputException e) {
            problems.add(file, line.number(), "has more than one JSON value; put each example into a line of its own");
        } catch (JsonProcessingException e) {
            String reason =
                    String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
            int column = e.getLocation() == null ? 1 : e.getLocation().getColumnNr();
            problems.add(file, line.number(), "is not JSON at column " + column + ": " + reason);
        }
        return Optional.empty();
    }

    /** The fields of one line; a wrong one is reported and makes the example absent. */
    private final class Fields {

        private final ObjectNode object;
        private final int line;
        private boolean right = true;

        Fields(ObjectNode object, int line) {
            this.object = object;
            this.line = line;
        }

        Optional<Example> example() {
            object.fieldNames().forEachRemaining(this::checkKey);
            String id = required("id");
            String input = required("input");
            boolean answerable = answerable();
            String target = target(answerable);
            List<String> aliases = aliases();
            String slice = optional("slice");
            String doc = optional("doc");
            return right
                    ? Optional.of(new Example(id, input, target, aliases, slice, doc, answerable))
                    : Optional.empty();
        }

        private void checkKey(String key) {
            if (!KEYS.contains(key)) {
                String near = Suggestion.phrase(key, KEYS);
                wrong("unknown key \"" + key + "\""
                        + (near.isEmpty() ? "; allowed: " + String.join(", ", KEYS) : near));
            }
        }

        private String required(String key) {
            if (!object.has(key)) {
                wrong("missing key \"" + key + "\"");
                return "";
            }
            String text = optional(key);
            return text == null ? "" : text;
        }

        /** An extraction's as compact JSON, whether it is written as JSON or as a text that holds some. */
        private String target(boolean answerable) {
            JsonNode value = object.get("target");
            if (task == TaskType.EXTRACTION && value != null) {
                Optional<JsonNode> json = value.isContainerNode() ? Optional.of(value) : JsonText.parse(value.asText());
                if (json.isEmpty()) {
                    wrong("\"target\" must be a JSON object or list, or a text that holds one, but is " + shown(value));
                }
                return json.map(JsonNode::toString).orElse("");
            }
            if (value != null && (value.isNumber() || value.isBoolean())) {
                wrong("\"target\" must be a text in quotes, but is " + shown(value)
                        + "; put it in quotes, or let lab validate" + " --fix do it");
                return "";
            }
            boolean none =
                    value == null || (value.isTextual() && value.textValue().isBlank());
            return none && task == TaskType.SHORT_ANSWER && !answerable ? "" : required("target");
        }

        private @Nullable String optional(String key) {
            JsonNode value = object.get(key);
            if (value == null) {
                return null;
            }
            if (!value.isTextual()) {
                wrong("\"" + key + "\" must be a text in quotes, but is " + shown(value));
            } else if (value.textValue().isBlank()) {
                wrong("\"" + key + "\" is empty");
            } else if (!StandardCharsets.UTF_8.newEncoder().canEncode(value.textValue())) {
                wrong("\"" + key + "\" holds half of a character: a JSON escape of a surrogate without the other one");
            }
            return value.asText();
        }

        private List<String> aliases() {
            List<String> aliases = new ArrayList<>();
            JsonNode value = object.get("aliases");
            if (value != null && !value.isArray()) {
                wrong("\"aliases\" must be a list of texts, but is " + shown(value));
            } else if (value != null) {
                for (JsonNode item : value) {
                    if (!item.isTextual() || item.textValue().isBlank()) {
                        wrong("\"aliases\" must hold texts, but has " + shown(item));
                    }
                    aliases.add(item.asText());
                }
            }
            return aliases;
        }

        private boolean answerable() {
            JsonNode value = object.get("answerable");
            if (value != null && !value.isBoolean()) {
                wrong("\"answerable\" must be true or false, but is " + shown(value));
            }
            return value == null || value.asBoolean();
        }

        private void wrong(String message) {
            right = false;
            problems.add(file, line, message);
        }

        private static String shown(JsonNode value) {
            return value.isContainerNode() ? (value.isArray() ? "a list" : "an object") : value.toString();
        }
    }
}
