package org.adaptationlab.model.store;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.LabDefinitionException;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/**
 * The user's {@code models.yaml} as it is written to: lines of one entry come or go, all others, comments among them,
 * stay byte for byte. What was written is read again before it counts.
 */
final class ModelsYaml {

    private static final String START = """
            # Models of your own, beside those that the lab knows. "lab models add" writes here.
            models:
            """;

    private static final String STEP = "  ";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;

    ModelsYaml(Path file) {
        this.file = file;
    }

    /**
     * Puts an entry in the place of the one of its name, else at the end.
     *
     * @throws LabDefinitionException where the file is written so that no entry can be put in; it says what to write
     */
    void put(CatalogueModel model) throws IOException {
        String text = Files.exists(file) ? Files.readString(file, StandardCharsets.UTF_8) : START;
        Map<String, CatalogueEntry> wanted = new LinkedHashMap<>(Files.exists(file) ? entries(text) : Map.of());
        boolean there = wanted.containsKey(model.name());
        wanted.put(model.name(), model);
        String lineEnd = text.contains("\r\n") ? "\r\n" : "\n";
        String changed = there
                ? replaced(text, model, lineEnd)
                : text + (text.endsWith("\n") ? "" : lineEnd) + entry(model, indent(text), lineEnd);
        if (!wanted.equals(entriesIfSound(changed))) {
            throw byHand(model);
        }
        AtomicFile.writeText(file, out -> out.write(changed));
    }

    private Map<String, CatalogueEntry> entries(String text) {
        return Catalogue.parse(file, text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text);
    }

    private Map<String, CatalogueEntry> entriesIfSound(String text) {
        try {
            return entries(text);
        } catch (LabDefinitionException e) {
            return Map.of();
        }
    }

    private LabDefinitionException byHand(CatalogueModel model) {
        return new LabDefinitionException(file + ": no entry can be put in, as it is written in another form than one"
                + " line for each key; put it in by hand, in the same form:\n" + entry(model, STEP, "\n"));
    }

    private String replaced(String text, CatalogueModel model, String lineEnd) {
        NodeTuple old = models(text)
                .flatMap(models -> models.getValue().stream()
                        .filter(entry -> isNamed(entry, model.name()))
                        .findFirst())
                .orElseThrow(() -> byHand(model));
        int from = old.getKeyNode().getStartMark().getLine();
        int to = lastLine(old.getValueNode(), from) + 1;
        List<String> lines = List.of(text.split("(?<=\n)"));
        return String.join("", lines.subList(0, from))
                + entry(model, " ".repeat(old.getKeyNode().getStartMark().getColumn()), lineEnd)
                + String.join("", lines.subList(Math.min(to, lines.size()), lines.size()));
    }

    /** A block ends with its last value: where the parser sees its end, comments that follow are behind it already. */
    private static int lastLine(Node node, int keyLine) {
        if (node instanceof MappingNode mapping
                && mapping.getFlowStyle() == FlowStyle.BLOCK
                && !mapping.getValue().isEmpty()) {
            NodeTuple last = mapping.getValue().get(mapping.getValue().size() - 1);
            return lastLine(
                    last.getValueNode(), last.getKeyNode().getStartMark().getLine());
        }
        int line = node.getEndMark().getLine();
        return Math.max(keyLine, node.getEndMark().getColumn() == 0 ? line - 1 : line);
    }

    private static boolean isNamed(NodeTuple entry, String name) {
        return entry.getKeyNode() instanceof ScalarNode key && key.getValue().equals(name);
    }

    /** The indentation of the entries that are there. */
    private static String indent(String text) {
        return models(text)
                .filter(models -> !models.getValue().isEmpty())
                .map(models -> " "
                        .repeat(models.getValue()
                                .get(0)
                                .getKeyNode()
                                .getStartMark()
                                .getColumn()))
                .orElse(STEP);
    }

    private static Optional<MappingNode> models(String text) {
        Node top = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        return top instanceof MappingNode mapping
                ? mapping.getValue().stream()
                        .filter(entry -> isNamed(entry, "models"))
                        .map(NodeTuple::getValueNode)
                        .filter(MappingNode.class::isInstance)
                        .map(MappingNode.class::cast)
                        .findFirst()
                : Optional.empty();
    }

    private static String entry(CatalogueModel model, String indent, String lineEnd) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("architecture", scalar(model.architecture()));
        fields.put("parameters", Long.toString(model.parameters()));
        fields.put("quantization", scalar(model.quantization()));
        fields.put("licence", scalar(model.licence()));
        if (model.ollamaTag() != null) {
            fields.put("ollama", scalar(model.ollamaTag()));
        }
        fields.put("path", scalar(model.file().toString()));
        fields.put("bytes", Long.toString(model.bytes()));
        fields.put("sha256", model.sha256());
        return indent + scalar(model.name()) + ":" + lineEnd
                + fields.entrySet().stream()
                        .map(field -> indent + STEP + field.getKey() + ": " + field.getValue() + lineEnd)
                        .collect(Collectors.joining());
    }

    /** As it is where it can be taken for nothing else, else between double quotes. */
    private static String scalar(String text) {
        if (text.matches("[A-Za-z0-9/][A-Za-z0-9/._+-]*")) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(point -> {
            if (point == '"' || point == '\\') {
                quoted.append('\\').appendCodePoint(point);
            } else if (Character.isISOControl(point) || Character.getType(point) == Character.FORMAT) {
                quoted.append(String.format("\\U%08x", point));
            } else {
                quoted.appendCodePoint(point);
            }
        });
        return quoted.append('"').toString();
    }
}
