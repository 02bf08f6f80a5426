package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeChoiceTest {

    @TempDir
    private Path folder;

    private String nowhere;

    @BeforeEach
    void writeLab() throws IOException {
        LabFolder.in(folder);
        try (ServerSocket socket = new ServerSocket(0)) {
            nowhere = "127.0.0.1:" + socket.getLocalPort();
        }
    }

    @Test
    void refusesANamedServerThatDoesNotAnswer() {
        Result result = run("--endpoint", nowhere);

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("no Ollama answers at --endpoint " + nowhere);
    }

    @Test
    void refusesAnAddressThatIsNone() {
        Result result = run("--endpoint", "my_ollama:11434");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).contains("\"my_ollama\" is no host name").doesNotContain("\tat ");
    }

    @Test
    void saysThatOpenAiIsNotThere() {
        Result result = run("--runtime", "openai");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("--runtime openai is not part of this version; use --runtime embedded");
    }

    private Result run(String... options) {
        String[] args = new String[options.length + 2];
        args[0] = "run";
        args[1] = "turns";
        System.arraycopy(options, 0, args, 2, options.length);
        return new LabCommandLine(folder).with("LAB_HOME", folder + "/home").run(args);
    }
}
