package org.adaptationlab.result.record;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.cfg.EnumFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;

/** Writes and reads run.json: indented, keys in a fixed order; unknown keys of later versions are passed over. */
public final class ProvenanceJson {

    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .addModule(InstantForm.module())
            .build();

    private ProvenanceJson() {}

    /** Writes the file. */
    public static void write(Path file, Provenance provenance) {
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        DefaultPrettyPrinter printer =
                new DefaultPrettyPrinter().withObjectIndenter(indenter).withArrayIndenter(indenter);
        try {
            AtomicFile.writeText(file, out -> {
                JSON.writer(printer)
                        .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                        .writeValue(out, provenance);
                out.append('\n');
            });
        } catch (IOException e) {
            throw new PrerequisiteException(
                    file + ": cannot be written (" + IoReason.of(e) + "); free disk space or mend the permissions", e);
        }
    }

    /**
     * Reads the file.
     *
     * @throws ResultFormatException naming the file and, where there is one, the line
     */
    public static Provenance read(Path file) {
        try {
            Provenance provenance = JSON.readValue(file.toFile(), Provenance.class);
            if (provenance.schemaVersion() != Provenance.SCHEMA) {
                throw new ResultFormatException(file + ": schema_version " + provenance.schemaVersion()
                        + ", this harness reads " + Provenance.SCHEMA);
            }
            return provenance;
        } catch (JsonProcessingException e) {
            String line = e.getLocation() == null ? "" : ":" + e.getLocation().getLineNr();
            throw new ResultFormatException(file + line + ": is no run.json: " + e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new ResultFormatException(file + ": cannot be read (" + IoReason.of(e) + ")", e);
        }
    }
}
