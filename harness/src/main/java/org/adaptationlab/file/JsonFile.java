package org.adaptationlab.file;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.ResultFormatException;
import org.jspecify.annotations.Nullable;

/**
 * A kind of JSON file that holds one record and the version of its form in {@code schema_version}: indented, keys in a
 * fixed order. Keys that only other versions know are passed over.
 *
 * @param <T> the record
 */
public final class JsonFile<T> {

    private static final String VERSION = "schema_version";

    private final JsonMapper json;
    private final Class<T> type;
    private final String name;
    private final int version;

    /**
     * @param json made by {@link #form()}
     * @param name of the file, for messages
     * @param version the only one that can be read
     */
    public JsonFile(JsonMapper json, Class<T> type, String name, int version) {
        this.json = json;
        this.type = type;
        this.name = name;
        this.version = version;
    }

    /** The form of all our JSON: snake case, words in small letters, instants as ISO 8601. */
    public static JsonMapper.Builder form() {
        return JsonMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
                .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                .addModule(InstantForm.module());
    }

    /** A value as indented JSON, its lines ended by {@code \n}. */
    public static String indented(JsonMapper json, Object value) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try {
            return json.writer(printer).writeValueAsString(value) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Writes the file; {@code then} is as in {@link ResultFile#writeText(Path, AtomicFile.Text, String)}.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException if it cannot be written
     */
    public void write(Path file, T value, String then) {
        ResultFile.writeText(file, out -> out.append(indented(json, value)), then);
    }

    /**
     * Reads the file.
     *
     * @throws ResultFormatException naming the file and, where there is one, the line
     */
    public T read(Path file) {
        try {
            requireVersion(file); // first: to a file of another version any other complaint is beside the point
            return json.readValue(file.toFile(), type);
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new ResultFormatException(file + line + ": is no " + name + ": " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ResultFormatException(file + ": cannot be read (" + IoReason.of(e) + ")", e);
        }
    }

    private void requireVersion(Path file) throws IOException {
        String found = version(file);
        if (!String.valueOf(version).equals(found)) {
            throw new ResultFormatException(file + ": " + (found == null ? "has no " + VERSION : VERSION + " " + found)
                    + ", this harness reads " + version + "; read it with the version of Adaptation Lab that wrote it");
        }
    }

    private @Nullable String version(Path file) throws IOException {
        try (JsonParser parser = json.createParser(file.toFile())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String key = parser.currentName();
                    parser.nextToken();
                    if (VERSION.equals(key)) {
                        return parser.getText();
                    }
                    parser.skipChildren();
                }
            }
            return null;
        }
    }
}
