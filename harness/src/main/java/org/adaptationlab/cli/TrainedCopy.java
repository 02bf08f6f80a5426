package org.adaptationlab.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.train.TrainedAdapter;
import org.adaptationlab.train.TrainingManifest;

/** Copies a trained adapter out of the cache, with its manifest. */
final class TrainedCopy {

    private static final String GGUF = ".gguf";

    private TrainedCopy() {}

    /** Whether what the user named is a folder, so that PEFT's form is wanted. */
    static boolean isFolder(String named, Path target) {
        return named.endsWith("/") || named.endsWith(File.separator) || Files.isDirectory(target);
    }

    /** The name for one of several adapters: {@code x-2.gguf} for {@code x.gguf}, {@code x/seed-2/} for {@code x/}. */
    static String ofSeed(String named, Path target, long seed) {
        if (isFolder(named, target)) {
            return (named.endsWith("/") || named.endsWith(File.separator) ? named : named + "/") + "seed-" + seed + "/";
        }
        return named.endsWith(GGUF)
                ? named.substring(0, named.length() - GGUF.length()) + "-" + seed + GGUF
                : named + "-" + seed;
    }

    /**
     * Copies the GGUF file and, beside it, the manifest.
     *
     * @throws LabDefinitionException if the adapter has no GGUF file
     */
    static Path file(TrainedAdapter adapter, Path target) {
        Path gguf = adapter.file();
        if (gguf == null) {
            throw new LabDefinitionException(target
                    + ": the adapter has no GGUF file, since its base is no file on this machine; name a folder for"
                    + " PEFT's form, such as --out " + target.getFileName() + "/");
        }
        try {
            AtomicFile.write(target, out -> Files.copy(gguf, out));
            AtomicFile.write(
                    TrainedAdapter.manifestOf(target), out -> Files.copy(TrainedAdapter.manifestOf(gguf), out));
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Copies the files that PEFT saves and, among them, the manifest.
     *
     * @throws LabDefinitionException if the folder holds something else
     */
    static Path folder(TrainedAdapter adapter, Path target) {
        try {
            requireOurs(target);
            Files.createDirectories(target);
            for (Path file : files(adapter.peftFolder())) {
                AtomicFile.write(target.resolve(file.getFileName()), out -> Files.copy(file, out));
            }
            TrainingManifest manifest =
                    TrainingManifest.of(adapter.peftFolder()).orElse(null);
            if (manifest != null) {
                manifest.writeInto(target);
            }
            return target;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void requireOurs(Path target) throws IOException {
        if (Files.isDirectory(target) && isAnythingIn(target) && !Files.exists(target.resolve(PeftAdapter.CONFIG))) {
            throw new LabDefinitionException(
                    target + ": the folder holds something else than an adapter; name an empty or a new one");
        }
    }

    private static boolean isAnythingIn(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.findAny().isPresent();
        }
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
