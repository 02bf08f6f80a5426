package org.adaptationlab.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Function;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.Suggestion;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * One mapping of a YAML file, read strictly. What does not fit is reported with its line and the reading goes on with
 * the fallback, so that one pass finds all problems of a file. Scalars are taken as written: {@code no} is the text "no".
 */
public final class YamlSection {

    private final Path file;
    private final String name;
    private final int line;
    private final MappingNode at;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();
    private final Problems problems;

    YamlSection(Path file, String name, MappingNode node, Problems problems) {
        this.file = file;
        this.name = name;
        this.line = lineOf(node);
        this.at = node;
        this.problems = problems;
        node.getValue().forEach(this::addEntry);
    }

    private void addEntry(NodeTuple entry) {
        int keyLine = lineOf(entry.getKeyNode());
        if (!(entry.getKeyNode() instanceof ScalarNode scalar)) {
            problems.add(file, keyLine, "a key must be a word");
            return;
        }
        Integer first = lines.putIfAbsent(scalar.getValue(), keyLine);
        if (first != null) {
            problems.add(file, keyLine, "duplicate key \"" + scalar.getValue() + "\"; the first is in line " + first);
            return;
        }
        values.put(scalar.getValue(), entry.getValueNode());
    }

    /** The keys in the order of the file. */
    public Set<String> keys() {
        return new LinkedHashSet<>(values.keySet());
    }

    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** Whether a key has exactly this word as its value. */
    public boolean says(String key, String word) {
        return values.get(key) instanceof ScalarNode scalar && scalar.getValue().equals(word);
    }

    /** The one-based line of a key, or of the whole section where the key is absent. */
    public int line(String key) {
        return lines.getOrDefault(key, line);
    }

    /** Reports a problem at a key (or at the section where it is absent); the message begins with the key's full name. */
    public void report(String key, String message) {
        problems.add(file, line(key), fullName(key) + " " + message);
    }

    /** Reports each key that is not in {@code allowed}. */
    public void allow(Collection<String> allowed) {
        for (String key : values.keySet()) {
            if (!allowed.contains(key)) {
                String where = name.isEmpty() ? "" : " in " + name;
                String near = Suggestion.phrase(key, allowed);
                String hint = near.isEmpty() ? "; allowed: " + String.join(", ", allowed) : near;
                problems.add(file, line(key), "unknown key \"" + key + "\"" + where + hint);
            }
        }
    }

    /** Reports each of the keys that is absent. */
    public void require(String... keys) {
        for (String key : keys) {
            if (!has(key)) {
                problems.add(file, line, "missing key \"" + key + "\"" + (name.isEmpty() ? "" : " in " + name));
            }
        }
    }

    /** A text that is not blank; empty where absent or wrong. */
    public Optional<String> text(String key) {
        return scalar(key, "a text").map(ScalarNode::getValue);
    }

    /** A list of the texts that are not blank, each other item reported; empty where absent or no list. */
    public Optional<List<String>> texts(String key) {
        Node node = values.get(key);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof SequenceNode sequence)) {
            report(key, "must be a list, such as [a, b], but is " + YamlNodes.describe(node));
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (item instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
                texts.add(scalar.getValue());
            } else {
                problems.add(
                        file, lineOf(item), fullName(key) + " must hold texts, but has " + YamlNodes.describe(item));
            }
        }
        return Optional.of(texts);
    }

    /** One text, or a list of texts of which none is there twice; empty where absent or wrong. */
    public List<String> oneOrMore(String key) {
        if (!(values.get(key) instanceof SequenceNode)) {
            return text(key).map(List::of).orElse(List.of());
        }
        List<String> all = texts(key).orElse(List.of());
        if (all.isEmpty() || all.stream().distinct().count() < all.size()) {
            report(key, all.isEmpty() ? "must name at least one" : "names one twice");
        }
        return all;
    }

    /** A whole number from {@code min} to {@code max}; {@code fallback} where absent or wrong. */
    public int integer(String key, int fallback, int min, int max) {
        return (int) whole(key, fallback, min, max);
    }

    /** As {@link #integer}, for 64 bits. */
    public long whole(String key, long fallback, long min, long max) {
        String allowed = "a whole number from " + min + " to " + max;
        return scalar(key, allowed)
                .flatMap(found -> within(key, found, YamlSection::parseLong, min, max, allowed))
                .orElse(fallback);
    }

    /** A number from {@code min} to {@code max}; {@code fallback} where absent or wrong. */
    public double number(String key, double fallback, double min, double max) {
        String allowed = "a number from " + plain(min) + " to " + plain(max);
        return scalar(key, allowed)
                .flatMap(found -> within(key, found, text -> new BigDecimal(text).doubleValue(), min, max, allowed))
                .orElse(fallback);
    }

    private <N extends Comparable<N>> Optional<N> within(
            String key, ScalarNode found, Function<String, N> parse, N min, N max, String allowed) {
        try {
            N value = parse.apply(found.getValue());
            if (found.getScalarStyle() == ScalarStyle.PLAIN && value.compareTo(min) >= 0 && value.compareTo(max) <= 0) {
                return Optional.of(value);
            }
        } catch (NumberFormatException e) {
            // reported below, like a number out of range
        }
        report(key, "must be " + allowed + ", but is " + YamlNodes.describe(found));
        return Optional.empty();
    }

    /** {@code true} or {@code false}; {@code fallback} where absent or wrong. */
    public boolean flag(String key, boolean fallback) {
        return choice(key, List.of(true, false), String::valueOf).orElse(fallback);
    }

    /** The value whose word is written; empty where absent, or where another word was found and reported. */
    public <T> Optional<T> choice(String key, List<T> choices, Function<T, String> word) {
        List<String> words = choices.stream().map(word).toList();
        return text(key).flatMap(found -> {
            int index = words.indexOf(found);
            if (index < 0) {
                String allowed = "; allowed: " + String.join(", ", words);
                report(key, "is \"" + found + "\"" + allowed + Suggestion.phrase(found, words));
            }
            return index < 0 ? Optional.empty() : Optional.of(choices.get(index));
        });
    }

    /** A mapping below a key; empty where absent or wrong. */
    public Optional<YamlSection> section(String key) {
        Node node = values.get(key);
        if (node instanceof MappingNode mapping) {
            return Optional.of(new YamlSection(file, fullName(key), mapping, problems));
        }
        if (node != null) {
            report(key, "must be a mapping of keys to values, but is " + YamlNodes.describe(node));
        }
        return Optional.empty();
    }

    /** Whether a key has a list as its value. */
    public boolean isList(String key) {
        return values.get(key) instanceof SequenceNode;
    }

    /** The mappings of a list, each other item reported; empty where absent or no list. */
    public List<YamlSection> sections(String key) {
        Node node = values.get(key);
        if (!(node instanceof SequenceNode sequence)) {
            if (node != null) {
                report(key, "must be a list of mappings, but is " + YamlNodes.describe(node));
            }
            return List.of();
        }
        List<YamlSection> sections = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            if (item instanceof MappingNode mapping) {
                String place = fullName(key) + "[" + (sections.size() + 1) + "]";
                sections.add(new YamlSection(file, place, mapping, problems));
            } else {
                problems.add(
                        file, lineOf(item), fullName(key) + " must hold mappings, but has " + YamlNodes.describe(item));
            }
        }
        return sections;
    }

    /** For each text of a list a section that has it as the value of {@code as}; empty where absent or no list. */
    public List<YamlSection> eachAs(String key, String as) {
        if (texts(key).isEmpty() || !(values.get(key) instanceof SequenceNode sequence)) {
            return List.of();
        }
        return sequence.getValue().stream()
                .filter(ScalarNode.class::isInstance)
                .map(item -> YamlNodes.mapping(Map.of(as, item), item))
                .map(mapping -> new YamlSection(file, fullName(key), mapping, problems))
                .toList();
    }

    /** This section with the keys that only {@code base} has; where both have a mapping, that of the two mappings. */
    public YamlSection over(YamlSection base) {
        MappingNode merged = YamlNodes.mapping(YamlNodes.merged(base.values, values), base.at);
        YamlSection section = new YamlSection(file, name, merged, problems);
        section.lines.putAll(base.lines);
        section.lines.putAll(lines);
        return section;
    }

    /**
     * What is written, by the dotted names of its keys, such as {@code adapter.train.epochs}: texts, and lists as
     * {@code [a, b]}, in a form that can be written into a YAML file.
     */
    public SortedMap<String, String> written() {
        return YamlNodes.written(values);
    }

    /**
     * A value of any shape as JSON: plain scalars as YAML's core schema reads them (true, 1, 1.5, null), quoted ones as
     * texts. A missing node where the key is absent.
     */
    public JsonNode json(String key) {
        Node node = values.get(key);
        return node == null ? MissingNode.getInstance() : json(node);
    }

    private JsonNode json(Node node) {
        if (node instanceof SequenceNode sequence) {
            ArrayNode list = JsonNodeFactory.instance.arrayNode();
            sequence.getValue().forEach(item -> list.add(json(item)));
            return list;
        }
        if (node instanceof MappingNode mapping) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            YamlSection section = new YamlSection(file, name, mapping, problems);
            section.values.forEach((field, value) -> object.set(field, json(value)));
            return object;
        }
        ScalarNode scalar = (ScalarNode) node;
        return scalar.getScalarStyle() == ScalarStyle.PLAIN
                ? plainJson(scalar.getValue())
                : TextNode.valueOf(scalar.getValue());
    }

    private static JsonNode plainJson(String text) {
        JsonNodeFactory json = JsonNodeFactory.instance;
        if (text.matches("true|True|TRUE|false|False|FALSE")) {
            return json.booleanNode(text.charAt(0) == 't' || text.charAt(0) == 'T');
        }
        if (text.matches("|~|null|Null|NULL")) {
            return json.nullNode();
        }
        if (text.matches("[-+]?\\d{1,18}")) {
            return json.numberNode(Long.parseLong(text));
        }
        return text.matches("[-+]?(?:\\d+\\.\\d*|\\.\\d+|\\d+)(?:[eE][-+]?\\d{1,3})?")
                ? json.numberNode(Double.parseDouble(text))
                : json.textNode(text);
    }

    private Optional<ScalarNode> scalar(String key, String allowed) {
        @Nullable Node node = values.get(key);
        if (node instanceof ScalarNode scalar && !scalar.getValue().isBlank()) {
            return Optional.of(scalar);
        }
        if (node != null) {
            report(key, "must be " + allowed + ", but is " + YamlNodes.describe(node));
        }
        return Optional.empty();
    }

    private String fullName(String key) {
        return name.isEmpty() ? key : name + "." + key;
    }

    private static long parseLong(String text) {
        return Long.parseLong(text);
    }

    private static String plain(double number) {
        return new BigDecimal(String.valueOf(number)).stripTrailingZeros().toPlainString();
    }

    private static int lineOf(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
