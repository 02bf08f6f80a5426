package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.model.store.ModelStore.DownloadListener;

/**
 * The local Ollama's store, where files are named by their digest.
 *
 * @param folders where the store may be, in the order they are tried
 */
record OllamaBlob(List<Path> folders) implements ModelSource {

    /** Where Ollama's installer for Linux keeps models, as it runs under a user of its own. */
    private static final Path OF_THE_SERVICE = Path.of("/usr/share/ollama/.ollama/models");

    OllamaBlob {
        folders = List.copyOf(folders);
    }

    /** The store of {@code OLLAMA_MODELS}, else of the user's home or of the system's service. */
    static OllamaBlob of(Map<String, String> environment) {
        String models = environment.getOrDefault("OLLAMA_MODELS", "");
        List<Path> stores = models.isBlank()
                ? List.of(Path.of(System.getProperty("user.home"), ".ollama", "models"), OF_THE_SERVICE)
                : List.of(Path.of(models));
        return new OllamaBlob(
                stores.stream().map(store -> store.resolve("blobs")).toList());
    }

    @Override
    public String description() {
        return "local Ollama store " + folders.stream().map(Path::toString).collect(Collectors.joining(" or "));
    }

    /** Nothing as a rule: the file is linked. */
    @Override
    public long bytesNeeded(CatalogueModel model) {
        return 0;
    }

    @Override
    public Path fetch(CatalogueModel model, Path folder, DownloadListener listener) throws IOException {
        String name = "sha256-" + model.sha256();
        Path blob = folders.stream()
                .map(blobs -> blobs.resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isReadable(file))
                .findFirst()
                .orElseThrow(() -> new IOException("has no " + name));
        Path copy = folder.resolve("blob");
        Files.deleteIfExists(copy);
        try {
            return Files.createLink(copy, blob);
        } catch (IOException | UnsupportedOperationException e) {
            return Files.copy(blob, copy, StandardCopyOption.REPLACE_EXISTING); // another file system or owner
        }
    }
}
