package org.adaptationlab.run.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.problem.LabDefinitionException;

/** A new folder that something is exported to. */
public final class ExportFolder {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path folder;

    private ExportFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * A folder that does not exist yet, or is empty.
     *
     * @throws LabDefinitionException if there is something in it
     */
    public static ExportFolder at(Path folder) {
        if (Files.exists(folder)) {
            try (Stream<Path> entries = Files.list(folder)) {
                if (entries.findAny().isPresent()) {
                    throw new LabDefinitionException(
                            folder + ": is not empty; name a new folder, so that no old file is taken for a new one");
                }
            } catch (IOException e) {
                throw new LabDefinitionException(folder + ": is no folder that can be read; name a new one", e);
            }
        }
        return new ExportFolder(folder);
    }

    void text(String name, String text) {
        ResultFile.writeText(folder.resolve(name), out -> out.write(text));
    }

    void json(String name, JsonNode value) {
        text(name, value.toPrettyString().replace("\r\n", "\n") + "\n");
    }

    void jsonLines(String name, List<? extends JsonNode> values) {
        text(name, values.stream().map(ExportFolder::line).collect(Collectors.joining()));
    }

    /** Lets something else write a file or a folder of this name. */
    void write(String name, Written content) {
        try {
            content.to(folder.resolve(name));
        } catch (IOException e) {
            throw ResultFile.unwritable(folder.resolve(name), e, "");
        }
    }

    /** What is written to a path. */
    @FunctionalInterface
    interface Written {
        void to(Path path) throws IOException;
    }

    /** A copy: a link would let a change of one file change the other. */
    void copy(String name, Path source) {
        ResultFile.write(folder.resolve(name), out -> Files.copy(source, out));
    }

    private static String line(JsonNode value) {
        try {
            return JSON.writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a JSON tree can always be written", e);
        }
    }
}
