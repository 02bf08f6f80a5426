package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import org.adaptationlab.model.store.ModelStore.DownloadListener;

/** The local Ollama's store, where files are named by their digest. */
record OllamaBlob(Path blobs) implements ModelSource {

    /** The store of {@code OLLAMA_MODELS}, else of the user's home. */
    static OllamaBlob of(Map<String, String> environment) {
        String models = environment.getOrDefault("OLLAMA_MODELS", "");
        Path folder =
                models.isBlank() ? Path.of(System.getProperty("user.home"), ".ollama", "models") : Path.of(models);
        return new OllamaBlob(folder.resolve("blobs"));
    }

    @Override
    public String description() {
        return "local Ollama store " + blobs;
    }

    /** Nothing as a rule: the file is linked. */
    @Override
    public long bytesNeeded(CatalogueModel model) {
        return 0;
    }

    @Override
    public Path fetch(CatalogueModel model, Path folder, DownloadListener listener) throws IOException {
        Path blob = blobs.resolve("sha256-" + model.sha256());
        if (!Files.isRegularFile(blob)) {
            throw new IOException("has no sha256-" + model.sha256());
        }
        Path copy = folder.resolve("blob");
        Files.deleteIfExists(copy);
        try {
            return Files.createLink(copy, blob);
        } catch (IOException | UnsupportedOperationException e) {
            return Files.copy(blob, copy, StandardCopyOption.REPLACE_EXISTING); // another file system or owner
        }
    }
}
