package org.adaptationlab.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * What the manifest beside an adapter file says of where it comes from: written by our training and by the import.
 *
 * @param base name of the model it was made for
 * @param baseDigest SHA-256 of that model's weights
 * @param trainedOn what an imported one says it was trained on, null if it does not say or we trained it
 * @param seed of its training, null where we did not train it
 * @param losses mean loss of each epoch of our training, empty where we did not train it
 */
public record AdapterOrigin(
        String base,
        String baseDigest,
        @Nullable String trainedOn,
        @Nullable Long seed,
        List<Double> losses) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public AdapterOrigin {
        losses = List.copyOf(losses);
    }

    /**
     * The origin of an adapter; empty where no manifest lies beside it, or one that is broken or of another file.
     *
     * @throws LabDefinitionException if a file is there and cannot be read
     */
    public static Optional<AdapterOrigin> of(Path adapter) {
        Path manifest = TrainedAdapter.manifestOf(adapter);
        if (!Files.isRegularFile(manifest)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(Files.readAllBytes(manifest));
            boolean ofThisFile =
                    Sha256.ofFile(adapter).equals(json.path("adapterDigest").asText());
            return ofThisFile && json.path("baseDigest").isTextual() ? Optional.of(read(json)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw new LabDefinitionException(manifest + ": cannot be read: " + IoReason.of(e), e);
        }
    }

    private static AdapterOrigin read(JsonNode json) {
        List<Double> losses = new ArrayList<>();
        json.path("log").path("losses").forEach(loss -> losses.add(loss.asDouble()));
        return new AdapterOrigin(
                json.path("base").asText(),
                json.path("baseDigest").asText(),
                json.path("trainedOn").textValue(),
                json.path("seed").isIntegralNumber() ? json.path("seed").asLong() : null,
                losses);
    }

    /** Writes the manifest of an adapter that was trained elsewhere and imported. */
    public static void writeImported(Path adapter, String base, String baseDigest, @Nullable String trainedOn)
            throws IOException {
        JsonNode json = JSON.createObjectNode()
                .put("base", base)
                .put("baseDigest", baseDigest)
                .put("trainedOn", trainedOn)
                .put("adapterDigest", Sha256.ofFile(adapter));
        AtomicFile.writeText(
                TrainedAdapter.manifestOf(adapter),
                out -> out.write(json.toPrettyString().replace("\r\n", "\n") + "\n"));
    }
}
