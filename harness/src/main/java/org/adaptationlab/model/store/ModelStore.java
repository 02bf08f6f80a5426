package org.adaptationlab.model.store;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * The model files on this machine, by the catalogue's names. What it hands out has the catalogue's SHA-256; a file that
 * is not here is fetched from the first source that has it. Thread-safe, also against other processes.
 */
public final class ModelStore {

    private final Path home;
    private final Path folder;
    private final Catalogue catalogue;
    private final FileFetcher fetcher;
    private final OwnFiles own;
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
     * @param own whether it is the user's own file, which is fetched from nowhere
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
            boolean own,
            State state) {

        /** Whether the file is here: by its size, its sum is checked when it is used. */
        public enum State {
            CACHED,
            ABSENT,
            DAMAGED
        }
    }

    /**
     * A file to be put into the catalogue.
     *
     * @param file stays where it is
     * @param name null for that of the file
     * @param licence null for what the file says
     * @param ollamaTag the same model in Ollama's library, or null
     * @param replace whether an entry of that name may be replaced; it leaves its licence and tag where none is given
     */
    public record Addition(
            Path file,
            @Nullable String name,
            @Nullable String licence,
            @Nullable String ollamaTag,
            boolean replace) {}

    /**
     * What a pruning removed.
     *
     * @param removed the folders and files
     * @param kept what stayed because a run is using it
     */
    public record Pruned(List<Path> removed, long bytes, List<Path> kept) {
        public Pruned {
            removed = List.copyOf(removed);
            kept = List.copyOf(kept);
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

    ModelStore(Path home, OllamaBlob ollama, FileFetcher.FreeSpace freeSpace) {
        this.home = home;
        this.folder = home.resolve("models");
        this.catalogue = Catalogue.read(home);
        this.fetcher = new FileFetcher(folder, List.of(ollama), freeSpace);
        this.own = new OwnFiles(new DigestCache(home.resolve("digests.tsv"), InstantSource.system()));
    }

    /**
     * Whether the text that names a model means a file: it ends with .gguf, in any case, or has a separator of folders
     * and there is a file of this path.
     *
     * @param folder what a relative path starts from
     */
    public static boolean isFile(String model, Path folder) {
        if (ModelName.hasEnding(model)) {
            return true;
        }
        try {
            return (model.contains("/") || model.contains(File.separator))
                    && Files.isRegularFile(folder.resolve(model));
        } catch (InvalidPathException e) {
            return false;
        }
    }

    /**
     * A GGUF file of the user's own as a model, named after the file. Its SHA-256 is worked out the first time, which
     * takes as long as reading the file, and kept for as long as the file does not change.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException if there is no such file, or it is no whole language model
     * @throws PrerequisiteException if it cannot be read to its end
     */
    public BaseModel ofFile(Path gguf) {
        return own.model(gguf);
    }

    /**
     * Puts a GGUF file of the user's own into the catalogue, in {@link #catalogueFile()}; it is used where it lies.
     *
     * @return the entry
     * @throws org.adaptationlab.problem.LabDefinitionException if the file is no whole language model, the name is taken or
     *     cannot be one
     * @throws PrerequisiteException if the catalogue cannot be written
     */
    public Listing add(Addition addition) {
        return listing(new ModelAdding(home, own).add(addition));
    }

    /** The user's part of the catalogue; it may not be there. */
    public Path catalogueFile() {
        return Catalogue.own(home);
    }

    /**
     * The verified file of a model, fetched if it is not here.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException when the catalogue has no such name
     * @throws PrerequisiteException when the catalogue knows no file of it, no source has it, or it cannot be stored; the
     *     message says what to do. Also when a file of the user's own is gone or has changed
     */
    public BaseModel require(String name, DownloadListener listener) {
        CatalogueModel model = catalogue.get(name);
        Path file = file(model);
        if (!verified.contains(name) || !Files.exists(file)) {
            if (model.file().isAbsolute() || (model.isOwn() && Files.exists(file))) {
                own.verify(model, file);
            } else {
                fetcher.bring(model, file, listener);
            }
            verified.add(name);
        }
        return new BaseModel(name, model.sha256(), model.quantization(), file);
    }

    /** Whether the catalogue has a file of this name. */
    public boolean knows(String name) {
        return catalogue.find(name, CatalogueModel.class).isPresent();
    }

    /** All models of the catalogue with a file, in its order. */
    public List<Listing> list() {
        return catalogue.all(CatalogueModel.class).stream().map(this::listing).toList();
    }

    /** What the catalogue says of a model without knowing a file of it; empty where it does not, or knows one. */
    public Optional<DescribedModel> described(String name) {
        return catalogue.find(name, DescribedModel.class);
    }

    /** All models of which the catalogue knows no file, in its order. */
    public List<DescribedModel> described() {
        return catalogue.all(DescribedModel.class);
    }

    /** The names of all models of the catalogue. */
    public List<String> names() {
        return catalogue.all().stream().map(CatalogueEntry::name).toList();
    }

    /**
     * What a GGUF file holds, such as {@code llama, Q4_K_M}; only its head is read.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException if there is no such file, or it is no whole language model
     */
    public static String contents(Path gguf) {
        GgufModel model = GgufModel.read(gguf);
        return model.architecture() + ", " + model.quantization();
    }

    /**
     * Removes adapters and indexes, unless a run is using them ({@link org.adaptationlab.file.InUse}), broken-off
     * downloads and damaged downloads; models and files of the user's own stay.
     *
     * @throws PrerequisiteException when something cannot be removed
     */
    public Pruned prune() {
        List<Path> downloads = catalogue.all(CatalogueModel.class).stream()
                .filter(model -> !model.isOwn())
                .map(this::file)
                .toList();
        return new Pruning(home, fetcher).remove(downloads);
    }

    private Path file(CatalogueModel model) {
        return model.in(folder);
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
                model.isOwn(),
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
