package org.adaptationlab.model.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.adaptationlab.model.store.ModelFacts.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The tables of docs/models.md are those of the catalogue; the formulas are those that stand there. */
class ModelsDocumentTest {

    private static final Path DOCUMENT = Path.of("..", "docs", "models.md");
    private static final List<String> TRAINED_BY_THE_HARNESS = List.of("llama", "qwen2", "qwen3", "gemma3", "phi3");
    private static final double MOST_WEIGHTS_ON_A_CPU = 1.3e9;
    private static final int WINDOW = 4096;
    private static final int TOKENS_IN_A_BATCH = 512;

    @TempDir
    private Path home;

    private record Described(CatalogueEntry entry, ModelFacts facts) {}

    private List<Described> models() {
        return Catalogue.read(home).all().stream()
                .map(entry -> new Described(
                        entry,
                        entry instanceof DescribedModel model
                                ? model.facts()
                                : Objects.requireNonNull(((CatalogueModel) entry).facts())))
                .toList();
    }

    private void assertHas(String head, Function<Described, String> row) throws IOException {
        String columns = head.replaceAll("[^|]+", "---");
        String table =
                models().stream().map(row).collect(Collectors.joining("\n", head + "\n" + columns + "\n", "\n\n"));
        assertThat(Files.readString(DOCUMENT)).contains(table);
    }

    @Test
    void namesEachModelOfTheCatalogue() throws IOException {
        assertHas(
                "| name | weights | licence | Ollama | Hugging Face | thinks | trainer | embedded |",
                model -> cells(
                        "`" + model.entry().name() + "`",
                        weights(model.entry().parameters()),
                        model.entry().licence(),
                        "`" + model.entry().ollamaTag() + "`",
                        "`" + model.facts().hub() + "`",
                        model.facts().thinking().word(),
                        trainer(model.entry()),
                        embedded(model.entry())));
    }

    @Test
    void saysWhatEachNeedsInMemory() throws IOException {
        assertHas("| name | file | window | to serve | to train, float32 | bfloat16 | NF4 |", model -> {
            Shape shape = model.facts().shape();
            double weights = model.entry().parameters();
            double file = q4KM(weights, shape);
            double window = 2.0 * shape.layers() * shape.kvHeads() * shape.headSize() * WINDOW * 2;
            double logits = 8.0 * TOKENS_IN_A_BATCH * shape.vocabulary();
            double layers = 34.0 * TOKENS_IN_A_BATCH * shape.layers() * shape.hidden();
            return cells(
                    "`" + model.entry().name() + "`",
                    gigabytes(file),
                    gigabytes(window),
                    gigabytes(file + window),
                    gigabytes(4 * weights + 2 * layers + logits),
                    gigabytes(2 * weights + layers + logits),
                    gigabytes(nf4(weights, shape) + layers + logits));
        });
    }

    /** Rows of a width that K-quants cannot cut into blocks of 256 are kept in larger types. */
    private static double q4KM(double weights, Shape shape) {
        double table = (double) shape.vocabulary() * shape.hidden();
        return shape.hidden() % 256 == 0
                ? (table * 6.5625 + (weights - table) * 4.8) / 8
                : (table * 8.5 + (weights - table) * 5.75) / 8;
    }

    private static double nf4(double weights, Shape shape) {
        double tables = (double) shape.vocabulary() * shape.hidden() * (shape.tied() ? 1 : 2);
        return tables * 2 + (weights - tables) * 4.127 / 8;
    }

    @Test
    void theFormulaOfAFileGivesTheSizesThatArePublished() {
        // Sizes as model hubs and Ollama's library list them, to the digits they show.
        assertThat(q4KM("deepseek-r1-distill-qwen-14b")).isBetween(8.90e9, 9.08e9); // 8.99 GB
        assertThat(q4KM("deepseek-r1-distill-qwen-7b")).isBetween(4.64e9, 4.73e9); // 4.68 GB
        assertThat(q4KM("mistral-nemo-instruct-2407")).isBetween(7.40e9, 7.56e9); // 7.48 GB
        assertThat(q4KM("qwen3-4b")).isBetween(2.46e9, 2.52e9); // 2.32 GiB
        assertThat(q4KM("gemma-3-1b-it")).isBetween(0.80e9, 0.83e9); // 815 MB
        assertThat(q4KM("gemma-3-270m-it")).isBetween(0.248e9, 0.258e9); // 253 MB
        assertThat(q4KM("smollm2-135m-instruct")).isBetween(0.103e9, 0.108e9); // 105 MB
    }

    private double q4KM(String name) {
        Described found = models().stream()
                .filter(model -> model.entry().name().equals(name))
                .findFirst()
                .orElseThrow();
        return q4KM((double) found.entry().parameters(), found.facts().shape());
    }

    private static String trainer(CatalogueEntry model) {
        return TRAINED_BY_THE_HARNESS.contains(model.architecture()) && model.parameters() <= MOST_WEIGHTS_ON_A_CPU
                ? "harness, PEFT"
                : "PEFT";
    }

    /** Its llama.cpp is older than Qwen 3. */
    private static String embedded(CatalogueEntry model) {
        return model instanceof CatalogueModel
                ? "yes, tried"
                : model.architecture().equals("qwen3") ? "no" : "untried";
    }

    private static String weights(long parameters) {
        return parameters < 999.5e6
                ? Math.round(parameters / 1e6) + "M"
                : String.format(Locale.ROOT, "%.1fB", parameters / 1e9);
    }

    private static String gigabytes(double bytes) {
        return String.format(Locale.ROOT, bytes < 9.95e9 ? "%.1f GB" : "%.0f GB", Math.max(bytes / 1e9, 0.1));
    }

    private static String cells(String... cells) {
        return "| " + String.join(" | ", cells) + " |";
    }
}
