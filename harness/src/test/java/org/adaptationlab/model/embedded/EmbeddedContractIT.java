package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.Requirement;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ModelRuntimeContract;
import org.adaptationlab.model.NoiseAdapter;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.TokenizerContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EmbeddedContractIT implements ModelRuntimeContract {

    private final EmbeddedRuntime runtime = new EmbeddedRuntime("test");
    private BaseModel base;
    private ServedModel served;
    private AdapterRef adapter;

    @BeforeAll
    void serve(@TempDir Path folder) throws IOException {
        base = new BaseModel("smollm2", "unknown", "Q4_1", Requirement.model());
        served = runtime.serve(base, null, OPTIONS);
        adapter = new AdapterRef.Weights(NoiseAdapter.in(folder));
    }

    @AfterAll
    void close() {
        runtime.close();
    }

    @Test
    void showsItsTokenizer() throws GenerationException {
        try (ChatTokenizer tokenizer = runtime.tokenizer(base, OPTIONS).orElseThrow()) {
            TokenizerContract.check(tokenizer, served);
            assertThat(tokenizer.identity())
                    .isEqualTo(runtime.tokenizerIdentity().orElseThrow())
                    .isEqualTo("llama.cpp b4916");
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
        EmbeddedModel victim = (EmbeddedModel) runtime.serve(base, null, LONG);
        return new Victim(victim, () -> victim.processHandle().destroyForcibly());
    }
}
