package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.adaptationlab.cli.console.CliContext;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Every command that a document shows is one that the command line takes: its options, and how many arguments. */
class DocumentedCommandsTest {

    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** A line to be typed as it stands, up to a comment; also a step of a CI job. */
    private static final Pattern TYPED = Pattern.compile("(?m)^[ -]*(?:run: )?harness/lab ([a-z][^\n#]*)");
    /** Named in the text, perhaps without its arguments. */
    private static final Pattern NAMED = Pattern.compile("`(?:harness/)?lab ([a-z][^`]*)`");

    @Test
    void theCommandLineTakesWhatDocumentsShow() throws IOException {
        List<String> wrong = new ArrayList<>();
        int found = 0;
        for (Path document : documents()) {
            String text = Files.readString(document).replaceAll(" *\\\\\n *", " ");
            Matcher typed = TYPED.matcher(text);
            for (; typed.find(); found++) {
                addIfWrong(typed.group(1), false, document, wrong);
            }
            Matcher named = NAMED.matcher(text);
            for (; named.find(); found++) {
                addIfWrong(named.group(1), true, document, wrong);
            }
        }
        assertThat(found).isGreaterThan(40);
        assertThat(wrong).isEmpty();
    }

    @Test
    void seesWhatIsWrong() {
        List<String> wrong = new ArrayList<>();

        addIfWrong("run my-lab --limt 3", false, ROOT, wrong);
        addIfWrong("compare one", false, ROOT, wrong);
        addIfWrong("models pul x", true, ROOT, wrong);
        addIfWrong("compare", true, ROOT, wrong);

        assertThat(wrong).hasSize(3);
    }

    private static void addIfWrong(String command, boolean mayLackArguments, Path document, List<String> wrong) {
        CliContext context = new CliContext(
                new PrintWriter(new StringWriter()),
                new PrintWriter(new StringWriter()),
                new BufferedReader(new StringReader("")),
                Map.of(),
                Path.of(""),
                ROOT,
                false);
        try {
            Main.commandLine(context).parseArgs(command.strip().split("\\s+"));
        } catch (ParameterException e) {
            if (!(mayLackArguments && e instanceof MissingParameterException)) {
                wrong.add(document + ": lab " + command + ": " + e.getMessage());
            }
        }
    }

    private static List<Path> documents() throws IOException {
        try (Stream<Path> files = Files.walk(ROOT, 4)) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .filter(file -> Stream.of("target", "results", "src")
                            .noneMatch(
                                    folder -> ROOT.relativize(file).toString().contains(folder + "/")))
                    .toList();
        }
    }
}
