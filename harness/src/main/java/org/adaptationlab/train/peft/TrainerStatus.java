package org.adaptationlab.train.peft;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.file.Folders;
import org.adaptationlab.problem.PrerequisiteException;

/**
 * What an installed trainer is.
 *
 * @param packages versions by name
 * @param processorFree bytes of main memory
 * @param card name of the graphics card, empty without one
 * @param cardFree bytes of its memory, 0 without one
 * @param differences of its packages from the pinned ones, as sentences
 */
public record TrainerStatus(
        Path python,
        Map<String, String> packages,
        long processorFree,
        String card,
        long cardFree,
        List<String> differences) {

    public TrainerStatus {
        packages = Map.copyOf(packages);
        differences = List.copyOf(differences);
    }

    /**
     * Asks it; empty where none is installed.
     *
     * @throws PrerequisiteException if it does not start
     */
    public static Optional<TrainerStatus> of(TrainerEnvironment environment) {
        return environment.python().map(TrainerStatus::of);
    }

    private static TrainerStatus of(Path python) {
        try {
            Path folder = Files.createTempDirectory("adaptation-lab-");
            try {
                Probe probe = Probe.ask(python, folder, null);
                Devices devices = probe.devices();
                return new TrainerStatus(
                        python,
                        probe.packages(),
                        devices.processorFree(),
                        devices.card(),
                        devices.cardFree(),
                        differences(probe.packages()));
            } finally {
                Folders.delete(folder);
            }
        } catch (IOException e) {
            throw new PrerequisiteException(python + " cannot be started: " + e.getMessage(), e);
        }
    }

    private static List<String> differences(Map<String, String> packages) {
        List<String> differences = new ArrayList<>();
        Map<String, String> pinned = TrainerEnvironment.pinned();
        packages.forEach((name, version) -> {
            String plain = version.replaceFirst("\\+.*", ""); // PyTorch tells its build behind a plus
            String expected = pinned.getOrDefault(name, plain);
            if (!plain.equals(expected) && !name.equals("numpy")) { // pinned for each Python apart
                differences.add(name + " is " + version + ", tried with " + expected);
            }
        });
        return differences;
    }
}
