package org.adaptationlab.lab;

import java.nio.file.Files;
import java.nio.file.Path;
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
    private static final double MIN_ALPHA = 0.01;
    private static final double MAX_ALPHA = 4096;
    private static final double MIN_RATE = 1e-8;

    private final YamlSection mode;
    private final Path labFile;
    private final int pool;

    AdapterReader(YamlSection mode, Path labFile, int pool) {
        this.mode = mode;
        this.labFile = labFile;
        this.pool = pool;
    }

    /** Where the adapter comes from; empty where that was reported as missing, doubtful or wrong. */
    Optional<AdapterSource> read() {
        return mode.section("adapter").flatMap(this::read);
    }

    private Optional<AdapterSource> read(YamlSection adapter) {
        adapter.allow(KINDS);
        List<String> found = KINDS.stream().filter(adapter::has).toList();
        if (found.size() != 1) {
            String text = found.isEmpty() ? "names none" : "names " + String.join(" and ", found);
            mode.report("adapter", text + "; exactly one of " + String.join(", ", KINDS) + " is allowed");
            return Optional.empty();
        }
        String kind = found.get(0);
        return switch (kind) {
            case "train" -> adapter.section(kind).map(this::trained);
            case "file" ->
                some(existing(adapter, kind, Files::isRegularFile, "file")).map(AdapterSource.GgufFile::new);
            case "peft" ->
                some(existing(adapter, kind, Files::isDirectory, "folder")).map(AdapterSource.Peft::new);
            case "ollama" -> some(adapter.oneOrMore(kind)).map(AdapterSource.OllamaModel::new);
            default -> some(adapter.oneOrMore(kind)).map(AdapterSource.OpenAiModel::new);
        };
    }

    private static <T> Optional<List<T>> some(List<T> found) {
        return found.isEmpty() ? Optional.empty() : Optional.of(found);
    }

    private List<Path> existing(YamlSection adapter, String key, Predicate<Path> exists, String what) {
        List<Path> paths = adapter.oneOrMore(key).stream()
                .map(name -> labFile.resolveSibling(name).normalize())
                .toList();
        paths.stream()
                .filter(exists.negate())
                .forEach(missing -> adapter.report(key, "names " + missing + ", but there is no such " + what));
        return paths.stream().filter(exists).toList();
    }

    private AdapterSource trained(YamlSection train) {
        train.allow(List.of(
                "trainer",
                "hf",
                "examples",
                "epochs",
                "rank",
                "alpha",
                "learning-rate",
                "batch-size",
                "prompt-loss",
                SeedsReader.KEY));
        TrainingSettings settings = new TrainingSettings(
                examples(train),
                train.integer("epochs", 8, 1, MAX_EPOCHS),
                train.integer("rank", 8, 1, MAX_RANK),
                train.number("alpha", 16, MIN_ALPHA, MAX_ALPHA),
                train.number("learning-rate", 1e-3, MIN_RATE, 1),
                train.integer("batch-size", 10, 1, MAX_BATCH),
                train.number("prompt-loss", 0, 0, 1));
        TrainerKind trainer = train.has("trainer")
                ? train.choice("trainer", List.of(TrainerKind.values()), TrainerKind::word)
                        .orElse(TrainerKind.AUTO)
                : TrainerKind.AUTO;
        HubModel hub = train.has("hf") ? train.text("hf").map(HubModel::of).orElse(null) : null;
        if (hub != null && trainer == TrainerKind.HARNESS) {
            train.report("hf", "names original weights, which only \"trainer: peft\" trains on");
        }
        return new AdapterSource.Trained(settings, SeedsReader.read(train), trainer, hub);
    }

    private int examples(YamlSection train) {
        int examples = train.integer("examples", LabDefinition.ALL, 1, LabDefinition.ALL);
        if (examples > pool && examples != LabDefinition.ALL) {
            train.report("examples", "is " + examples + ", more than the " + pool + " training-examples of the lab");
        }
        return examples;
    }
}
