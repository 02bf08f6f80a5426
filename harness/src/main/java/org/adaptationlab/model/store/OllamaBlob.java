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
record OllamaBlob(List<Path> folders) implements FileSource {

    OllamaBlob {
        folders = List.copyOf(folders);
    }

    /** The store that {@link OllamaStore#of} finds. */
    static OllamaBlob of(Map<String, String> environment) {
        return new OllamaBlob(OllamaStore.of(environment).folders().stream()
                .map(store -> store.resolve("blobs"))
                .toList());
    }

    @Override
    public String description() {
        return "local Ollama store " + folders.stream().map(Path::toString).collect(Collectors.joining(" or "));
    }

    /** Nothing as a rule: the file is linked. */
    @Override
    public long bytesNeeded(WantedFile wanted) {
        return 0;
    }

    @Override
    public Path fetch(WantedFile wanted, Path folder, DownloadListener listener) throws IOException {
        String name = "sha256-" + wanted.sha256();
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
