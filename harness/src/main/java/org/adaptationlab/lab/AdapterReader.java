package org.adaptationlab.lab;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.adaptationlab.file.YamlSection;

/** Reads the {@code adapter} section of a mode. */
final class AdapterReader {

    private static final List<String> KINDS = List.of("train", "file", "peft", "ollama", "openai");
    private static final int MAX_EPOCHS = 1000;
    private static final int MAX_RANK = 1024;
    private static final int MAX_BATCH = 1000;
    private static final double MAX_ALPHA = 4096;

    private final YamlSection adapter;
    private final Path labFile;
    private final int pool;

    AdapterReader(YamlSection adapter, Path labFile, int pool) {
        this.adapter = adapter;
        this.labFile = labFile;
        this.pool = pool;
    }

    /** Where the adapter comes from; empty where that was reported as missing, doubtful or wrong. */
    Optional<AdapterSource> read() {
        adapter.allow(KINDS);
        List<String> found = KINDS.stream().filter(adapter::has).toList();
        if (found.size() != 1) {
            String text = found.isEmpty() ? "names none" : "names " + String.join(" and ", found);
            String last = found.isEmpty() ? KINDS.get(0) : found.get(found.size() - 1);
            adapter.report(last, text + "; exactly one of " + String.join(", ", KINDS) + " is allowed");
            return Optional.empty();
        }
        String kind = found.get(0);
        return switch (kind) {
            case "train" -> adapter.section(kind).map(this::trained);
            case "file" -> existing(kind, Files::isRegularFile, "file").map(AdapterSource.GgufFile::new);
            case "peft" -> existing(kind, Files::isDirectory, "folder").map(AdapterSource.Peft::new);
            case "ollama" -> adapter.text(kind).map(AdapterSource.OllamaModel::new);
            default -> adapter.text(kind).map(AdapterSource.OpenAiModel::new);
        };
    }

    private Optional<Path> existing(String key, Predicate<Path> exists, String what) {
        Optional<Path> path =
                adapter.text(key).map(name -> labFile.resolveSibling(name).normalize());
        path.filter(exists.negate())
                .ifPresent(missing -> adapter.report(key, "names " + missing + ", but there is no such " + what));
        return path.filter(exists);
    }

    private AdapterSource trained(YamlSection train) {
        train.allow(List.of("examples", "epochs", "rank", "alpha", "learning-rate", "batch-size", "seeds"));
        TrainingSettings settings = new TrainingSettings(
                examples(train),
                train.integer("epochs", 8, 1, MAX_EPOCHS),
                train.integer("rank", 8, 1, MAX_RANK),
                train.number("alpha", 16, Double.MIN_NORMAL, MAX_ALPHA),
                train.number("learning-rate", 1e-3, Double.MIN_NORMAL, 1),
                train.integer("batch-size", 10, 1, MAX_BATCH));
        return new AdapterSource.Trained(settings, seeds(train));
    }

    private int examples(YamlSection train) {
        int examples = train.integer("examples", pool, 1, LabDefinition.ALL);
        if (examples > pool) {
            train.report("examples", "is " + examples + ", more than the " + pool + " training-examples of the lab");
        }
        return examples;
    }

    private static List<Long> seeds(YamlSection train) {
        if (!train.has("seeds")) {
            return List.of(1L);
        }
        List<Long> seeds = new ArrayList<>();
        List<String> words = train.texts("seeds");
        for (String word : words) {
            try {
                seeds.add((long) Integer.parseUnsignedInt(word));
            } catch (NumberFormatException e) {
                train.report("seeds", "must be whole numbers from 0 on, but has \"" + word + "\"");
            }
        }
        if (words.isEmpty() || seeds.stream().distinct().count() < seeds.size()) {
            train.report("seeds", words.isEmpty() ? "must have at least one seed" : "has a seed twice");
        }
        return seeds;
    }
}
