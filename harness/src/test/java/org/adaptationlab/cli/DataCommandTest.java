package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.dataset.MadeUpSets;
import org.adaptationlab.dataset.PublicSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DataCommandTest {

    @TempDir
    private Path folder;

    private LabFolder files;

    @BeforeEach
    void writeLabOnAPublicSet() throws IOException {
        files = LabFolder.in(folder);
        files.replace("labs/turns/lab.yaml", "datasets/turns", "datasets/banking77");
    }

    private Result lab(String... args) {
        return new LabCommandLine(folder)
                .with("LAB_HOME", folder.resolve("home").toString())
                .with("LAB_DATA_MIRROR", "http://127.0.0.1:1/nothing")
                .run(args);
    }

    @Test
    void showsWhatCanBeFetchedAndWhatIsHere() throws IOException {
        files.write("datasets/clinc150/dataset.yaml", "name: clinc150\n");

        Result shown = lab("data");

        assertThat(shown.exitCode()).isZero();
        assertThat(shown.out().lines().map(line -> line.replaceAll(" {2,}", " | ")))
                .startsWith("NAME | LICENCE | STATE | FOLDER | WHAT")
                .anyMatch(line -> line.startsWith("banking77 | CC BY 4.0 | absent | datasets/banking77 | "))
                .anyMatch(line -> line.startsWith("clinc150 | CC BY 3.0 | here | datasets/clinc150 | "));
    }

    @Test
    void saysWhatToRunWhereTheSetOfALabIsMissing() {
        Result missing = lab("validate", "turns");

        assertThat(missing).isEqualTo(new Result(3, "", """
                        the data set banking77 is not here: there is no datasets/banking77. It is public and no part of \
                        this project; fetch it: lab data pull banking77 --out datasets/banking77
                        """));
        assertThat(lab("run", "turns")).isEqualTo(missing);
        assertThat(lab("show", "turns")).isEqualTo(missing);
    }

    @Test
    void namesWhatIsWrongInTheLabFileFirst() throws IOException {
        files.replace("labs/turns/lab.yaml", "limit: 1", "limt: 1");

        Result wrong = lab("validate", "turns");

        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("unknown key \"limt\"", "no such data-set folder");
    }

    @Test
    void makesADataSetThatALabCanUse() throws IOException {
        files.write("cards-train.csv", """
                text,category
                turn to the window,left
                the door side,right
                to your heart!,left
                """);
        files.write("cards-test.csv", "text,category\nto your heart,left\nwhere most people write,right\n");
        HttpServer server = serving(folder);
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        try {
            CliContext context = new CliContext(
                    new PrintWriter(out),
                    new PrintWriter(err),
                    new BufferedReader(new StringReader("")),
                    Map.of("LAB_HOME", folder.resolve("home").toString()),
                    folder,
                    folder,
                    false);
            PublicSet cards = MadeUpSets.cards(
                    address(server), folder.resolve("cards-train.csv"), folder.resolve("cards-test.csv"));

            int exitCode = new CommandLine(new DataCommand(context, () -> List.of(cards))).execute("pull", "cards");
            context.out().flush();

            assertThat(exitCode).as("%s", err).isZero();
        } finally {
            server.stop(0);
        }
        assertThat(out.toString().replace(folder.toString(), "FOLDER")).isEqualTo("""
                cards: FOLDER/datasets/cards (SHA-256 verified)
                  train    2 examples; 1 left out, as a test text is the same or nearly the same
                  test     2 examples
                  licence  CC BY 4.0
                  source   By somebody
                """);
        files.replace("labs/turns/lab.yaml", "datasets/banking77", "datasets/cards");
        assertThat(lab("validate", "turns").exitCode()).isZero();
    }

    @Test
    void knowsNoOtherSet() {
        Result unknown = lab("data", "pull", "banking");

        assertThat(unknown.exitCode()).isEqualTo(2);
        assertThat(unknown.err())
                .contains("unknown data set \"banking\"; did you mean \"banking77\"?; known: banking77,");
    }

    @Test
    void saysWhatToDoWhereNothingCanBeFetched() {
        Result failed = lab("data", "pull", "banking77");

        assertThat(failed.exitCode()).isEqualTo(3);
        assertThat(failed.err())
                .contains(
                        "banking77-train.csv (1 MB) could not be fetched:\n  http://127.0.0.1:1/nothing/banking77-train.csv: ")
                .contains("put the file with the SHA-256 b06e26ac")
                .contains("at home/data/banking77-train.csv");
        assertThat(folder.resolve("datasets/banking77")).doesNotExist();
    }

    @Test
    void makesNoDataSetOfAFileWithAnotherSum() throws IOException {
        files.write("clinc150-small.json", "x".repeat(1_702_451));
        HttpServer server = serving(folder);
        try {
            Result failed = new LabCommandLine(folder)
                    .with("LAB_HOME", folder.resolve("home").toString())
                    .with("LAB_DATA_MIRROR", address(server))
                    .run("data", "pull", "clinc150");

            assertThat(failed.exitCode()).isEqualTo(3);
            assertThat(failed.err())
                    .contains("instead of 050e17476e6b4fa88f8518edaf09921c8f5e3a86dc8b63615361102a20b2ac01");
        } finally {
            server.stop(0);
        }
        assertThat(Files.exists(folder.resolve("datasets/clinc150"))).isFalse();
    }

    /** A server on a port of its own that has the files of a folder. */
    private static HttpServer serving(Path folder) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            try (exchange) {
                byte[] bytes = Files.readAllBytes(
                        folder.resolve(exchange.getRequestURI().getPath().substring(1)));
                exchange.sendResponseHeaders(200, bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        });
        server.start();
        return server;
    }

    private static String address(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
