package org.adaptationlab.model.store;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.dataset.PublicFile;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.model.store.ModelStore.DownloadListener;
import org.adaptationlab.problem.PrerequisiteException;

/**
 * Files of one kind on this machine, as they were published. What it hands out has the SHA-256 that is known of it.
 * Thread-safe, also against other processes.
 */
public final class PublishedFiles {

    /** Environment variable with an address that has data sets by their names, asked in place of their own. */
    public static final String DATA_MIRROR = "LAB_DATA_MIRROR";
    /** The same for embedders. */
    public static final String EMBEDDER_MIRROR = "LAB_EMBEDDER_MIRROR";

    private final Path folder;
    private final String mirror;
    private final FileFetcher fetcher;

    private PublishedFiles(Map<String, String> environment, String name, String variable) {
        this.folder = LabHome.of(environment).resolve(name);
        this.mirror = environment.getOrDefault(variable, "").strip().replaceFirst("/+$", "");
        if (!mirror.isEmpty() && !HttpsAddress.isOne(mirror + "/file")) {
            throw new PrerequisiteException(variable + " is \"" + mirror
                    + "\"; it must be an http or https address, such as" + " https://files.example.org/data");
        }
        this.fetcher = new FileFetcher(
                folder, List.of(), path -> Files.getFileStore(path).getUsableSpace());
    }

    /**
     * Those of public data sets; nothing is fetched yet.
     *
     * @param environment for {@code LAB_HOME}, {@code XDG_CACHE_HOME} and {@link #DATA_MIRROR}
     * @throws PrerequisiteException where there is no folder to keep files in, or the mirror is no address
     */
    public static PublishedFiles ofData(Map<String, String> environment) {
        return new PublishedFiles(environment, "data", DATA_MIRROR);
    }

    /**
     * Those of embedders; nothing is fetched yet.
     *
     * @param environment for {@code LAB_HOME}, {@code XDG_CACHE_HOME} and {@link #EMBEDDER_MIRROR}
     * @throws PrerequisiteException where there is no folder to keep files in, or the mirror is no address
     */
    public static PublishedFiles ofEmbedders(Map<String, String> environment) {
        return new PublishedFiles(environment, "embedders", EMBEDDER_MIRROR);
    }

    /**
     * The verified file, fetched if it is not here.
     *
     * @throws PrerequisiteException when it cannot be had or kept; the message says what to do
     */
    public Path require(PublicFile file, DownloadListener listener) {
        Path target = folder.resolve(file.name());
        URI address = mirror.isEmpty() ? file.address() : URI.create(mirror + "/" + file.name());
        fetcher.bring(new Wanted(file, new HttpsAddress(address)), target, listener);
        return target;
    }

    private record Wanted(PublicFile file, HttpsAddress address) implements WantedFile {

        @Override
        public String title() {
            return file.name();
        }

        @Override
        public String fileName() {
            return file.name();
        }

        @Override
        public long bytes() {
            return file.bytes();
        }

        @Override
        public String sha256() {
            return file.sha256();
        }

        @Override
        public List<FileSource> sources() {
            return List.of(address);
        }
    }
}
