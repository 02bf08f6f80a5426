package org.adaptationlab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.result.LoadFolder;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.load.LoadRecord;
import org.yaml.snakeyaml.Yaml;

/**
 * A recorded load that documents quote, and what speaks against it. It asks some of a lab's modes, and stands as long as
 * these are as they were, whatever else the lab file gets.
 *
 * @param folder of the load
 */
record RecordedLoad(Path folder) {

    private static final List<String> FILES = List.of("load.csv", "load.json");

    /** What speaks against it; nothing where it can be quoted. */
    List<String> faults(LabDefinition lab, Dataset data) {
        List<String> faults = new ArrayList<>();
        if (!files().equals(FILES)) {
            faults.add(folder + ": holds " + files() + ", kept are " + FILES);
            return faults;
        }
        LoadRecord load = LoadResults.read(new LoadFolder(folder)).record();
        if (load.ended() == null) {
            faults.add(folder + ": was stopped before its end");
        }
        if (!load.selection().datasetDigest().equals(data.digest())) {
            faults.add(folder + ": was made with other data");
        }
        Map<String, Object> before = new Yaml().load(load.lab().text());
        Map<String, Object> now = new Yaml().load(text(lab.file()));
        for (String key : List.of("task", "model", "training-examples", "sampling")) {
            if (!String.valueOf(before.get(key)).equals(String.valueOf(now.get(key)))) {
                faults.add(folder + ": was made with other " + key);
            }
        }
        load.modes().stream()
                .map(facts -> facts.mode().mode())
                .filter(mode -> !mode(before, mode).equals(mode(now, mode)))
                .forEach(mode -> faults.add(folder + ": was made with another mode " + mode));
        return faults;
    }

    private static String mode(Map<String, Object> lab, String name) {
        return lab.get("modes") instanceof Map<?, ?> modes ? String.valueOf(modes.get(name)) : "";
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
