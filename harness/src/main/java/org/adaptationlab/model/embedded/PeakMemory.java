package org.adaptationlab.model.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Peak resident memory of this process, where the system tells it (Linux). */
final class PeakMemory {

    private static final Pattern PEAK = Pattern.compile("VmHWM:\\s*(\\d+) kB");
    private static final long KIB_PER_MIB = 1024;

    private PeakMemory() {}

    static @Nullable Long mebibytes() {
        try {
            Matcher peak = PEAK.matcher(Files.readString(Path.of("/proc/self/status")));
            return peak.find() ? Long.valueOf(Long.parseLong(peak.group(1)) / KIB_PER_MIB) : null;
        } catch (IOException e) {
            return null;
        }
    }
}
