package org.adaptationlab.model.ollama;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ModelRuntimeContract;
import org.adaptationlab.model.OllamaFixture;
import org.adaptationlab.model.OllamaHost;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.TestedOllama;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OllamaNewHostContractIT implements ModelRuntimeContract {

    private OllamaHost server;
    private OllamaFixture ollama;

    @BeforeAll
    void serve(@TempDir Path folder) throws IOException {
        server = OllamaHost.require(TestedOllama.NEW);
        ollama = new OllamaFixture(server.endpoint(), folder);
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
