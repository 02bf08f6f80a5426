package org.adaptationlab.model.ollama;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.adaptationlab.gguf.AdapterWriter;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.LoraPair;
import org.adaptationlab.gguf.TensorInfo;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.call.HttpRefusal;

/**
 * Finds out whether a server lays adapters over this base, by giving it one that changes nothing: newer versions take no
 * adapters, and older ones take none for some architectures, which they say only when the model is loaded.
 */
final class AdapterProbe {

    private static final String FILE_PREFIX = "probe-";

    private final OllamaApi api;
    private final GivenModels given;
    private final Path folder;

    AdapterProbe(OllamaApi api, GivenModels given, Path folder) {
        this.api = api;
        this.given = given;
        this.folder = folder;
    }

    /**
     * Whether an adapter of this base can be made a model of and loaded.
     *
     * @param baseName the name that the server knows the base by
     * @throws IOException when the server fails for another reason
     */
    boolean succeeds(BaseModel base, String baseName, Set<String> tensors, SamplingOptions options) throws IOException {
        Files.createDirectories(folder);
        Path adapter = Files.createTempFile(folder, FILE_PREFIX, ".gguf");
        try {
            write(GgufFile.open(Objects.requireNonNull(base.file(), "base")), tensors, adapter);
            return canBeLoaded(given.probe(baseName, adapter), options);
        } catch (HttpRefusal e) {
            if (OllamaFailures.isAboutMemory(e)) {
                throw e;
            }
            return false;
        } finally {
            Files.deleteIfExists(adapter);
        }
    }

    private boolean canBeLoaded(String name, SamplingOptions options) throws IOException {
        try {
            api.load(name, options.contextTokens(), 0);
            return true;
        } finally {
            api.delete(name);
        }
    }

    /** A pair of zeros for the first tensor that adapters change. */
    private static void write(GgufFile base, Set<String> tensors, Path target) throws IOException {
        TensorInfo tensor = base.tensors().stream()
                .filter(one -> tensors.contains(one.name()))
                .findFirst()
                .orElseThrow();
        LoraPair pair = new LoraPair(
                tensor.name(),
                1,
                new float[tensor.shape().get(0).intValue()],
                new float[tensor.shape().get(1).intValue()]);
        AdapterWriter.write(target, base.architecture().orElse("unknown"), 1, List.of(pair));
    }
}
