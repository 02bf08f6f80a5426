package org.adaptationlab.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.adaptationlab.Requirement;

/** Chromium without a window, driven over the DevTools protocol on a loopback port. */
final class HeadlessBrowser implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final int SECONDS = 60;

    private final Process process;
    private final WebSocket socket;
    private final BlockingQueue<String> received;
    private final List<String> complaints = new ArrayList<>();
    private int calls;
    private String session = "";

    private HeadlessBrowser(Process process, WebSocket socket, BlockingQueue<String> received) {
        this.process = process;
        this.socket = socket;
        this.received = received;
    }

    /** Starts the browser that is on the path or that {@code LAB_TEST_BROWSER} names. */
    static HeadlessBrowser start(Path scratch) throws IOException, InterruptedException {
        Path binary = Requirement.found(
                "browser", HeadlessBrowser::installed, "install Chromium, or set LAB_TEST_BROWSER to its path");
        Path log = scratch.resolve("browser.log");
        Process process = new ProcessBuilder(
                        binary.toString(),
                        "--headless=new",
                        "--no-sandbox", // in a container its own sandbox has no rights; it only opens our files
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--no-first-run",
                        "--hide-scrollbars",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--remote-debugging-port=0",
                        "--user-data-dir=" + scratch.resolve("profile"),
                        "about:blank")
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(
                        address(scratch.resolve("profile").resolve("DevToolsActivePort"), process, log),
                        new Texts(received))
                .join();
        HeadlessBrowser browser = new HeadlessBrowser(process, socket, received);
        browser.attach();
        return browser;
    }

    private static Optional<Path> installed() {
        String named = System.getenv("LAB_TEST_BROWSER");
        Stream<Path> onPath = Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)));
        return (named == null ? onPath : Stream.of(Path.of(named)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The browser writes its port and path into a file once it listens. */
    private static URI address(Path file, Process process, Path log) throws IOException, InterruptedException {
        for (int i = 0; i < SECONDS * 10 && process.isAlive(); i++) {
            List<String> lines = Files.exists(file) ? Files.readAllLines(file) : List.of();
            if (lines.size() > 1) {
                return URI.create("ws://127.0.0.1:" + lines.get(0) + lines.get(1));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        process.destroyForcibly();
        throw new IOException("the browser did not start: " + Files.readString(log));
    }

    private void attach() throws IOException, InterruptedException {
        String target = call("Target.createTarget", Map.of("url", "about:blank"))
                .get("targetId")
                .asText();
        session = call("Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asText();
        call("Page.enable", Map.of());
        call("Runtime.enable", Map.of());
        call("Log.enable", Map.of());
        call("Network.enable", Map.of());
    }

    /** Sets the size of the window in CSS pixels and the colour scheme, {@code light} or {@code dark}. */
    void show(int width, int height, String scheme) throws IOException, InterruptedException {
        call(
                "Emulation.setDeviceMetricsOverride",
                Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
        call(
                "Emulation.setEmulatedMedia",
                Map.of("media", "", "features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
    }

    /** Shows pages as they are printed, until the next {@link #show}. */
    void showOnPaper() throws IOException, InterruptedException {
        call("Emulation.setEmulatedMedia", Map.of("media", "print"));
    }

    /** What the page tells those who do not see it, a node each; what it hides from them is left out. */
    List<JsonNode> accessibility() throws IOException, InterruptedException {
        List<JsonNode> nodes = new ArrayList<>();
        call("Accessibility.getFullAXTree", Map.of()).get("nodes").forEach(node -> {
            if (!node.path("ignored").asBoolean()) {
                nodes.add(node);
            }
        });
        return nodes;
    }

    /** Lets pages run their scripts, or not. */
    void allowScripts(boolean allowed) throws IOException, InterruptedException {
        call("Emulation.setScriptExecutionDisabled", Map.of("value", !allowed));
    }

    /** Opens a file and waits until it is loaded. */
    void open(Path page) throws IOException, InterruptedException {
        complaints.clear();
        call("Page.navigate", Map.of("url", page.toUri().toString()));
        await("Page.loadEventFired");
    }

    /** The value of an expression in the page. */
    JsonNode evaluate(String expression) throws IOException, InterruptedException {
        JsonNode answer = call("Runtime.evaluate", Map.of("expression", expression, "returnByValue", true));
        if (answer.has("exceptionDetails")) {
            throw new IOException(expression + ": " + answer.get("exceptionDetails"));
        }
        return answer.get("result").path("value");
    }

    /** What the page printed as errors, threw, was refused or asked of the network since it was opened. */
    List<String> complaints() {
        return List.copyOf(complaints);
    }

    /** What is in the window as a PNG. */
    byte[] screenshot() throws IOException, InterruptedException {
        return Base64.getDecoder()
                .decode(call("Page.captureScreenshot", Map.of("format", "png"))
                        .get("data")
                        .asText());
    }

    /** The page as it would be printed, a PDF. */
    byte[] print() throws IOException, InterruptedException {
        return Base64.getDecoder()
                .decode(call("Page.printToPDF", Map.of("printBackground", true))
                        .get("data")
                        .asText());
    }

    private JsonNode call(String method, Map<String, Object> parameters) throws IOException, InterruptedException {
        ObjectNode request = JSON.createObjectNode();
        request.put("id", ++calls).put("method", method).set("params", JSON.valueToTree(parameters));
        if (!session.isEmpty()) {
            request.put("sessionId", session);
        }
        socket.sendText(request.toString(), true).join();
        while (true) {
            JsonNode message = next();
            if (message.path("id").asInt() == calls) {
                if (message.has("error")) {
                    throw new IOException(method + ": " + message.get("error"));
                }
                return message.get("result");
            }
        }
    }

    private void await(String event) throws IOException, InterruptedException {
        String last;
        do {
            last = next().path("method").asText();
        } while (!last.equals(event));
    }

    private JsonNode next() throws IOException, InterruptedException {
        String text = received.poll(SECONDS, TimeUnit.SECONDS);
        if (text == null) {
            throw new IOException("the browser says nothing any more");
        }
        JsonNode message = JSON.readTree(text);
        JsonNode parameters = message.path("params");
        switch (message.path("method").asText()) {
            case "Runtime.exceptionThrown", "Log.entryAdded" -> complaints.add(parameters.toString());
            case "Runtime.consoleAPICalled" -> {
                if (List.of("error", "warning").contains(parameters.path("type").asText())) {
                    complaints.add(parameters.toString());
                }
            }
            case "Network.requestWillBeSent" -> {
                String url = parameters.path("request").path("url").asText();
                if (!url.startsWith("file:")) {
                    complaints.add("asked for " + url);
                }
            }
            default -> {}
        }
        return message;
    }

    @Override
    public void close() {
        socket.abort();
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit()
                .orTimeout(SECONDS, TimeUnit.SECONDS)
                .handle((ended, late) -> process.destroyForcibly())
                .join();
    }

    /** Puts the parts of messages together. */
    private static final class Texts implements WebSocket.Listener {

        private final BlockingQueue<String> received;
        private final StringBuilder message = new StringBuilder();

        Texts(BlockingQueue<String> received) {
            this.received = received;
        }

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            message.append(data);
            if (last) {
                received.add(message.toString());
                message.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
