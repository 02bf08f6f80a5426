package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * The model files on this machine, by the catalogue's names. What it hands out has the catalogue's SHA-256; a file that
 * is not here is fetched from the first source that has it. Thread-safe, also against other processes.
 */
public final class ModelStore {

    /** What runs keep in the lab's home and can make again. */
    private static final List<String> MADE_BY_RUNS = List.of("adapters", "indexes");

    private final Path home;
    private final Path folder;
    private final Catalogue catalogue;
    private final ModelFetcher fetcher;
    private final Set<String> verified = ConcurrentHashMap.newKeySet();

    /** Hears how a fetch goes on; called from the fetching thread. */
    public interface DownloadListener {

        /** A source is tried. */
        void trying(String source);

        /** Bytes that are here so far. */
        void progress(long bytes, long totalBytes);

        /** Something the user should know, such as a damaged file. */
        void note(String message);
    }

    /**
     * A model and what this machine has of it.
     *
     * @param parameters number of weights, or 0 where the catalogue does not say
     * @param ollamaTag the model's name in Ollama's library, or null
     * @param file where the file is, or would be
     */
    public record Listing(
            String name,
            String architecture,
            long parameters,
            String quantization,
            String licence,
            @Nullable String ollamaTag,
            long bytes,
            String sha256,
            Path file,
            State state) {

        /** Whether the file is here: by its size, its sum is checked when it is used. */
        public enum State {
            CACHED,
            ABSENT,
            DAMAGED
        }
    }

    /**
     * What a pruning removed.
     *
     * @param removed the folders and files
     */
    public record Pruned(List<Path> removed, long bytes) {
        public Pruned {
            removed = List.copyOf(removed);
        }
    }

    /**
     * Opens the store; nothing is fetched yet.
     *
     * @param environment for {@code LAB_HOME}, {@code XDG_CACHE_HOME} and {@code OLLAMA_MODELS}
     * @throws org.adaptationlab.problem.LabDefinitionException when the user's models.yaml has problems
     */
    public ModelStore(Map<String, String> environment) {
        this(
                LabHome.of(environment),
                OllamaBlob.of(environment),
                path -> Files.getFileStore(path).getUsableSpace());
    }

    ModelStore(Path home, OllamaBlob ollama, ModelFetcher.FreeSpace freeSpace) {
        this.home = home;
        this.folder = home.resolve("models");
        this.catalogue = Catalogue.read(home);
        this.fetcher = new ModelFetcher(folder, ollama, freeSpace);
    }

    /**
     * The verified file of a model, fetched if it is not here.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException when the catalogue has no such name
     * @throws PrerequisiteException when no source has it, or it cannot be stored; the message says where to put it
     */
    public BaseModel require(String name, DownloadListener listener) {
        CatalogueModel model = catalogue.get(name);
        Path file = file(model);
        if (!verified.contains(name) || !Files.exists(file)) {
            fetcher.bring(model, file, listener);
            verified.add(name);
        }
        return new BaseModel(name, model.sha256(), model.quantization(), file);
    }

    /** Whether the catalogue has this name. */
    public boolean knows(String name) {
        return catalogue.find(name).isPresent();
    }

    /** All models of the catalogue, in its order. */
    public List<Listing> list() {
        return catalogue.all().stream().map(this::listing).toList();
    }

    /**
     * Removes adapters, indexes, broken-off downloads and damaged files; models stay.
     *
     * @throws PrerequisiteException when something cannot be removed
     */
    public Pruned prune() {
        List<Path> removed = new ArrayList<>();
        long bytes = 0;
        try {
            for (Path path : leftovers()) {
                bytes += Folders.size(path);
                Folders.delete(path);
                removed.add(path);
            }
        } catch (IOException e) {
            throw new PrerequisiteException("cannot remove what runs left in " + home + ": " + IoReason.of(e), e);
        }
        return new Pruned(removed, bytes);
    }

    private List<Path> leftovers() throws IOException {
        List<Path> paths = new ArrayList<>();
        MADE_BY_RUNS.stream().map(home::resolve).filter(Files::exists).forEach(paths::add);
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                files.filter(ModelFetcher::isLeftover).sorted().forEach(paths::add);
            }
        }
        return paths;
    }

    private Path file(CatalogueModel model) {
        return folder.resolve(model.fileName());
    }

    private Listing listing(CatalogueModel model) {
        return new Listing(
                model.name(),
                model.architecture(),
                model.parameters(),
                model.quantization(),
                model.licence(),
                model.ollamaTag(),
                model.bytes(),
                model.sha256(),
                file(model),
                state(model));
    }

    private Listing.State state(CatalogueModel model) {
        try {
            if (!Files.exists(file(model))) {
                return Listing.State.ABSENT;
            }
            return Files.size(file(model)) == model.bytes() ? Listing.State.CACHED : Listing.State.DAMAGED;
        } catch (IOException e) {
            return Listing.State.DAMAGED;
        }
    }
}
