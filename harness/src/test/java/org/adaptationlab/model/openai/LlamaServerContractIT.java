package org.adaptationlab.model.openai;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.adaptationlab.Requirement;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.LlamaServerHost;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ModelRuntimeContract;
import org.adaptationlab.model.NoiseAdapter;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.TokenizerContract;
import org.adaptationlab.model.call.CallSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Against a real llama-server that the runtime starts. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LlamaServerContractIT implements ModelRuntimeContract {

    private LlamaServerRuntime runtime;
    private LlamaServerRuntime ofVictims;
    private BaseModel base;
    private ServedModel served;
    private AdapterRef adapter;

    @BeforeAll
    void serve(@TempDir Path folder) throws IOException {
        Path program = LlamaServerHost.program();
        runtime = LlamaServerRuntime.starting(program, Map.of(), CallSettings.with(RetryPolicy.NONE));
        ofVictims = LlamaServerRuntime.starting(program, Map.of(), CallSettings.with(RetryPolicy.NONE));
        base = new BaseModel("smollm2", "unknown", "Q4_1", Requirement.model());
        adapter = new AdapterRef.Weights(NoiseAdapter.in(folder));
        runtime.serve(base, adapter, OPTIONS).close();
        served = runtime.serve(base, null, OPTIONS);
    }

    @AfterAll
    void close() {
        if (runtime != null) {
            runtime.close();
            ofVictims.close();
        }
    }

    @Test
    void showsItsTokenizer() throws GenerationException {
        try (ChatTokenizer tokenizer = ofVictims.tokenizer(base, OPTIONS).orElseThrow()) {
            TokenizerContract.check(tokenizer, served);
            assertThat(tokenizer.identity()).startsWith("llama.cpp b");
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
        return new Victim(ofVictims.serve(base, null, LONG), ofVictims::release);
    }
}
