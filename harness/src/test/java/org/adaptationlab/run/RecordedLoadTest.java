package org.adaptationlab.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks a recorded load of this project in every way that makes it one that can't be quoted. */
class RecordedLoadTest {

    private static final Path LAB = Path.of("../labs/foundation-model-adaptation/lab.yaml");
    private static final Path RECORDED = Path.of("../results/reference/foundation-model-adaptation");

    private final LabDefinition lab = LabFileReader.read(LAB);

    @TempDir
    private Path folder;

    @BeforeEach
    void copy() throws IOException {
        try (Stream<Path> recorded = Files.list(RECORDED)) {
            Path load = recorded.filter(child -> child.getFileName().toString().startsWith("load-"))
                    .sorted()
                    .findFirst()
                    .orElseThrow();
            for (String name : List.of("load.csv", "load.json")) {
                Files.copy(load.resolve(name), folder.resolve(name));
            }
        }
    }

    private List<String> faults() {
        return new RecordedLoad(folder).faults(lab, DatasetReader.read(lab));
    }

    @Test
    void standsAsItIs() {
        assertThat(faults()).isEmpty();
    }

    @Test
    void keepsNoReport() throws IOException {
        Files.writeString(folder.resolve("load.html"), "");
        assertThat(faults()).singleElement().asString().contains("holds [load.csv, load.html, load.json]");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            "ended" : "\\d+-.*"             | "ended" : null                 | was stopped before its end
            selection" : \\{\\s+"dataset_digest" : "[0-9a-f]+ | selection" : { "dataset_digest" : "f00 | was made with other data
            top-k: 2\\}                      | top-k: 3}                      | was made with another mode rag
            max-output-tokens: 16            | max-output-tokens: 8           | was made with other sampling
            """)
    void fallsWithWhatItAsked(String what, String by, String fault) throws IOException {
        String record = Files.readString(folder.resolve("load.json"));
        String broken = record.replaceAll(what, by);
        assertThat(broken).isNotEqualTo(record);
        Files.writeString(folder.resolve("load.json"), broken);

        assertThat(faults()).contains(folder + ": " + fault);
    }
}
