package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.model.FaultProxy;
import org.adaptationlab.model.ollama.FakeOllamaStore;
import org.adaptationlab.result.ExampleResult;
import org.adaptationlab.result.Outcome;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of a server that fails: a proxy with faults before a server that always answers "left". */
class ServerFaultsTest {

    private static final int WARM_UPS = 2; // the lab has two training examples

    @TempDir
    private Path folder;

    private FakeOllamaStore server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        LabFolder.in(folder);
        StringBuilder rows = new StringBuilder();
        for (int i = 0; i < 8; i++) {
            String side = i % 2 == 0 ? "left" : "right";
            rows.append("{\"id\":\"t" + i + "\",\"input\":\"" + "go on ".repeat(i + 1) + i * 977 + "\",\"target\":\"" + side
                    + "\"}\n");
        }
        Files.writeString(folder.resolve("datasets/turns/test.jsonl"), rows.toString());
        server = new FakeOllamaStore();
        server.models.add("phi4:latest");
        proxy = new FaultProxy(server.endpoint());
    }

    @AfterEach
    void stop() {
        proxy.close();
        server.close();
    }

    private Result run(String... more) {
        List<String> args = new java.util.ArrayList<>(List.of(
                "run", "turns", "--modes", "prompt", "--limit", "8", "--model", "phi4", "--runtime", "ollama", "--endpoint"));
        args.add(proxy.endpoint().toString());
        args.addAll(List.of(more));
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(args.toArray(String[]::new));
    }

    private RunResults results() {
        return RunResults.read(RunFolder.list(folder.resolve("results"), "turns").get(0));
    }

    private void afterWarmUp(FaultProxy.Fault... faults) {
        for (int i = 0; i < WARM_UPS; i++) {
            proxy.then(FaultProxy.none());
        }
        proxy.then(faults);
    }

    @Test
    void retriesWhatIsSafeAndFlagsItWithoutItsTime() {
        afterWarmUp(FaultProxy.status(503, "loading model"), FaultProxy.none(), FaultProxy.resetBefore());

        Result result = run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        List<ExampleResult> rows = results().examples();
        assertThat(rows).extracting(ExampleResult::retries).containsExactly(1, 1, 0, 0, 0, 0, 0, 0);
        assertThat(rows)
                .allSatisfy(row -> assertThat(row.measurement().totalMs()).isLessThan(450)); // the first pause is 500
    }

    @Test
    void countsACallThatBrokeAsFailedAndGoesOn() {
        afterWarmUp(
                FaultProxy.resetAfter(1),
                FaultProxy.cutAfter(1),
                FaultProxy.garbageAfter(1),
                FaultProxy.status(404, "no such model"),
                FaultProxy.status(500, "runner died"),
                FaultProxy.status(500, "runner died"));

        Result result = run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(results().examples())
                .extracting(row -> row.outcome() instanceof Outcome.Failed failed ? failed.error() : "fine")
                .satisfiesExactly(
                        first -> assertThat(first).contains("the connection broke in the middle of the answer"),
                        second -> assertThat(second).contains("ended after 1 lines without its final one"),
                        third -> assertThat(third).contains("not of the protocol: <html>502 Bad Gateway</html>"),
                        fourth -> assertThat(fourth).contains("HTTP 404: no such model"),
                        fifth -> assertThat(fifth).contains("HTTP 500: runner died", "2 calls"),
                        sixth -> assertThat(sixth).isEqualTo("fine"),
                        seventh -> assertThat(seventh).isEqualTo("fine"),
                        eighth -> assertThat(eighth).isEqualTo("fine"));
    }

    @Test
    void keepsWhatIsFinishedWhenTheServerIsKilledAndEndsTheRunOnResume() throws Exception {
        afterWarmUp(FaultProxy.none(), FaultProxy.none(), FaultProxy.none(), (exchange, answer) -> {
            answer.lines(1);
            CompletableFuture.runAsync(proxy::goAway);
            TimeUnit.SECONDS.sleep(5);
        });

        Result killed = run("--max-failures", "1");

        assertThat(killed.exitCode()).isEqualTo(1);
        assertThat(killed.err()).contains("2 calls failed, more than --max-failures 1", "--resume");
        assertThat(results().examples())
                .filteredOn(row -> row.outcome() instanceof Outcome.Answered)
                .hasSize(3);
        proxy.comeBack();
        int before = proxy.chats();

        Result resumed = run("--resume");

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(proxy.chats() - before).isEqualTo(WARM_UPS + 5);
        assertThat(results().examples())
                .hasSize(8)
                .allSatisfy(row -> assertThat(row.outcome()).isInstanceOf(Outcome.Answered.class));
    }
}
