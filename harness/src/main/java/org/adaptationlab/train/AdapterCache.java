package org.adaptationlab.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.train.job.Trainer;
import org.adaptationlab.train.job.TrainingFolder;

/**
 * Trained adapters in a folder: {@code <key>.gguf}, the folder {@code <key>} in PEFT's form, and the manifest {@code
 * <key>.json}, which is written last and without which the others count for nothing. Safe for several processes.
 */
final class AdapterCache {

    private final TrainingFolder folder;

    AdapterCache(Path folder) {
        this.folder = new TrainingFolder(folder, "adapter");
    }

    /** Where it is, and where trainings go on. */
    TrainingFolder folder() {
        return folder;
    }

    /** An adapter with all that is noted of it. */
    record Kept(TrainedAdapter adapter, TrainingManifest manifest) {}

    /** The adapter of a key, if it is there, whole, and the one its manifest tells of. */
    Optional<Kept> find(String key) throws IOException {
        Path gguf = folder.resolve(key + ".gguf");
        Path peft = folder.resolve(key);
        String digest;
        if (Files.isRegularFile(gguf)) {
            digest = Sha256.ofFile(gguf);
        } else if (Files.isRegularFile(peft.resolve(PeftAdapter.WEIGHTS))) {
            digest = PeftAdapter.open(peft).digest();
        } else {
            return Optional.empty();
        }
        return TrainingManifest.read(TrainedAdapter.manifestOf(gguf), digest)
                .map(manifest -> new Kept(adapter(key, manifest, true), manifest));
    }

    /** The first whole adapter, by its key, with a manifest of this kind. */
    Optional<TrainedAdapter> first(Predicate<TrainingManifest> kind) throws IOException {
        if (!Files.isDirectory(folder.path())) {
            return Optional.empty();
        }
        List<String> keys;
        try (Stream<Path> files = Files.list(folder.path())) {
            keys = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .map(name -> name.substring(0, name.length() - ".json".length()))
                    .sorted()
                    .toList();
        }
        for (String key : keys) {
            Optional<Kept> kept = find(key).filter(one -> kind.test(one.manifest()));
            if (kept.isPresent()) {
                return kept.map(Kept::adapter);
            }
        }
        return Optional.empty();
    }

    /**
     * Takes an adapter in.
     *
     * @param made the folder that holds its files, named as {@link Trainer} says
     */
    TrainedAdapter put(String key, Path made, TrainingManifest manifest) throws IOException {
        Path gguf = folder.resolve(key + ".gguf");
        Path peft = folder.resolve(key);
        Files.deleteIfExists(TrainedAdapter.manifestOf(gguf));
        Files.deleteIfExists(gguf);
        if (Files.exists(peft)) {
            Folders.delete(peft);
        }
        Files.move(made.resolve(Trainer.PEFT), peft);
        if (Files.exists(made.resolve(Trainer.GGUF))) {
            AtomicFile.write(gguf, out -> Files.copy(made.resolve(Trainer.GGUF), out));
        }
        return note(key, manifest, false);
    }

    /** Writes what is noted of an adapter that is there. */
    TrainedAdapter note(String key, TrainingManifest manifest, boolean reused) throws IOException {
        manifest.write(TrainedAdapter.manifestOf(folder.resolve(key + ".gguf")));
        return adapter(key, manifest, reused);
    }

    private TrainedAdapter adapter(String key, TrainingManifest manifest, boolean reused) {
        Path gguf = folder.resolve(key + ".gguf");
        return new TrainedAdapter(
                Files.isRegularFile(gguf) ? gguf : null,
                folder.resolve(key),
                manifest.adapterDigest(),
                manifest.log(),
                manifest.answers(),
                reused);
    }
}
