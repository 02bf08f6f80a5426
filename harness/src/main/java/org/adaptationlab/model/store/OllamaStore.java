package org.adaptationlab.model.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.LabException;

/**
 * The files of a local Ollama: which GGUF file is behind a tag. Reads only, and is quiet about what is odd or may not be
 * read: then there is no file to be had. Immutable and thread-safe.
 */
public final class OllamaStore {

    /** Where Ollama's installer for Linux keeps models, as it runs under a user of its own. */
    private static final Path OF_THE_SERVICE = Path.of("/usr/share/ollama/.ollama/models");

    private static final String MODEL = "application/vnd.ollama.image.model";
    private static final String ADAPTER = "application/vnd.ollama.image.adapter";
    private static final String DIGEST_PREFIX = "sha256:";
    private static final String BLOB_PREFIX = "sha256-";
    /** A manifest is a few hundred bytes. */
    private static final long MAX_MANIFEST_BYTES = 1 << 20;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<Path> folders;

    OllamaStore(List<Path> folders) {
        this.folders = List.copyOf(folders);
    }

    /** The store of {@code OLLAMA_MODELS}, else of the user's home or of the system's service. */
    public static OllamaStore of(Map<String, String> environment) {
        String models = environment.getOrDefault("OLLAMA_MODELS", "");
        List<Path> folders = new ArrayList<>();
        if (!models.isBlank()) {
            path(models).map(Path::toAbsolutePath).ifPresent(folders::add);
        } else {
            LabHome.ofUser(environment)
                    .map(home -> home.resolve(".ollama").resolve("models"))
                    .ifPresent(folders::add);
            folders.add(OF_THE_SERVICE);
        }
        return new OllamaStore(folders);
    }

    List<Path> folders() {
        return folders;
    }

    /**
     * The weights behind a tag, such as {@code llama3.1:8b}, {@code me/mine} or {@code hf.co/org/name-GGUF:Q4_K_M}. Its
     * SHA-256 is what the store calls the file; it is not worked out anew. Empty where this machine has no such tag, where
     * it has more than one file of weights or an adapter laid over them, or where the file is not whole or not readable.
     */
    public Optional<BaseModel.Weights> weights(String tag) {
        return OllamaTag.parse(tag)
                .flatMap(name -> folders.stream()
                        .flatMap(folder -> weights(folder, name).stream())
                        .findFirst());
    }

    /**
     * The weights that a modelfile of Ollama's {@code /api/show} names in its {@code FROM} line, under the same
     * conditions as {@link #weights(String)}.
     */
    public static Optional<BaseModel.Weights> weightsOfModelfile(String modelfile) {
        List<String> from = new ArrayList<>();
        // What follows is text of the user's, between triple quotes, in which lines may begin with anything.
        for (String line : modelfile.split("\"\"\"", 2)[0].lines().toList()) {
            String upper = line.stripLeading().toUpperCase(Locale.ROOT);
            if (upper.startsWith("ADAPTER ")) {
                return Optional.empty();
            }
            if (upper.startsWith("FROM ")) {
                from.add(line.strip().substring("FROM ".length()).strip());
            }
        }
        boolean single = !from.isEmpty() && from.stream().skip(1).allMatch(OllamaStore::isProjector);
        return single ? path(from.get(0)).flatMap(OllamaStore::blob) : Optional.empty();
    }

    /** A modelfile names the part that reads images in a second FROM line. */
    private static boolean isProjector(String file) {
        return path(file)
                .filter(Files::isRegularFile)
                .map(OllamaStore::isProjector)
                .orElse(false);
    }

    private static boolean isProjector(Path file) {
        try {
            return GgufModel.isForImages(file);
        } catch (LabException e) {
            return false;
        }
    }

    private static Optional<BaseModel.Weights> weights(Path folder, OllamaTag tag) {
        try {
            Optional<Path> manifest = manifest(folder.resolve("manifests"), tag);
            return manifest.isEmpty() || Files.size(manifest.get()) > MAX_MANIFEST_BYTES
                    ? Optional.empty()
                    : weights(folder, JSON.readTree(Files.readAllBytes(manifest.get())));
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static Optional<BaseModel.Weights> weights(Path folder, JsonNode manifest) {
        List<JsonNode> models = new ArrayList<>();
        for (JsonNode layer : manifest.path("layers")) {
            String type = layer.path("mediaType").asText();
            if (type.equals(ADAPTER)) {
                return Optional.empty();
            }
            if (type.equals(MODEL)) {
                models.add(layer);
            }
        }
        String digest = models.size() == 1 ? models.get(0).path("digest").asText() : "";
        return digest.startsWith(DIGEST_PREFIX)
                ? blob(folder.resolve("blobs").resolve(BLOB_PREFIX + digest.substring(DIGEST_PREFIX.length())))
                        .filter(weights -> isWhole(weights.file(), models.get(0).path("size")))
                : Optional.empty();
    }

    private static boolean isWhole(Path file, JsonNode size) {
        try {
            return !size.isIntegralNumber() || Files.size(file) == size.asLong();
        } catch (IOException e) {
            return false;
        }
    }

    private static Optional<BaseModel.Weights> blob(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.startsWith(BLOB_PREFIX)
                        && Sha256Text.isOne(name.substring(BLOB_PREFIX.length()))
                        && file.isAbsolute()
                        && Files.isRegularFile(file)
                        && Files.isReadable(file)
                ? Optional.of(new BaseModel.Weights(file, name.substring(BLOB_PREFIX.length())))
                : Optional.empty();
    }

    /** Ollama tells names apart without regard to case, whatever the disk does. */
    private static Optional<Path> manifest(Path manifests, OllamaTag tag) throws IOException {
        Path place = manifests;
        for (String part : tag.parts()) {
            Path exact = place.resolve(part);
            Optional<Path> next = Files.exists(exact) ? Optional.of(exact) : otherCase(place, part);
            if (next.isEmpty()) {
                return next;
            }
            place = next.get();
        }
        return Files.isRegularFile(place) ? Optional.of(place) : Optional.empty();
    }

    private static Optional<Path> otherCase(Path folder, String name) throws IOException {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> alike = entries.filter(
                            entry -> String.valueOf(entry.getFileName()).equalsIgnoreCase(name))
                    .toList();
            return alike.size() == 1 ? Optional.of(alike.get(0)) : Optional.empty();
        }
    }

    private static Optional<Path> path(String text) {
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
