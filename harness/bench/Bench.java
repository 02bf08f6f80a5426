import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;

/**
 * What the harness adds to the calls themselves: runs a lab of N examples against a server that answers at once, in pairs
 * with a bare client loop in a JVM of its own, and prints both times and their ratio. Start it with {@code harness/bench/run}.
 */
public final class Bench {

    private static final List<String> LABELS = List.of("billing", "shipping", "returns", "account", "technical");

    private Bench() {}

    public static void main(String... args) throws IOException, InterruptedException {
        if (args[0].equals("loop")) {
            loop(args[1], Integer.parseInt(args[2]));
            return;
        }
        String lab = args[0];
        int pairs = Integer.parseInt(args[1]);
        String other = System.getenv("LM_EVAL");
        HttpServer server = serve();
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
        for (String n : List.of(args).subList(2, args.length)) {
            Path folder = Files.createTempDirectory("lab-bench");
            write(folder, Integer.parseInt(n));
            for (int pair = 1; pair <= pairs; pair++) {
                Timed bare = Timed.run(
                        List.of(java(), "-cp", classes(), "Bench", "loop", url, n), Map.of(), folder);
                Timed run = Timed.run(
                        List.of(lab, "run", folder.resolve("lab.yaml").toString(), "--runtime", "openai", "--endpoint",
                                url, "--out", folder.resolve("out" + pair).toString(), "--limit", "all"),
                        Map.of(),
                        folder);
                System.out.printf(
                        Locale.ROOT,
                        "%s examples, pair %d: bare loop %s, lab run %s, ratio %.2f; the limit is %.2f s%n",
                        n, pair, bare, run, run.wall() / bare.wall(), 1.25 * bare.wall() + 1.5);
                if (other != null) {
                    Timed theirs = lmEval(other, url, folder, pair);
                    System.out.printf(
                            Locale.ROOT,
                            "%s examples, pair %d: lm-eval %s, %.1f times ours (processor %.1f times)%n",
                            n, pair, theirs, theirs.wall() / run.wall(), theirs.processor() / run.processor());
                }
            }
        }
        server.stop(0);
        System.exit(0);
    }

    /** One streamed call after another, as short as a client can be. */
    private static void loop(String url, int n) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        for (int i = 0; i < n; i++) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(url + "/chat/completions"))
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"model\":\"instant\",\"stream\":true,\"temperature\":0,"
                            + "\"messages\":[{\"role\":\"user\",\"content\":\"question " + i + "\"}]}"))
                    .build();
            client.send(request, HttpResponse.BodyHandlers.ofString());
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    private static String classes() {
        return System.getProperty("bench.classes");
    }

    /** Asks the same questions in the same words, one after the other. */
    private static Timed lmEval(String command, String url, Path folder, int pair)
            throws IOException, InterruptedException {
        return Timed.run(
                List.of(command, "run", "--model", "local-chat-completions", "--model_args",
                        "model=instant,base_url=" + url + "/chat/completions,num_concurrent=1,tokenizer_backend=None",
                        "--tasks", "bench", "--include_path", folder.toString(), "--apply_chat_template",
                        "--output_path", folder.resolve("lm-eval" + pair).toString(), "--log_samples"),
                Map.of("HF_HUB_OFFLINE", "1", "HF_DATASETS_OFFLINE", "1", "OPENAI_API_KEY", "none",
                        "HF_HOME", folder.resolve("hf").toString()),
                folder);
    }

    private static HttpServer serve() throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true"); // else each answer waits 40 ms for an acknowledgement
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(16));
        String models = "{\"object\":\"list\",\"data\":[{\"id\":\"instant\",\"object\":\"model\",\"owned_by\":\"bench\"}]}";
        server.createContext("/v1/models", exchange -> answer(exchange, "application/json", bytes(models)));
        String head = "data: {\"id\":\"1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"instant\",";
        String usage = "\"usage\":{\"prompt_tokens\":50,\"completion_tokens\":2,\"total_tokens\":52}}";
        byte[] streamed = bytes(head + "\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"billing\"},"
                + "\"finish_reason\":null}]}\n\n"
                + head + "\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n"
                + head + "\"choices\":[]," + usage + "\n\ndata: [DONE]\n\n");
        byte[] whole = bytes("{\"id\":\"1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"instant\",\"choices\":[{"
                + "\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"billing\"},\"finish_reason\":\"stop\"}],"
                + usage);
        server.createContext("/v1/chat/completions", exchange -> {
            boolean stream = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)
                    .matches("(?s).*\"stream\"\\s*:\\s*true.*");
            answer(exchange, stream ? "text/event-stream" : "application/json", stream ? streamed : whole);
        });
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static void write(Path folder, int n) throws IOException {
        Files.createDirectories(folder.resolve("data"));
        Files.write(folder.resolve("data/train.jsonl"), rows("t", 100));
        Files.write(folder.resolve("data/test.jsonl"), rows("s", n));
        Files.writeString(
                folder.resolve("data/dataset.yaml"),
                "name: bench\nlicence: CC0-1.0\nmade: by harness/bench\nfields: {id: a number, input: words, target: a label}\n");
        Files.writeString(
                folder.resolve("bench.yaml"),
                "task: bench\ndataset_path: json\ndataset_kwargs: {data_files: {test: "
                        + folder.resolve("data/test.jsonl") + "}}\ntest_split: test\noutput_type: generate_until\n"
                        + "description: \"Classify into one of: " + String.join(", ", LABELS) + ".\"\n"
                        + "doc_to_text: \"{{input}}\"\ndoc_to_target: \"{{target}}\"\n"
                        + "generation_kwargs: {max_gen_toks: 16, temperature: 0, until: [\"\\n\"]}\n"
                        + "metric_list: [{metric: exact_match, aggregation: mean, higher_is_better: true}]\n");
        Files.writeString(folder.resolve("zero.txt"), "Classify into one of: {labels}.");
        Files.writeString(
                folder.resolve("lab.yaml"),
                "lab: bench\ntitle: bench\ntask: {type: classification, labels: [" + String.join(", ", LABELS)
                        + "]}\ndataset: data\nmodel: instant\nbaseline: prompt\n"
                        + "modes:\n  prompt: {technique: prompt, system: zero.txt}\n");
    }

    /** Words that no two rows share, so that the leakage check finds nothing. */
    private static List<String> rows(String prefix, int n) {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            StringBuilder input = new StringBuilder();
            for (int word = 0; word < 25; word++) {
                long mixed = (prefix.hashCode() * 1_000_003L + i) * 6_364_136_223_846_793_005L + word * 1_442_695_040L;
                input.append(Long.toString(Math.floorMod(mixed, 60_466_176L), 36)).append(' ');
            }
            rows.add("{\"id\": \"" + prefix + i + "\", \"input\": \"" + input.toString().strip() + "\", \"target\": \""
                    + LABELS.get(i % LABELS.size()) + "\"}");
        }
        return rows;
    }
}
