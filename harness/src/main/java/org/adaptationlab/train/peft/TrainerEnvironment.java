package org.adaptationlab.train.peft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.file.ProcessLock;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.file.Shipped;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * The Python environment that PEFT runs in: {@code $LAB_HOME/trainer/<digest of the pinned packages>}, made by {@link
 * #install}; or the interpreter that {@code LAB_TRAINER_PYTHON} names.
 */
public final class TrainerEnvironment {

    private static final String PYTHON = "LAB_TRAINER_PYTHON";
    private static final String REQUIREMENTS = "requirements.txt";

    /** Written last: an environment without it is half of one. */
    private static final String MARK = "complete";

    /** Of the pinned packages on Linux x86_64, where PyTorch brings CUDA's libraries; elsewhere they take less. */
    private static final String DOWNLOAD = "about 2.7 GB";

    private static final long DISK = 5L << 30;

    private final Map<String, String> environment;
    private final Path all;
    private final Path folder;

    /** @param environment variables of the process */
    public TrainerEnvironment(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
        this.all = LabHome.of(environment).resolve("trainer");
        this.folder = all.resolve(digest().substring(0, 12));
    }

    /** Where it is, or would be. */
    public Path folder() {
        return folder;
    }

    /** The interpreter, if there is one with the packages. */
    public Optional<Path> python() {
        if (!named().isEmpty()) {
            Path python = Path.of(named());
            if (!Files.isExecutable(python)) {
                throw new PrerequisiteException(PYTHON + " names " + python
                        + ", which is no program; name a Python that has PEFT, or unset it");
            }
            return Optional.of(python);
        }
        return Files.exists(folder.resolve(MARK)) ? Optional.of(interpreter(folder)) : Optional.empty();
    }

    private String named() {
        return environment.getOrDefault(PYTHON, "").strip();
    }

    /**
     * The interpreter.
     *
     * @throws PrerequisiteException if there is none
     */
    public Path requirePython() {
        return python().orElseThrow(() -> new PrerequisiteException(
                "training with PEFT needs its Python environment, which is not installed; run: lab trainer install"));
    }

    /** The versions that are pinned, by package. */
    public static Map<String, String> pinned() {
        return PinnedPackages.of(Shipped.text(TrainerEnvironment.class, REQUIREMENTS));
    }

    /**
     * Makes the environment, unless it is there. What is downloaded is said before.
     *
     * @param out hears what happens, line by line
     * @throws PrerequisiteException if Python, disk or network are missing; nothing is left then
     * @throws org.adaptationlab.problem.RunInterruptedException if the thread is interrupted; nothing is left then
     */
    public void install(Consumer<String> out) {
        try {
            Files.createDirectories(all);
            ProcessLock.holding(
                    all.resolve(".install.lock"),
                    () -> out.accept("another process installs the trainer; waiting for it"),
                    () -> {
                        installAlone(out);
                        return folder;
                    });
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void installAlone(Consumer<String> out) {
        if (!named().isEmpty()) {
            out.accept(PYTHON + " names " + python().orElseThrow() + "; there is nothing to install");
            return;
        }
        if (Files.exists(folder.resolve(MARK))) {
            out.accept("the trainer is installed already: " + folder);
            return;
        }
        Path python = PythonProgram.python(environment)
                .orElseThrow(
                        () -> new PrerequisiteException("the trainer needs Python 3.10 or newer, and none is on the"
                                + " PATH; install it (Debian, Ubuntu: python3 and python3-venv), or name a Python that has PEFT"
                                + " with " + PYTHON));
        try {
            Folders.delete(folder); // half of one
            requireSpace();
            Path uv = PythonProgram.find("uv", environment).orElse(null);
            out.accept("installing PyTorch, transformers and PEFT in pinned versions with "
                    + (uv == null ? "pip" : "uv") + " and " + python);
            out.accept("to download: " + DOWNLOAD + "; on disk: " + (DISK >> 30) + " GB in " + folder
                    + " (Linux x86_64; less elsewhere)");
            Files.createDirectories(folder);
            boolean whole = false;
            try {
                install(uv, python, out);
                Files.writeString(folder.resolve(MARK), "");
                whole = true;
            } finally {
                if (!whole) {
                    Folders.delete(folder);
                }
            }
            out.accept("the trainer is ready: " + folder);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void install(@Nullable Path uv, Path python, Consumer<String> out) throws IOException {
        Path requirements = folder.resolve(REQUIREMENTS);
        Files.writeString(requirements, Shipped.text(TrainerEnvironment.class, REQUIREMENTS));
        String venv = folder.resolve("venv").toString();
        String inside = interpreter(folder).toString();
        if (uv == null) {
            run(List.of(python.toString(), "-m", "venv", venv), out);
            run(
                    List.of(
                            inside,
                            "-m",
                            "pip",
                            "install",
                            "--require-hashes",
                            "--only-binary=:all:",
                            "--progress-bar=off",
                            "-r",
                            requirements.toString()),
                    out);
        } else {
            run(List.of(uv.toString(), "venv", "--python", python.toString(), venv), out);
            run(
                    List.of(
                            uv.toString(),
                            "pip",
                            "install",
                            "--require-hashes",
                            "--only-binary",
                            ":all:",
                            "--python",
                            inside,
                            "-r",
                            requirements.toString()),
                    out);
        }
    }

    private void run(List<String> command, Consumer<String> out) throws IOException {
        List<String> said = new ArrayList<>();
        int exitCode = PythonProgram.run(folder, command, null, line -> {
            said.add(line);
            out.accept("  " + line);
        });
        if (exitCode != 0) {
            String why = said.stream()
                    .filter(line -> line.strip().toLowerCase(Locale.ROOT).startsWith("error"))
                    .findFirst()
                    .orElse(said.isEmpty() ? "it said nothing" : said.get(said.size() - 1))
                    .strip();
            throw new PrerequisiteException("the trainer could not be installed: " + command.get(0)
                    + " ended with exit code " + exitCode + " (" + why + "); check the network, proxies and free space,"
                    + " and run lab trainer install again; nothing was kept");
        }
    }

    private void requireSpace() throws IOException {
        long free = all.toFile().getUsableSpace();
        if (free < DISK) {
            throw new PrerequisiteException(
                    "the trainer takes " + (DISK >> 30) + " GB, and " + (free >> 20) + " MB are free in "
                            + folder.getParent() + "; make room, or set LAB_HOME to a folder on another disk");
        }
    }

    private PrerequisiteException unusable(IOException cause) {
        return new PrerequisiteException(
                "the trainer's folder " + folder + " cannot be used: " + cause.getMessage()
                        + "; check its rights and the free space, or set LAB_HOME to another folder",
                cause);
    }

    private static Path interpreter(Path folder) {
        boolean windows = System.getProperty("os.name", "").startsWith("Windows");
        return folder.resolve("venv").resolve(windows ? "Scripts/python.exe" : "bin/python3");
    }

    private static String digest() {
        return new Sha256()
                .field(Shipped.text(TrainerEnvironment.class, REQUIREMENTS))
                .hex();
    }
}
