package org.adaptationlab.file;

import java.nio.file.Path;
import java.util.Map;

/** The folder for what is kept between runs: models, adapters, indexes. */
public final class LabHome {

    private LabHome() {}

    /** {@code $LAB_HOME}, else {@code $XDG_CACHE_HOME/adaptation-lab}, else {@code ~/.cache/adaptation-lab}. */
    public static Path of(Map<String, String> environment) {
        String home = environment.getOrDefault("LAB_HOME", "");
        if (!home.isBlank()) {
            return Path.of(home).toAbsolutePath();
        }
        String cache = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path base = cache.isBlank() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        return base.resolve("adaptation-lab").toAbsolutePath();
    }
}
