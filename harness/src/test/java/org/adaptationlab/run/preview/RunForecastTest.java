package org.adaptationlab.run.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.DatasetReader;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LabFileReader;
import org.adaptationlab.lab.ModeDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunForecastTest {

    private static final Path ROOT = Path.of("..");

    /** Of a run's time without training, which may have been done before, and of the training when it was done. */
    @ParameterizedTest
    @ValueSource(strings = {"foundation-model-adaptation", "handbook-qa", "order-extraction"})
    void comesNearTheRecordedRuns(String name) throws IOException {
        JsonNode run = recorded(name);
        Map<String, Double> trained = new HashMap<>();
        run.get("modes")
                .forEach(mode -> trained.merge(
                        mode.at("/facts/mode/mode").asText(),
                        mode.at("/facts/mode/technique").asText().equals("lora")
                                ? mode.at("/facts/adapt_seconds").asDouble()
                                : 0,
                        Double::sum));
        LabDefinition lab = lab(name);
        List<ModeDefinition> modes = lab.modes().stream()
                .filter(mode -> trained.containsKey(mode.name()))
                .toList();
        RunForecast forecast = forecast(lab);

        double training = forecast.secondsOfTraining(modes);
        double taken = run.at("/seconds/total").asDouble()
                - run.at("/seconds/training").asDouble();
        assertThat((forecast.seconds(modes, LabDefinition.ALL) - training) / taken)
                .isBetween(0.6, 1.6);
        double tookToTrain = trained.values().stream()
                .distinct()
                .mapToDouble(seconds -> seconds)
                .sum(); // two modes share one
        assertThat(training / tookToTrain).isBetween(0.6, 1.6);
    }

    @Test
    void asksNoMoreThanTheLimit() {
        LabDefinition lab = lab("foundation-model-adaptation");
        RunForecast forecast = forecast(lab);
        List<ModeDefinition> prompt = lab.modes().subList(0, 1);

        double twenty = forecast.seconds(prompt, 20);
        double forty = forecast.seconds(prompt, 40);
        assertThat(forecast.seconds(prompt, 60) - forty).isCloseTo(forty - twenty, within(1e-9));
        assertThat(forecast.seconds(prompt, LabDefinition.ALL)).isEqualTo(forecast.seconds(prompt, lab.limit()));
    }

    @Test
    void countsTheIndexOnceForAllThatSearchIt() {
        LabDefinition lab = lab("handbook-qa");
        Dataset data = DatasetReader.read(lab);
        List<Document> many = Collections.nCopies(1000, data.corpus()).stream()
                .flatMap(List::stream)
                .toList();
        RunForecast small = forecast(lab);
        RunForecast large = new RunForecast(lab, data.train(), data.test(), many);
        List<ModeDefinition> one = lab.modes().subList(1, 2);
        assertThat(one.get(0).name()).isEqualTo("rag");

        double index = large.seconds(one, LabDefinition.ALL) - small.seconds(one, LabDefinition.ALL);
        double ofAll = large.seconds(lab.modes(), LabDefinition.ALL) - small.seconds(lab.modes(), LabDefinition.ALL);
        assertThat(index).isPositive();
        assertThat(ofAll).isCloseTo(index, within(1e-6));
    }

    private static LabDefinition lab(String name) {
        return LabFileReader.read(ROOT.resolve("labs/" + name + "/lab.yaml"));
    }

    private static RunForecast forecast(LabDefinition lab) {
        Dataset data = DatasetReader.read(lab);
        return new RunForecast(lab, data.train(), data.test(), data.corpus());
    }

    private static JsonNode recorded(String lab) throws IOException {
        try (Stream<Path> runs = Files.list(ROOT.resolve("results/reference/" + lab))) {
            Path run = runs.findFirst().orElseThrow();
            return new ObjectMapper().readTree(run.resolve("run.json").toFile());
        }
    }
}
