package org.adaptationlab.model.store;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model of the catalogue whose file is known.
 *
 * @param parameters number of weights, or 0 where the catalogue does not say
 * @param ollamaTag the model's name in Ollama's library, or null
 * @param file its name in the lab's model folder, or the absolute path of the user's own file, which stays where it is
 * @param sha256 64 lower-case hex digits
 * @param sources where to fetch it, in order, besides the local Ollama store
 * @param facts what is published of it; null where the catalogue does not say
 */
record CatalogueModel(
        String name,
        String architecture,
        long parameters,
        String quantization,
        String licence,
        @Nullable String ollamaTag,
        Path file,
        long bytes,
        String sha256,
        List<FileSource> sources,
        @Nullable ModelFacts facts)
        implements CatalogueEntry, WantedFile {

    CatalogueModel {
        sources = List.copyOf(sources);
    }

    /** Where the file is, or would be. */
    Path in(Path folder) {
        return folder.resolve(file);
    }

    @Override
    public String title() {
        return "the model " + name;
    }

    /** The last part of its path. */
    @Override
    public String fileName() {
        return String.valueOf(file.getFileName());
    }

    /** Whether the user put the file there, so that it is neither moved nor deleted. */
    boolean isOwn() {
        return file.isAbsolute() || sources.isEmpty();
    }
}
