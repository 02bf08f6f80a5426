package org.adaptationlab.result.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.file.JsonFile;
import org.adaptationlab.problem.ResultFormatException;
import org.jspecify.annotations.Nullable;

/** Writes and reads run.json. */
public final class ProvenanceJson {

    private static final JsonFile<Provenance> FILE = new JsonFile<>(
            JsonFile.form().addMixIn(Provenance.class, ProvenanceForm.class).build(),
            Provenance.class,
            "run.json",
            Provenance.SCHEMA);

    private ProvenanceJson() {}

    /**
     * Writes the file.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException if it cannot be written
     */
    public static void write(Path file, Provenance provenance) {
        FILE.write(file, provenance, "");
    }

    /**
     * Reads the file.
     *
     * @throws ResultFormatException naming the file and, where there is one, the line
     */
    public static Provenance read(Path file) {
        return FILE.read(file);
    }

    interface ProvenanceForm {
        @JsonDeserialize(using = DecisionIfReadable.class)
        @Nullable
        Decision decision();
    }

    /**
     * The decision follows from the rest and can be made anew: one of another version's form is left out, not refused.
     */
    private static final class DecisionIfReadable extends StdDeserializer<Decision> {

        private static final long serialVersionUID = 1L;

        DecisionIfReadable() {
            super(Decision.class);
        }

        @Override
        public @Nullable Decision deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode decision = context.readTree(parser);
            try {
                return context.readTreeAsValue(decision, Decision.class);
            } catch (JsonProcessingException e) {
                return null;
            }
        }
    }
}
