package org.adaptationlab.dataset;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.file.AtomicFile;

/** Writes the file that {@link ExampleFile} reads: an object in each line, with the keys that say something. */
final class ExampleLines {

    private ExampleLines() {}

    static void write(Path file, List<Example> examples) throws IOException {
        JsonMapper json = new JsonMapper();
        AtomicFile.writeText(file, out -> {
            for (Example example : examples) {
                ObjectNode line = json.createObjectNode()
                        .put("id", example.id())
                        .put("input", example.input())
                        .put("target", example.target());
                if (!example.aliases().isEmpty()) {
                    example.aliases().forEach(line.putArray("aliases")::add);
                }
                if (example.slice() != null) {
                    line.put("slice", example.slice());
                }
                if (example.doc() != null) {
                    line.put("doc", example.doc());
                }
                if (!example.answerable()) {
                    line.put("answerable", false);
                }
                out.write(json.writeValueAsString(line));
                out.write('\n');
            }
        });
    }
}
