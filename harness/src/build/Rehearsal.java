import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.adaptationlab.cli.Main;
import org.adaptationlab.cli.console.CliContext;

/**
 * Makes the archive of classes that the lab starts with (lab.jsa): a second JVM goes through the commands that users start most,
 * against a server that always gives the same answer, and Java writes down at its end which classes that took. Maven runs it as a
 * single source file. Without an archive the lab only starts more slowly, so a failure is told and does not end the build.
 */
public class Rehearsal {

    private static final String LAB = "foundation-model-adaptation";

    /** The project's folder, that of the build, the class path of the lab; in the second JVM no class path. */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path root = Path.of(args[0]);
        Path build = Path.of(args[1]);
        if (args.length < 3) {
            play(root, build.resolve("rehearsal"));
            System.exit(0); // clients have threads
        }
        try {
            make(root, build, args[2]);
        } catch (IOException e) {
            System.out.println("no archive of classes, so the lab starts more slowly: " + e);
        }
    }

    private static void make(Path root, Path build, String classPath) throws IOException, InterruptedException {
        Path archive = build.resolve("lab.jsa");
        Path unfinished = build.resolve("lab.jsa.new"); // Java crashes on an archive that was cut short
        Files.deleteIfExists(archive);
        delete(build.resolve("rehearsal"));
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:ArchiveClassesAtExit=" + unfinished,
                "-Xlog:cds*=error",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                root.resolve("harness/src/build/Rehearsal.java").toString(),
                root.toString(),
                build.toString());
        Path log = build.resolve("rehearsal.log");
        int code = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start().waitFor();
        if (code != 0) {
            throw new IOException("the rehearsal ended with exit code " + code + "; see " + log);
        }
        Files.move(unfinished, archive, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.sorted(Comparator.reverseOrder()).forEach(path -> path.toFile().delete());
            }
        }
    }

    private static void play(Path root, Path folder) throws IOException {
        CliContext context = new CliContext(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(System.err, true),
                new BufferedReader(Reader.nullReader()),
                Map.of("LAB_HOME", folder.resolve("home").toString()),
                Path.of(""),
                root,
                false);
        HttpServer server = serve();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
            Path out = folder.resolve("results");
            Main.run(context, "--help");
            Main.run(context, "validate", LAB);
            Main.run(context, "run", LAB, "--modes", "prompt,few-shot", "--limit", "20", "--out", out.toString(),
                    "--runtime", "openai", "--endpoint", url, "--model", "one-answer");
            try (Stream<Path> runs = Files.list(out.resolve(LAB))) {
                String run = runs.findFirst().orElseThrow().toString();
                Main.run(context, "report", run);
                Main.run(context, "compare", run, run);
            }
        } finally {
            server.stop(0);
        }
    }

    private static HttpServer serve() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/v1/models", exchange -> answer(
                exchange,
                "application/json",
                "{\"object\":\"list\",\"data\":[{\"id\":\"one-answer\",\"object\":\"model\",\"owned_by\":\"build\"}]}"));
        String head = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"one-answer\",";
        server.createContext("/v1/chat/completions", exchange -> answer(
                exchange,
                "text/event-stream",
                head + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"billing\"},"
                        + "\"finish_reason\":null}]}\n\n"
                        + head + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                        + head + "\"choices\":[],\"usage\":{\"prompt_tokens\":50,\"completion_tokens\":2,"
                        + "\"total_tokens\":52}}\n\ndata: [DONE]\n\n"));
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
