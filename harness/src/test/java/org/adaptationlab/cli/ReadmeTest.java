package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.lab.LabCatalogue;
import org.adaptationlab.lab.LabFileReader;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The README's generated parts are those of the code. */
class ReadmeTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    @Test
    void showsTheCommandsThereAre() throws IOException {
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(commandTable());
    }

    @Test
    void namesTheTestCommandAndTheMainCommandThatCiRuns() throws IOException {
        String readme = Files.readString(ROOT.resolve("README.md"));
        String ci = Files.readString(ROOT.resolve(".ci/run"));
        assertThat(readme).contains("\nmvn verify\n").contains("\nharness/lab run foundation-model-adaptation\n");
        assertThat(ci).contains("mvn -B -ntp verify").contains("harness/lab run foundation-model-adaptation --limit");
    }

    @Test
    void listsTheLabsThereAre() throws IOException {
        String rows = new LabCatalogue(List.of(ROOT))
                .labs().entrySet().stream()
                        .map(lab -> "| [" + lab.getKey() + "](labs/" + lab.getKey() + "/README.md) | "
                                + LabFileReader.read(lab.getValue()).title() + " |\n")
                        .collect(Collectors.joining("", "| lab | what it asks |\n|---|---|\n", "\n"));
        assertThat(Files.readString(ROOT.resolve("README.md"))).contains(rows);
    }

    private static String commandTable() {
        CliContext context = new CliContext(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                new BufferedReader(new StringReader("")),
                Map.of(),
                Path.of(""),
                ROOT,
                false);
        return Main.commandLine(context).getSubcommands().values().stream()
                .map(ReadmeTest::row)
                .collect(Collectors.joining("\n", "| command | what it does |\n|---|---|\n", "\n"));
    }

    private static String row(CommandLine command) {
        String description =
                String.join(" ", command.getCommandSpec().usageMessage().description());
        return "| `lab " + command.getCommandName() + "` | " + description + " |";
    }
}
