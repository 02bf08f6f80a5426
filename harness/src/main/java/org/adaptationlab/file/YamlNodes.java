package org.adaptationlab.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Nodes laid over each other, and as text. */
final class YamlNodes {

    /** What needs no quotation marks, in a flow mapping too. */
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./+][\\p{L}\\p{N}_./+-]*");

    private static final int MAX_SHOWN = 60;

    private YamlNodes() {}

    /** The values of both, {@code top} deciding where both have a key; mappings are laid over each other in turn. */
    static Map<String, Node> merged(Map<String, Node> base, Map<String, Node> top) {
        Map<String, Node> merged = new LinkedHashMap<>(base);
        top.forEach((key, value) -> merged.merge(
                key,
                value,
                (lower, upper) -> lower instanceof MappingNode below && upper instanceof MappingNode above
                        ? mapping(merged(values(below), values(above)), above)
                        : upper));
        return merged;
    }

    /** A mapping of these values that stands where {@code at} does. */
    static MappingNode mapping(Map<String, Node> values, Node at) {
        Mark start = at.getStartMark();
        Mark end = at.getEndMark();
        List<NodeTuple> entries = new ArrayList<>();
        values.forEach((key, value) ->
                entries.add(new NodeTuple(new ScalarNode(Tag.STR, key, start, end, ScalarStyle.PLAIN), value)));
        return new MappingNode(Tag.MAP, true, entries, start, end, FlowStyle.FLOW);
    }

    static Map<String, Node> values(MappingNode mapping) {
        Map<String, Node> values = new LinkedHashMap<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (entry.getKeyNode() instanceof ScalarNode key) {
                values.putIfAbsent(key.getValue(), entry.getValueNode());
            }
        }
        return values;
    }

    /** Leaves by their dotted names, as text. */
    static SortedMap<String, String> written(Map<String, Node> values) {
        SortedMap<String, String> written = new TreeMap<>();
        values.forEach((key, value) -> {
            if (value instanceof MappingNode mapping) {
                written(values(mapping)).forEach((inner, text) -> written.put(key + "." + inner, text));
            } else {
                written.put(key, text(value));
            }
        });
        return written;
    }

    private static String text(Node node) {
        if (node instanceof ScalarNode scalar) {
            return text(scalar.getValue());
        }
        if (node instanceof SequenceNode sequence) {
            return sequence.getValue().stream().map(YamlNodes::text).collect(Collectors.joining(", ", "[", "]"));
        }
        return written(values((MappingNode) node)).entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** A text as YAML would read it back as the same text. */
    static String text(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : "\"" + value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    /** A value as a message shows what was found. */
    static String describe(Node node) {
        if (node instanceof ScalarNode scalar) {
            String text = scalar.getValue();
            String shown = text.length() <= MAX_SHOWN ? text : text.substring(0, MAX_SHOWN) + "…";
            return text.isBlank() ? "empty" : "\"" + shown + "\"";
        }
        return node instanceof SequenceNode
                ? "a list"
                : "a mapping with "
                        + ((MappingNode) node)
                                .getValue().stream()
                                        .map(entry ->
                                                entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?")
                                        .collect(Collectors.joining(", "));
    }
}
