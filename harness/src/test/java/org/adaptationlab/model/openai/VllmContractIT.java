package org.adaptationlab.model.openai;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.PeftFolder;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.FaultProxy;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ModelRuntimeContract;
import org.adaptationlab.model.NoiseAdapter;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.VllmHost;
import org.adaptationlab.model.call.CallSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against a real vLLM, which loads the adapter while it runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VllmContractIT implements ModelRuntimeContract {

    private static final int HEADS = 9; // of SmolLM2-135M
    private static final int KV_HEADS = 3;

    private VllmHost server;
    private OpenAiRuntime runtime;
    private BaseModel base;
    private ServedModel served;

    @BeforeAll
    void serve(@TempDir Path folder) throws IOException {
        server = VllmHost.require(OPTIONS.contextTokens());
        AdapterFile adapter = AdapterFile.open(NoiseAdapter.in(folder));
        server.load("noise", PeftFolder.of(adapter, HEADS, KV_HEADS).write(folder.resolve("peft")));
        runtime = openAi(server.endpoint());
        base = runtime.find(VllmHost.MODEL).orElseThrow();
        served = runtime.serve(base, null, OPTIONS);
    }

    private static OpenAiRuntime openAi(URI endpoint) {
        return OpenAiRuntime.of(endpoint.toString(), Map.of(), CallSettings.with(RetryPolicy.brief()));
    }

    @AfterAll
    void close() {
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
        return new AdapterRef.Served("noise");
    }

    @Override
    public Victim victim() {
        try {
            FaultProxy proxy = new FaultProxy(server.address());
            return new Victim(openAi(VllmHost.of(proxy.endpoint())).serve(base, null, OPTIONS), proxy::goAway);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Set<Ability> lacks() {
        return Set.of(Ability.SERVER_DURATIONS, Ability.GIVEN_WEIGHTS, Ability.RESTART);
    }
}
