package org.adaptationlab.run.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.LoadFolder;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.load.LoadCurve;
import org.adaptationlab.result.load.LoadPoint;
import org.adaptationlab.run.FakeAdapters;
import org.adaptationlab.run.Fixtures;
import org.adaptationlab.run.SilentListener;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.plan.RunPlanner;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadRunnerTest {

    private static final Duration SHORT = Duration.ofMillis(50);

    @TempDir
    private Path folder;

    private LoadFolder load;

    @BeforeEach
    void makeFolder() {
        load = LoadFolder.create(folder.resolve("results"), "fruit", "1");
    }

    @Test
    void throughputGrowsWithTheNumberInFlightUpToTheSlotsOfTheServer() {
        SlotServer server = new SlotServer(16, 20);

        LoadResults results = run(server, new LoadRequest(List.of(1, 4, 16, 64, 256), 64, 3, SHORT), "prompt")
                .start(load);

        LoadCurve curve = results.curves().get(0);
        double alone = curve.alone().requestsPerS();
        assertThat(curve.at(4).orElseThrow().requestsPerS() / alone).isBetween(3.0, 5.0);
        assertThat(curve.at(16).orElseThrow().requestsPerS() / alone).isBetween(11.0, 20.0);
        assertThat(curve.at(64).orElseThrow().requestsPerS() / alone).isBetween(11.0, 20.0);
        assertThat(curve.saturation().orElseThrow().from().inFlight()).isEqualTo(16);
        assertThat(curve.at(256)).isEmpty(); // the server was saturated before
        assertThat(server.peak).hasValue(64);
        assertThat(results.record().ends())
                .singleElement()
                .satisfies(end -> assertThat(end.why()).startsWith("saturated: with 64 in flight it answers "));
        assertThat(results.record().finished()).isTrue();
        assertThat(LoadResults.read(load).record()).isEqualTo(results.record());
        assertThat(results.points())
                .allSatisfy(point -> assertThat(point.counts()).isEqualTo(new LoadPoint.Counts(64, 0, 0, 0, 0, null)));
    }

    @Test
    void asksTheVeryPromptsOfARunAndKeepsThePointsOutOfEachOthersCache() {
        SlotServer server = new SlotServer(4, 1);

        run(server, new LoadRequest(List.of(1, 2), 8, 1, Duration.ZERO), "few-shot")
                .start(load);

        RunPlan plan = plan(server, "few-shot");
        Set<String> inputs =
                plan.examples().stream().map(example -> example.input()).collect(Collectors.toSet());
        assertThat(server.requests).allSatisfy(request -> {
            List<ChatMessage> chat = request.messages();
            assertThat(chat).hasSize(6); // system, two shots, the question
            assertThat(inputs).contains(chat.get(5).text());
            assertThat(request.jsonSchema()).isNotNull();
        });
        Set<String> askedTwice = server.requests.stream()
                .collect(Collectors.groupingBy(
                        request -> request.cacheGroup() + " "
                                + request.messages().get(5).text(),
                        Collectors.counting()))
                .entrySet()
                .stream()
                .filter(asked -> asked.getValue() > 1)
                .map(asked -> asked.getKey())
                .collect(Collectors.toSet());
        assertThat(askedTwice).isEmpty();
        assertThat(server.requests.stream().map(GenerationRequest::cacheGroup).distinct())
                .hasSizeGreaterThan(2);
    }

    @Test
    void everyModeIsAskedWithOneAdapter() {
        SlotServer server = new SlotServer(4, 1);

        LoadResults results = run(server, new LoadRequest(List.of(1), 8, 1, Duration.ZERO), "prompt", "lora")
                .start(load);

        assertThat(results.points()).extracting(point -> point.mode().mode()).containsExactly("prompt", "lora");
        assertThat(results.points().get(1).mode().adapterSeed()).isEqualTo(1);
    }

    @Test
    void aLoadThatIsStoppedKeepsItsPointsAndGoesOnAfterThem() {
        SlotServer server = new SlotServer(4, 2);
        LoadRequest request = new LoadRequest(List.of(1, 2), 8, 2, Duration.ZERO);
        BooleanSupplier afterThreePoints = () ->
                load.csv().toFile().exists() && LoadResults.read(load).points().size() == 3;

        assertThatExceptionOfType(RunInterruptedException.class)
                .isThrownBy(() ->
                        runner(server, request, afterThreePoints, "prompt").start(load));

        List<LoadPoint> kept = LoadResults.read(load).points();
        assertThat(kept).hasSize(3);
        assertThat(LoadResults.read(load).record().finished()).isFalse();

        LoadResults whole = run(server, request, "prompt").resume(load);

        assertThat(whole.points()).hasSize(4);
        assertThat(whole.points().subList(0, 3)).isEqualTo(kept);
        assertThat(whole.points())
                .extracting(point -> point.inFlight() + "/" + point.repetition())
                .containsExactly("1/1", "1/2", "2/1", "2/2");
        assertThat(whole.record().finished()).isTrue();
    }

    @Test
    void aLoadIsNotResumedUnderOtherOptions() {
        SlotServer server = new SlotServer(4, 1);
        run(server, new LoadRequest(List.of(1), 8, 1, Duration.ZERO), "prompt").start(load);

        assertThatExceptionOfType(ResultFormatException.class)
                .isThrownBy(() -> run(server, new LoadRequest(List.of(1), 9, 1, Duration.ZERO), "prompt")
                        .resume(load))
                .withMessageContaining("was started with another plan");
    }

    @Test
    void aModeThatCantBeAskedEndsTheLoad() {
        SlotServer server = new SlotServer(4, 1).refusing();

        assertThatExceptionOfType(RunFailedException.class)
                .isThrownBy(() -> run(server, new LoadRequest(List.of(1), 8, 1, Duration.ZERO), "prompt")
                        .start(load))
                .withMessageContaining("mode \"prompt\" can't be asked: all 8 requests failed, the first: refused");
    }

    private LoadRunner run(SlotServer server, LoadRequest request, String... modes) {
        return runner(server, request, () -> false, modes);
    }

    private LoadRunner runner(SlotServer server, LoadRequest request, BooleanSupplier stop, String... modes) {
        RunEnvironment environment = new RunEnvironment(
                server,
                new FakeAdapters(folder, new ArrayList<>(), List.of(1.0)),
                new PassageIndexStore(folder.resolve("indexes"), TextEmbedder.english(), System::nanoTime),
                InstantSource.fixed(Instant.EPOCH),
                System::nanoTime,
                stop,
                () -> OptionalDouble.of(0.05),
                RunFixture.COST,
                "0.1.0",
                new SilentListener());
        return new LoadRunner(plan(server, modes), request, environment, () -> OptionalDouble.of(1));
    }

    private RunPlan plan(SlotServer server, String... modes) {
        return RunPlanner.plan(
                Fixtures.lab(folder),
                Fixtures.dataset(folder),
                Fixtures.base(),
                server,
                Fixtures.request(folder.resolve("results"), modes));
    }
}
