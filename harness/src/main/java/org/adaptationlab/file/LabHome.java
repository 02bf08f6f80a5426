package org.adaptationlab.file;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.problem.PrerequisiteException;

/** The folder for what is kept between runs: models, adapters, indexes. */
public final class LabHome {

    private static final String NAME = "adaptation-lab";

    private LabHome() {}

    /**
     * {@code $LAB_HOME}, else {@code $XDG_CACHE_HOME/adaptation-lab}, else {@code ~/.cache/adaptation-lab}. Never the
     * working directory: a user without a home, as in many containers, is told to name a folder.
     *
     * @throws PrerequisiteException where none of them is a folder that can be used
     */
    public static Path of(Map<String, String> environment) {
        return of(environment, System.getProperty("user.home", ""));
    }

    /** As {@link #of(Map)}, with what Java takes for the user's home: "?" where the system names none. */
    static Path of(Map<String, String> environment, String userHome) {
        String named = environment.getOrDefault("LAB_HOME", "");
        if (!named.isBlank()) {
            return path(named)
                    .orElseThrow(() -> new PrerequisiteException(
                            "LAB_HOME is \"" + named + "\", which is no path on this system; name a folder"))
                    .toAbsolutePath();
        }
        // The XDG specification wants a relative path passed over.
        return path(environment.getOrDefault("XDG_CACHE_HOME", ""))
                .filter(Path::isAbsolute)
                .or(() -> home(environment, userHome).map(home -> home.resolve(".cache")))
                .map(cache -> cache.resolve(NAME))
                .orElseThrow(() -> new PrerequisiteException("there is no folder to keep models, adapters and indexes"
                        + " in: LAB_HOME and XDG_CACHE_HOME name none, and the home folder of this user is \""
                        + userHome + "\"; give the user a home folder, or name another with LAB_HOME, such as"
                        + " LAB_HOME=/var/tmp/" + NAME));
    }

    /**
     * The user's home folder: what Java takes for it, else {@code HOME}, as Java knows only users that the system has a
     * record of. Empty for one without, and for the root folder, which such a user is given and may not write to.
     */
    public static Optional<Path> ofUser(Map<String, String> environment) {
        return home(environment, System.getProperty("user.home", ""));
    }

    private static Optional<Path> home(Map<String, String> environment, String userHome) {
        return Stream.of(userHome, environment.getOrDefault("HOME", ""))
                .flatMap(text -> path(text).stream())
                .filter(home -> home.isAbsolute() && home.getNameCount() > 0)
                .findFirst();
    }

    private static Optional<Path> path(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
