package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.model.FaultProxy;
import org.adaptationlab.model.ollama.FakeOllamaStore;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Outcome;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a run makes of a server that fails: a proxy with faults before a server that always answers "left". */
class ServerFaultsTest {

    private static final List<String> STREETS =
            List.of("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel");

    @TempDir
    private Path folder;

    private FakeOllamaStore server;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        LabFolder.in(folder);
        StringBuilder rows = new StringBuilder();
        for (String street : STREETS) {
            String side = rows.isEmpty() ? "left" : "right";
            rows.append("{\"id\":\"" + street + "\",\"input\":\"along " + street + " street\",\"target\":\"" + side
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
        List<String> args = new ArrayList<>(List.of(
                "run",
                "turns",
                "--modes",
                "prompt",
                "--limit",
                "8",
                "--model",
                "phi4",
                "--runtime",
                "ollama",
                "--patience",
                "4s",
                "--endpoint"));
        args.add(proxy.endpoint().toString());
        args.addAll(List.of(more));
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(args.toArray(String[]::new));
    }

    private RunResults results() {
        return RunResults.read(
                RunFolder.list(folder.resolve("results"), "turns").get(0));
    }

    /** What is done to the calls of one example. */
    private void when(String street, FaultProxy.Fault... faults) {
        proxy.when("along " + street, faults);
    }

    @Test
    void aFinishedRunKilledBeforeItsReportsGetsThemByResuming() throws IOException {
        assertThat(run().exitCode()).isZero();
        RunFolder folderOfRun =
                RunFolder.list(folder.resolve("results"), "turns").get(0);
        String report = Files.readString(folderOfRun.report("report.md"));
        Files.delete(folderOfRun.report("report.md"));
        Files.delete(folderOfRun.report("junit.xml"));

        Result resumed = run("--resume");

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(folderOfRun.report("report.md")).hasContent(report);
        assertThat(folderOfRun.report("junit.xml")).exists();
        assertThat(run("--resume").err()).contains("this run is finished, nothing is left to resume");
    }

    @Test
    void retriesWhatIsSafeAndFlagsItWithoutItsTime() {
        when("bravo", FaultProxy.status(503, "loading model"));
        when("delta", FaultProxy.resetBefore(), FaultProxy.resetBefore());

        Result result = run();

        assertThat(result.exitCode()).as(result.err()).isZero();
        List<ExampleResult> rows = results().examples();
        assertThat(rows)
                .extracting(row -> row.exampleId() + " " + row.retries())
                .containsExactlyInAnyOrder(
                        "alpha 0", "bravo 1", "charlie 0", "delta 2", "echo 0", "foxtrot 0", "golf 0", "hotel 0");
        assertThat(rows)
                .extracting(row -> row.measurement().totalMs())
                .allSatisfy(ms -> assertThat(ms == null ? 0 : ms).isLessThan(450)); // the first pause is 500
    }

    @Test
    void countsACallThatBrokeAsFailedAndGoesOn() {
        when("alpha", FaultProxy.resetAfter(1));
        when("bravo", FaultProxy.cutAfter(1));
        when("charlie", FaultProxy.garbageAfter(1));
        when("delta", FaultProxy.status(404, "no such model"));
        when("echo", FaultProxy.status(500, "runner died"), FaultProxy.status(500, "runner died"));

        Result result = run();

        assertThat(result.exitCode())
                .as("so many failures stop the run at its end")
                .isEqualTo(4);
        assertThat(errorOf("alpha")).contains("the connection broke in the middle of the answer");
        assertThat(errorOf("bravo")).contains("ended after 1 lines without its final one");
        assertThat(errorOf("charlie")).contains("not of the protocol: <html>502 Bad Gateway</html>");
        assertThat(errorOf("delta")).contains("HTTP 404: no such model");
        assertThat(errorOf("echo")).contains("HTTP 500: runner died", "2 calls");
        assertThat(results().examples())
                .filteredOn(row -> row.exampleId().equals("echo"))
                .extracting(ExampleResult::retries)
                .containsExactly(1);
        assertThat(List.of("foxtrot", "golf", "hotel"))
                .allSatisfy(street -> assertThat(errorOf(street)).isEqualTo("none"));
    }

    private String errorOf(String street) {
        return results().examples().stream()
                .filter(row -> row.exampleId().equals(street))
                .map(row -> row.outcome() instanceof Outcome.Failed failed ? failed.error() : "none")
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepsWhatIsFinishedWhenTheServerIsKilledAndEndsTheRunOnResume() throws Exception {
        List<String> order = orderOfCalls();
        when(order.get(3), (exchange, answer) -> {
            answer.lines(1);
            new Thread(proxy::goAway, "goes-away").start();
            TimeUnit.SECONDS.sleep(5);
        });

        Result killed = run("--max-failures", "1");

        assertThat(killed.exitCode()).isEqualTo(1);
        assertThat(killed.err()).contains("2 calls failed, more than --max-failures 1", "--resume");
        assertThat(answered()).containsExactlyElementsOf(order.subList(0, 3));
        proxy.comeBack();

        Result resumed = run("--resume");

        assertThat(resumed.exitCode()).as(resumed.err()).isZero();
        assertThat(answered()).containsExactlyElementsOf(order);
    }

    /** That of a run without faults, whose results are in a folder of their own. */
    private List<String> orderOfCalls() {
        run("--out", folder.resolve("other").toString());
        return RunResults.read(RunFolder.list(folder.resolve("other"), "turns").get(0)).examples().stream()
                .map(ExampleResult::exampleId)
                .toList();
    }

    private List<String> answered() {
        return results().examples().stream()
                .filter(row -> row.outcome() instanceof Outcome.Answered)
                .map(ExampleResult::exampleId)
                .toList();
    }
}
