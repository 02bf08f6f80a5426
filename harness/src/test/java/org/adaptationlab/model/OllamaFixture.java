package org.adaptationlab.model;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.adaptationlab.Requirement;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.model.ModelRuntimeContract.Ability;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.ollama.OllamaRuntime;

/** The default model and an adapter on an Ollama, as the contract's tests need them. */
public final class OllamaFixture implements AutoCloseable {

    public static final Set<Ability> LACKS = Set.of(Ability.RESTART);

    public final OllamaRuntime runtime;
    public final BaseModel base;
    public final ServedModel served;
    public final AdapterRef adapter;
    private final URI endpoint;

    /** @param folder for the adapter's file */
    public OllamaFixture(URI endpoint, Path folder) throws IOException {
        Path file = Requirement.model();
        this.endpoint = endpoint;
        runtime = runtime(endpoint);
        base = new BaseModel("it-smollm2", Sha256.ofFile(file), "Q4_1", file);
        adapter = new AdapterRef.Weights(NoiseAdapter.in(folder));
        served = runtime.serve(base, null, ModelRuntimeContract.OPTIONS);
    }

    /** A model behind a proxy that goes away; to a client that is a server that does. */
    public ModelRuntimeContract.Victim victim() {
        try {
            FaultProxy proxy = new FaultProxy(endpoint);
            OllamaRuntime behind = runtime(proxy.endpoint());
            return new ModelRuntimeContract.Victim(
                    behind.serve(base, null, ModelRuntimeContract.OPTIONS), proxy::goAway);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes away what the tests gave to the server. */
    @Override
    public void close() {
        served.close();
        runtime.prune();
    }

    /** A runtime of the server at this address. */
    public static OllamaRuntime runtime(URI endpoint) {
        return new OllamaRuntime(
                endpoint,
                CallSettings.with(RetryPolicy.brief()),
                new OllamaRuntime.Place(
                        Path.of(System.getProperty("java.io.tmpdir"), "adaptation-lab-merged"), false, words -> {}));
    }
}
