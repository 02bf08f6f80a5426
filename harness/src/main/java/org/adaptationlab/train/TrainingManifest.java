package org.adaptationlab.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.TrainingSettings;

/**
 * Where an adapter comes from, kept beside it as JSON.
 *
 * @param trainerVersion of the training code
 * @param base name of the base model
 * @param baseDigest SHA-256 of its weights
 * @param dataDigest SHA-256 over the rendered examples
 * @param examples their number
 * @param threads of the training process; another number may change the last bits
 * @param adapterDigest SHA-256 of the adapter file
 */
record TrainingManifest(
        int trainerVersion,
        String base,
        String baseDigest,
        String dataDigest,
        int examples,
        TrainingSettings settings,
        long seed,
        int threads,
        String adapterDigest,
        TrainingLog log) {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    void write(Path file) throws IOException {
        AtomicFile.writeText(file, out -> out.write(JSON.writeValueAsString(this) + "\n"));
    }

    /** The manifest in a file, if it is there, whole, and true of the adapter. */
    static Optional<TrainingManifest> read(Path file, Path adapter) throws IOException {
        if (!Files.isRegularFile(file) || !Files.isRegularFile(adapter)) {
            return Optional.empty();
        }
        try {
            TrainingManifest manifest =
                    JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), TrainingManifest.class);
            return Sha256.ofFile(adapter).equals(manifest.adapterDigest()) ? Optional.of(manifest) : Optional.empty();
        } catch (JsonProcessingException | CharacterCodingException e) {
            // A broken manifest is no manifest: the adapter is made again.
            return Optional.empty();
        }
    }
}
