package org.adaptationlab.file;

import java.io.StringReader;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.CollectionNode;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Changes the text of a YAML file in one place and leaves all else, comments too, as it was written. */
public final class YamlText {

    private YamlText() {}

    /** A text that stands as a value, quoted where it must be. */
    public static String value(String text) {
        return YamlNodes.text(text);
    }

    /** A list of texts that stands as a value. */
    public static String list(Collection<String> texts) {
        return texts.stream().map(YamlNodes::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /**
     * The text without a key of its top mapping and all that stands from there to the next key.
     *
     * @param text that YAML can read
     */
    public static String without(String text, String key) {
        if (!(root(text) instanceof MappingNode top)) {
            return text;
        }
        List<NodeTuple> entries = top.getValue();
        for (int i = 0; i < entries.size(); i++) {
            if (isKey(entries.get(i), key)) {
                int from = start(text, entries.get(i).getKeyNode());
                int to = i + 1 < entries.size() ? start(text, entries.get(i + 1).getKeyNode()) : text.length();
                return text.substring(0, from) + text.substring(to);
            }
        }
        return text;
    }

    /**
     * The text with another value at a place, which is made where it is missing.
     *
     * @param text that YAML can read
     * @param path names of keys from the top mapping down
     * @param value one line of YAML in flow style
     */
    public static String with(String text, List<String> path, String value) {
        Node node = Objects.requireNonNull(root(text), "an empty text has no place for it");
        for (int i = 0; i < path.size(); i++) {
            if (!(node instanceof MappingNode mapping)) {
                return replaced(text, node, nested(path.subList(i, path.size()), value));
            }
            Node child = YamlNodes.values(mapping).get(path.get(i));
            if (child == null) {
                return added(text, mapping, path.get(i) + ": " + nested(path.subList(i + 1, path.size()), value));
            }
            node = child;
        }
        return replaced(text, node, value);
    }

    private static String nested(List<String> path, String value) {
        return path.isEmpty() ? value : "{" + path.get(0) + ": " + nested(path.subList(1, path.size()), value) + "}";
    }

    private static String replaced(String text, Node node, String value) {
        return text.substring(0, start(text, node)) + value + text.substring(end(text, node));
    }

    private static String added(String text, MappingNode mapping, String entry) {
        List<NodeTuple> entries = mapping.getValue();
        if (entries.isEmpty()) {
            int inside = start(text, mapping) + 1;
            return text.substring(0, inside) + entry + text.substring(inside);
        }
        NodeTuple last = entries.get(entries.size() - 1);
        int end = end(text, last.getValueNode());
        if (mapping.getFlowStyle() == FlowStyle.FLOW) {
            return text.substring(0, end) + ", " + entry + text.substring(end);
        }
        int lineEnd = text.indexOf('\n', end);
        int at = lineEnd < 0 ? text.length() : lineEnd;
        String indent = " ".repeat(entries.get(0).getKeyNode().getStartMark().getColumn());
        return text.substring(0, at) + "\n" + indent + entry + text.substring(at);
    }

    private static @Nullable Node root(String text) {
        return new Yaml(new LoaderOptions()).compose(new StringReader(text));
    }

    private static boolean isKey(NodeTuple entry, String key) {
        return entry.getKeyNode() instanceof ScalarNode scalar
                && scalar.getValue().equals(key);
    }

    /** Marks count code points. */
    private static int start(String text, Node node) {
        return text.offsetByCodePoints(0, node.getStartMark().getIndex());
    }

    /** Of a collection in block style the mark stands behind blank lines and comments; its last value tells better. */
    private static int end(String text, Node node) {
        Node last = node;
        while (last instanceof CollectionNode<?> collection
                && collection.getFlowStyle() == FlowStyle.BLOCK
                && !collection.getValue().isEmpty()) {
            last = lastOf(collection);
        }
        return text.offsetByCodePoints(0, last.getEndMark().getIndex());
    }

    private static Node lastOf(CollectionNode<?> collection) {
        if (collection instanceof MappingNode mapping) {
            return mapping.getValue().get(mapping.getValue().size() - 1).getValueNode();
        }
        List<Node> items = ((SequenceNode) collection).getValue();
        return items.get(items.size() - 1);
    }
}
