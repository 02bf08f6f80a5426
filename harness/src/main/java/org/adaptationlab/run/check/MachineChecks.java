package org.adaptationlab.run.check;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.ollama.OllamaRuntime;
import org.adaptationlab.model.openai.LlamaServerProgram;
import org.adaptationlab.model.openai.OpenAiRuntime;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.model.store.ModelStore.Listing;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.process.SystemMemory;

/** The checks of {@code lab doctor}. They only look; nothing is fetched, started or changed. */
public final class MachineChecks {

    private static final long GIGABYTE = 1_000_000_000L;
    /** Training SmolLM2-135M was seen to need 1.3 to 1.9 GB. */
    private static final double MEMORY_GIGABYTES = 2.5;

    private static final double DISK_GIGABYTES = 1;
    private static final List<String> LIBRARY_FOLDERS =
            List.of("/lib", "/usr/lib", "/lib64", "/usr/lib64", "/usr/local/lib");

    private final Map<String, String> environment;
    private final Path home;
    private final List<MachineCheck> checks = new ArrayList<>();

    private MachineChecks(Map<String, String> environment, Path home) {
        this.environment = environment;
        this.home = home;
    }

    /**
     * All checks, in the order they are shown.
     *
     * @param environment variables of the process
     * @param home folder for what is kept between runs
     */
    public static List<MachineCheck> of(Map<String, String> environment, Path home) {
        MachineChecks checks = new MachineChecks(environment, home);
        checks.java();
        checks.library("libgomp.so.1", "install it, such as: apt-get install libgomp1");
        checks.library("libstdc++.so.6", "install it, such as: apt-get install libstdc++6");
        checks.memory();
        checks.disk();
        checks.models();
        checks.program("python3", "one way to fetch the default model is pip; install Python 3, or be online");
        checks.ollama();
        checks.llamaServer();
        checks.openAi();
        checks.docker();
        return checks.checks;
    }

    private void java() {
        checks.add(MachineCheck.fine("Java", Runtime.version() + ", " + System.getProperty("os.arch")));
    }

    private void library(String name, String mend) {
        if (!System.getProperty("os.name").startsWith("Linux")) {
            return;
        }
        checks.add(foundLibrary(name)
                .map(file -> MachineCheck.fine(name, file.toString()))
                .orElseGet(() -> MachineCheck.missing(name, "not found", mend)));
    }

    private static Optional<Path> foundLibrary(String name) {
        return LIBRARY_FOLDERS.stream()
                .flatMap(folder -> foundIn(Path.of(folder), name).stream())
                .findFirst();
    }

    private static Optional<Path> foundIn(Path folder, String name) {
        try (Stream<Path> files = Files.find(folder, 2, (file, attributes) -> file.endsWith(name))) {
            return files.findFirst();
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty(); // no such folder, or one that may not be read
        }
    }

    private void memory() {
        SystemMemory memory = SystemMemory.now();
        double available = memory.available() / (double) GIGABYTE;
        String found =
                String.format(Locale.ROOT, "%.1f of %.1f GB free", available, memory.total() / (double) GIGABYTE);
        checks.add(
                available >= MEMORY_GIGABYTES
                        ? MachineCheck.fine("memory", found)
                        : MachineCheck.missing(
                                "memory", found, "training the default model needs about 2 GB: close other programs"));
    }

    private void disk() {
        Path place = home;
        while (!Files.exists(place) && place.getParent() != null) {
            place = place.getParent();
        }
        try {
            double free = Files.getFileStore(place).getUsableSpace() / (double) GIGABYTE;
            String found = String.format(Locale.ROOT, "%.1f GB free at %s", free, home);
            checks.add(
                    free >= DISK_GIGABYTES && Files.isWritable(place)
                            ? MachineCheck.fine("disk", found)
                            : MachineCheck.missing(
                                    "disk", found, "free space, or set LAB_HOME to a writable folder with more"));
        } catch (IOException e) {
            checks.add(MachineCheck.missing("disk", place + " (" + e.getMessage() + ")", "set LAB_HOME"));
        }
    }

    private void models() {
        for (Listing model : new ModelStore(environment).list()) {
            String subject = "model " + model.name();
            if (model.state() == Listing.State.CACHED) {
                checks.add(MachineCheck.fine(subject, model.file().toString()));
            } else if (model.own()) {
                checks.add(MachineCheck.optional(
                        subject,
                        model.file() + (model.state() == Listing.State.ABSENT ? " is not there" : " has changed"),
                        "restore the file, or: lab models add FILE --name " + model.name() + " --replace"));
            } else {
                checks.add(MachineCheck.optional(
                        subject,
                        "not on this machine",
                        "fetched on first use, or by: lab models pull " + model.name()));
            }
        }
    }

    private void program(String name, String mend) {
        checks.add(Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst()
                .map(file -> MachineCheck.fine(name, file.toString()))
                .orElseGet(() -> MachineCheck.optional(name, "not found", mend)));
    }

    /** A client without a daemon is of no use. */
    private void docker() {
        String mend = "only the tests with a containerised Ollama need it";
        Path socket = Path.of("/var/run/docker.sock");
        if (environment.getOrDefault("DOCKER_HOST", "").isEmpty()
                && System.getProperty("os.name").startsWith("Linux")
                && !Files.isWritable(socket)) {
            checks.add(MachineCheck.optional("docker", "no daemon that this user may ask at " + socket, mend));
        } else {
            program("docker", mend);
        }
    }

    private void llamaServer() {
        try {
            checks.add(
                    LlamaServerProgram.find(environment)
                            .map(program -> MachineCheck.fine("llama-server", program.toString()))
                            .orElseGet(
                                    () -> MachineCheck.optional(
                                            "llama-server",
                                            "not found",
                                            "not needed; for a GPU without Ollama install llama.cpp's, or name it with LAB_LLAMA_SERVER")));
        } catch (LabException e) {
            checks.add(MachineCheck.missing(
                    "llama-server", "LAB_LLAMA_SERVER is set, but", String.valueOf(e.getMessage())));
        }
    }

    private void openAi() {
        if (environment.getOrDefault("OPENAI_BASE_URL", "").isBlank()) {
            checks.add(MachineCheck.optional(
                    "OpenAI-compatible",
                    "no server named",
                    "only --runtime openai needs one: set OPENAI_BASE_URL or give --endpoint"));
            return;
        }
        try {
            OpenAiRuntime openAi = OpenAiRuntime.of(null, environment, CallSettings.with(RetryPolicy.brief()));
            List<String> names = openAi.modelNames();
            checks.add(MachineCheck.fine(
                    "OpenAI-compatible", openAi.endpoint() + (names.isEmpty() ? "" : ": " + String.join(", ", names))));
        } catch (LabException e) {
            checks.add(MachineCheck.missing(
                    "OpenAI-compatible", "OPENAI_BASE_URL is set, but", String.valueOf(e.getMessage())));
        }
    }

    private void ollama() {
        try {
            URI endpoint = OllamaRuntime.endpoint(null, environment);
            OllamaRuntime ollama = OllamaRuntime.toLookAt(endpoint);
            checks.add(
                    ollama.answers()
                            ? MachineCheck.fine("Ollama", ollama.version() + " at " + endpoint + models(ollama))
                            : MachineCheck.optional(
                                    "Ollama",
                                    "does not answer at " + endpoint,
                                    "not needed: a llama-server or the embedded runtime works without it"));
        } catch (LabException e) {
            checks.add(MachineCheck.missing("Ollama", "OLLAMA_HOST is no address", String.valueOf(e.getMessage())));
        }
    }

    private static String models(OllamaRuntime ollama) {
        List<String> kept = ollama.kept().stream().map(OllamaRuntime.Kept::name).toList();
        List<String> loaded = ollama.loaded();
        return (kept.isEmpty() ? ", no models" : ", with " + String.join(", ", kept))
                + (loaded.isEmpty() ? "" : "; loaded: " + String.join(", ", loaded));
    }
}
