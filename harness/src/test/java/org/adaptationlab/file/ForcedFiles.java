package org.adaptationlab.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/** What was forced to the disk while something ran, as the virtual machine itself records it. */
public final class ForcedFiles {

    private ForcedFiles() {}

    /** Something that writes files. */
    @FunctionalInterface
    public interface Work {
        void run() throws IOException;
    }

    /** The paths in the order they were forced. */
    public static List<String> during(Work work) throws IOException {
        Path dump = Files.createTempFile("forced", ".jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.FileForce").withoutThreshold();
            recording.start();
            work.run();
            recording.stop();
            recording.dump(dump);
            return RecordingFile.readAllEvents(dump).stream()
                    .map((RecordedEvent event) -> event.getString("path"))
                    .filter(Objects::nonNull)
                    .toList();
        } finally {
            Files.delete(dump);
        }
    }
}
