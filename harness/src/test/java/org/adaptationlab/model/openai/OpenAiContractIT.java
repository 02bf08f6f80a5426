package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.FaultProxy;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ModelRuntimeContract;
import org.adaptationlab.model.OllamaFixture;
import org.adaptationlab.model.OllamaHost;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.ollama.OllamaRuntime;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against the OpenAI-compatible route of a real Ollama. Base and adapter get there over Ollama's own, and are made into
 * models without its repeat penalty, which the route has no field for.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OpenAiContractIT implements ModelRuntimeContract {

    private OllamaHost server;
    private OllamaFixture ollama;
    private OpenAiRuntime runtime;
    private BaseModel base;
    private ServedModel served;
    private AdapterRef adapter;

    @BeforeAll
    void serve(@TempDir Path folder) throws Exception {
        server = OllamaHost.require();
        ollama = new OllamaFixture(server.endpoint(), folder);
        ollama.runtime.serve(ollama.base, ollama.adapter, OPTIONS).close();
        neutral("adaptation-lab/it-openai-base", given(1));
        neutral("adaptation-lab/it-openai-adapter", given(2));
        runtime = openAi(server.endpoint());
        base = runtime.find("adaptation-lab/it-openai-base").orElseThrow();
        adapter = new AdapterRef.Served("adaptation-lab/it-openai-adapter");
        served = runtime.serve(base, null, OPTIONS);
    }

    private void neutral(String name, String from) throws IOException, InterruptedException {
        String body = "{\"model\":\"" + name + "\",\"from\":\"" + from
                + "\",\"parameters\":{\"repeat_penalty\":1,\"num_ctx\":2048},\"stream\":false}";
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(server.endpoint() + "/api/create"))
                                .POST(BodyPublishers.ofString(body))
                                .build(),
                        BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static OpenAiRuntime openAi(URI ollama) {
        return OpenAiRuntime.of(ollama + "/v1", Map.of(), CallSettings.with(RetryPolicy.brief()));
    }

    /** The name that Ollama has the base under (with one digest in it), or the adapter (with two). */
    private String given(int digests) {
        return ollama.runtime.kept().stream()
                .filter(OllamaRuntime.Kept::given)
                .map(OllamaRuntime.Kept::name)
                .filter(name -> name.matches("adaptation-lab/it-smollm2(-[0-9a-f]{12}){" + digests + "}:latest"))
                .findFirst()
                .orElseThrow();
    }

    @AfterAll
    void close() {
        if (ollama != null) {
            ollama.close();
        }
        if (server != null) {
            server.close();
        }
    }

    @Override
    public ModelRuntime runtime() {
        return runtime;
    }

    @Override
    public BaseModel base() {
        return base;
    }

    @Override
    public ServedModel served() {
        return served;
    }

    @Override
    public AdapterRef adapter() {
        return adapter;
    }

    @Override
    public Victim victim() {
        try {
            FaultProxy proxy = new FaultProxy(server.endpoint());
            return new Victim(openAi(proxy.endpoint()).serve(base, null, OPTIONS), proxy::goAway);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<Ability> lacks() {
        return Set.of(Ability.SERVER_DURATIONS, Ability.GIVEN_WEIGHTS, Ability.RESTART);
    }
}
