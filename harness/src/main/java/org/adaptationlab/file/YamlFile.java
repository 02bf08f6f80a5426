package org.adaptationlab.file;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Optional;
import org.adaptationlab.problem.Problems;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Parses a YAML text into its top section. Nodes only: no type is instantiated from what a file says. */
public final class YamlFile {

    private YamlFile() {}

    /** The top mapping of the text; empty where a problem was reported (syntax, no mapping, several documents). */
    public static Optional<YamlSection> parse(Path file, String text, Problems problems) {
        try {
            Iterator<Node> documents = new Yaml(new LoaderOptions())
                    .composeAll(new StringReader(text))
                    .iterator();
            if (!documents.hasNext()) {
                problems.add(file, 0, "is empty");
                return Optional.empty();
            }
            Node top = documents.next();
            if (documents.hasNext()) {
                int line = documents.next().getStartMark().getLine() + 1;
                problems.add(file, line, "has a second YAML document; only one is allowed");
                return Optional.empty();
            }
            if (top instanceof MappingNode mapping) {
                return Optional.of(new YamlSection(file, "", mapping, problems));
            }
            problems.add(file, top.getStartMark().getLine() + 1, "must be a mapping of keys to values");
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
            String context = e.getContext() == null ? "" : " " + e.getContext();
            problems.add(file, line, "is not valid YAML: " + e.getProblem() + context);
        } catch (YAMLException e) {
            problems.add(file, 0, "is not valid YAML: " + e.getMessage());
        }
        return Optional.empty();
    }
}
