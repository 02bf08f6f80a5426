package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.cli.console.CliContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    @TempDir
    private Path folder;

    @Test
    void helpShowsTheCommandsAndExamples() {
        Result result = run("--help");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .startsWith("Usage: lab [-hV] [--debug] COMMAND\n")
                .contains("\n  list ", "\n  validate ", "\n  init ", "\nExamples:\n");
        assertThat(result.err()).isEmpty();
    }

    @Test
    void everyCommandHasHelpWithAnExample() {
        CliContext context = new CliContext(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                new BufferedReader(Reader.nullReader()),
                Map.of(),
                folder,
                folder,
                false);
        List<String> commands = new ArrayList<>();
        Main.commandLine(context).getSubcommands().forEach((name, command) -> {
            commands.add(name);
            command.getSubcommands().keySet().forEach(below -> commands.add(name + " " + below));
        });

        assertThat(commands).contains("run", "models pull", "adapter inspect");
        commands.forEach(command -> {
            Result result = run((command + " --help").split(" "));
            assertThat(result.exitCode()).as(command).isZero();
            assertThat(result.out())
                    .as(command)
                    .startsWith("Usage: lab " + command + " ")
                    .contains("--debug", "\nExample", "\n  lab " + command);
            assertThat(result.out().lines()).as(command).allMatch(line -> line.length() <= 110);
        });
    }

    @Test
    void versionNamesTheProductAndTheJavaItRunsOn() {
        Result result = run("--version");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out())
                .matches("lab \\d+\\.\\d+\\.\\d+.* \\(Java " + Runtime.version().feature() + ".*\\)\n");
    }

    @Test
    void withoutACommandItSaysHowToGoOn() {
        assertThat(run())
                .isEqualTo(new Result(2, "", "lab: a command is missing\nRun \"lab --help\" for what is allowed.\n"));
    }

    @Test
    void unknownCommandsAndOptionsAreUsageErrorsWithASuggestion() {
        assertThat(run("validat", "x").exitCode()).isEqualTo(2);
        assertThat(run("validat", "x").err())
                .startsWith("lab: unknown command \"validat\"; commands: ")
                .contains("; did you mean \"validate\"?\nRun \"lab --help\"");
        assertThat(run("init", "--dta=x.csv", "n"))
                .isEqualTo(
                        new Result(
                                2,
                                "",
                                "lab: missing required option: '--train=FILE'\nRun \"lab init --help\" for what is allowed.\n"));
        assertThat(run("list", "--hlp").exitCode()).isEqualTo(2);
        assertThat(run("list", "--hlp").err()).isEqualTo("""
                        lab: unknown option "--hlp"; did you mean "--help"?
                        Run "lab list --help" for what is allowed.
                        """);
        assertThat(run("list", "x").err()).startsWith("lab: unexpected argument \"x\"\n");
        assertThat(run("validate").err()).startsWith("lab: missing required parameter: 'LAB'\n");
    }

    @Test
    void debugAddsTheStackTraceBeforeAndAfterTheCommand() {
        assertThat(run("validate", "x").err()).doesNotContain("\tat ");
        assertThat(run("--debug", "validate", "x").err()).contains("LabDefinitionException", "\tat ");
        assertThat(run("validate", "x", "--debug").err()).contains("LabDefinitionException", "\tat ");
    }

    private Result run(String... args) {
        return new LabCommandLine(folder).run(args);
    }
}
