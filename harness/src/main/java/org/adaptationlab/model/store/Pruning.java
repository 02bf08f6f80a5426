package org.adaptationlab.model.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.InUse;
import org.adaptationlab.model.store.ModelStore.Pruned;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;

/** Removes what runs left behind, and nothing that somebody uses or that the user put there. */
final class Pruning {

    /** What runs keep in the lab's home and can make again. */
    private static final List<String> MADE_BY_RUNS = List.of("adapters", "encoders", "indexes", "vectors");

    private final Path home;
    private final FileFetcher fetcher;
    private final List<Path> removed = new ArrayList<>();
    private long bytes;

    Pruning(Path home, FileFetcher fetcher) {
        this.home = home;
        this.fetcher = fetcher;
    }

    /**
     * Removes it.
     *
     * @param downloads where the files are that can be fetched again
     */
    Pruned remove(List<Path> downloads) {
        try {
            List<Path> made = MADE_BY_RUNS.stream()
                    .map(home::resolve)
                    .filter(Files::exists)
                    .toList();
            Optional<Boolean> done = InUse.unlessUsed(home, () -> removeAll(made));
            removeAll(Stream.concat(
                            fetcher.brokenOff().stream(), downloads.stream().map(FileFetcher::aside))
                    .filter(Files::exists)
                    .toList());
            return new Pruned(removed, bytes, done.isPresent() ? List.of() : made);
        } catch (IOException e) {
            throw new PrerequisiteException("cannot remove what runs left in " + home + ": " + IoReason.of(e), e);
        }
    }

    private boolean removeAll(List<Path> paths) throws IOException {
        for (Path path : paths) {
            bytes += Folders.size(path);
            Folders.delete(path);
            removed.add(path);
        }
        return true;
    }
}
