package org.adaptationlab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.adaptationlab.file.LabHome;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

/**
 * What an integration test needs from its surroundings. Where it is absent the test is skipped, and fails if the
 * environment variable {@code LAB_REQUIRE} (a list with commas) names it.
 */
public final class Requirement {

    private static final String MODEL_FILE = "SmolLM2-135M-Instruct.Q4_1.gguf";
    private static final int DEPTH = 4;

    private Requirement() {}

    /** The default model: the file that {@code LAB_TEST_MODEL} (system property or environment) names, else the cached one. */
    public static Path model() {
        return found(
                "model",
                () -> setting("LAB_TEST_MODEL")
                        .map(Path::of)
                        .filter(Files::isReadable)
                        .or(Requirement::cachedModel),
                "set LAB_TEST_MODEL to the path of " + MODEL_FILE + ", or fetch it with \"lab models pull\"");
    }

    /**
     * What {@code search} finds.
     *
     * @param name as in {@code LAB_REQUIRE}
     * @param remedy what to do where nothing is found
     */
    public static <T> T found(String name, Supplier<Optional<T>> search, String remedy) {
        Optional<T> found = search.get();
        if (found.isPresent()) {
            return found.get();
        }
        String message = name + " is not here: " + remedy;
        if (List.of(setting("LAB_REQUIRE").orElse("").split(",")).contains(name)) {
            throw new AssertionFailedError(message);
        }
        throw new TestAbortedException(message);
    }

    /** A system property, else an environment variable. */
    public static Optional<String> setting(String name) {
        return Optional.ofNullable(System.getProperty(name, System.getenv(name)));
    }

    private static Optional<Path> cachedModel() {
        Path home = LabHome.of(System.getenv());
        try (Stream<Path> files = Files.isDirectory(home) ? Files.walk(home, DEPTH) : Stream.empty()) {
            return files.filter(file -> file.endsWith(MODEL_FILE)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
