package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.model.ollama.FakeOllamaStore;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What commands quote of labs, data and servers reaches no terminal as something to obey. */
class TerminalControlTest {

    /** Fills the clipboard of some terminals, in the spelling of JSON and YAML. */
    private static final String CLIPBOARD = "\\u001b]52;c;aGk=\\u0007";

    private static final String SEEN = "⟨U+001B⟩]52;c;aGk=⟨U+0007⟩";

    @TempDir
    private Path folder;

    private LabFolder lab;

    @BeforeEach
    void write() throws IOException {
        lab = LabFolder.in(folder);
    }

    private Result run(String... args) {
        Result result =
                new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(args);
        assertThat(result.out() + result.err()).doesNotContain("\u001b", "\u0007", "\r");
        return result;
    }

    @Test
    void ofATitle() throws IOException {
        lab.replace("labs/turns/lab.yaml", "Left or right?", "\"Left " + CLIPBOARD + "\"");

        assertThat(run("list").out()).contains("Left " + SEEN);
    }

    @Test
    void ofAProblemInTheData() throws IOException {
        lab.replace("datasets/turns/test.jsonl", "\"target\":\"left\"", "\"target\":\"left" + CLIPBOARD + "\\rx\"");

        Result result = run("validate", "turns");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.out() + result.err()).contains("left" + SEEN + "⏎x");
    }

    @Test
    void ofAPrompt() throws IOException {
        lab.replace("datasets/turns/test.jsonl", "to your heart", "to your " + CLIPBOARD + "\\r heart");
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            server.models.add("phi4:latest");

            Result result = run(
                    "show",
                    "turns",
                    "--model",
                    "phi4",
                    "--runtime",
                    "ollama",
                    "--endpoint",
                    server.endpoint().toString());

            assertThat(result.exitCode()).as(result.err()).isZero();
            assertThat(result.out()).contains("to your " + SEEN + "⏎ heart");
        }
    }

    @Test
    void ofAServersError() throws IOException {
        try (FakeOllamaStore server = new FakeOllamaStore()) {
            server.models.add("phi4:latest");
            server.loadError = "out of " + CLIPBOARD + " memory";

            Result result = run(
                    "run",
                    "turns",
                    "--model",
                    "phi4",
                    "--runtime",
                    "ollama",
                    "--endpoint",
                    server.endpoint().toString());

            assertThat(result.exitCode()).isNotZero();
            assertThat(result.err()).contains("out of " + SEEN + " memory");
        }
    }

    @Test
    void butHelpHasItsColours() {
        Result plain = new LabCommandLine(folder).answering("").run("--help");
        Result coloured =
                new LabCommandLine(folder).answering("").with("NO_COLOR", "").run("--help");

        assertThat(plain.out()).doesNotContain("\u001b");
        assertThat(coloured.out()).contains("\u001b[1m");
    }
}
