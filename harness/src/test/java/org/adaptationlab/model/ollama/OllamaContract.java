package org.adaptationlab.model.ollama;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ModelRuntimeContract;
import org.adaptationlab.model.OllamaFixture;
import org.adaptationlab.model.ServedModel;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The contract held by a real Ollama; a class for each version and place. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class OllamaContract implements ModelRuntimeContract {

    private @Nullable Server server;
    private OllamaFixture ollama;

    /** A server that runs, and what ends it. */
    record Server(URI endpoint, Runnable end) {}

    /** Starts the server; the test is skipped, or fails where it is required, when there is none. */
    abstract Server start();

    @BeforeAll
    void serve(@TempDir Path folder) throws IOException {
        server = start();
        ollama = new OllamaFixture(server.endpoint(), folder);
    }

    @AfterAll
    void close() {
        if (ollama != null) {
            ollama.close();
        }
        if (server != null) {
            server.end().run();
        }
    }

    @Override
    public ModelRuntime runtime() {
        return ollama.runtime;
    }

    @Override
    public BaseModel base() {
        return ollama.base;
    }

    @Override
    public ServedModel served() {
        return ollama.served;
    }

    @Override
    public AdapterRef adapter() {
        return ollama.adapter;
    }

    @Override
    public Victim victim() {
        return ollama.victim();
    }

    @Override
    public Set<Ability> lacks() {
        return OllamaFixture.LACKS;
    }
}
