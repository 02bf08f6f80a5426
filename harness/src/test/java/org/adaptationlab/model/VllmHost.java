package org.adaptationlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.adaptationlab.Requirement;

/**
 * A real vLLM on the CPU, started for a test from the command that {@code LAB_TEST_VLLM} names, with the default model in
 * the form it reads: the folder that {@code LAB_TEST_VLLM_MODEL} names.
 */
public final class VllmHost implements AutoCloseable {

    /** What it calls the model. */
    public static final String MODEL = "smollm2";

    private static final Duration LIMIT = Duration.ofMinutes(4);
    private static final String REMEDY =
            "set LAB_TEST_VLLM to the path of its command, and LAB_TEST_VLLM_MODEL to a folder with the model";

    private final StartedServer server;

    private VllmHost(StartedServer server) {
        this.server = server;
    }

    /**
     * The server; the test is skipped, or fails where it is required, when there is no vLLM.
     *
     * @param contextTokens the longest prompt and answer
     */
    public static VllmHost require(int contextTokens) {
        Path command = setting("LAB_TEST_VLLM");
        Path model = setting("LAB_TEST_VLLM_MODEL");
        return new VllmHost(
                StartedServer.start((port, folder) -> command(command, model, contextTokens, port), "/health", LIMIT));
    }

    private static Path setting(String name) {
        return Requirement.found(
                "vllm",
                () -> Requirement.setting(name)
                        .filter(value -> !value.isEmpty())
                        .map(Path::of)
                        .filter(Files::exists),
                REMEDY);
    }

    private static ProcessBuilder command(Path command, Path model, int contextTokens, int port) {
        ProcessBuilder builder = new ProcessBuilder(
                command.toString(),
                "serve",
                model.toString(),
                "--served-model-name",
                MODEL,
                "--host",
                "127.0.0.1",
                "--port",
                Integer.toString(port),
                "--max-model-len",
                Integer.toString(contextTokens),
                "--dtype",
                "float32",
                "--enforce-eager",
                "--enable-lora",
                "--max-lora-rank",
                "16",
                "--enable-prompt-tokens-details");
        builder.environment().put("VLLM_ALLOW_RUNTIME_LORA_UPDATING", "True");
        builder.environment().put("VLLM_CPU_KVCACHE_SPACE", "1");
        builder.environment().put("VLLM_NO_USAGE_STATS", "1");
        builder.environment().put("HF_HUB_OFFLINE", "1");
        return builder;
    }

    /** Without a path. */
    public URI address() {
        return server.endpoint();
    }

    /** Its OpenAI-compatible route. */
    public URI endpoint() {
        return of(address());
    }

    /** The OpenAI-compatible route of a vLLM, or of what stands before it. */
    public static URI of(URI address) {
        return URI.create(address + "/v1");
    }

    /** Has it load an adapter, which then is a model of this name. */
    public void load(String name, Path peftFolder) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(endpoint() + "/load_lora_adapter"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "{\"lora_name\":\"" + name + "\",\"lora_path\":\"" + peftFolder + "\"}"))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
