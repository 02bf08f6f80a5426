package org.adaptationlab.model.ollama;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.FaultProxy;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.OllamaFixture;
import org.adaptationlab.model.OllamaHost;
import org.adaptationlab.model.RetryPolicy;
import org.adaptationlab.model.call.CallLimits;
import org.adaptationlab.model.call.CallSettings;
import org.adaptationlab.model.call.ChatCaller;
import org.adaptationlab.model.call.RequestRules;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Faults between the client and a real Ollama. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class OllamaFaultsIT {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 24, 1024);

    private OllamaHost server;
    private OllamaFixture ollama;
    private FaultProxy proxy;
    private ChatCaller client;
    private String model;
    private String undisturbed;

    @BeforeAll
    void serve(@TempDir Path folder) throws Exception {
        server = OllamaHost.require();
        ollama = new OllamaFixture(server.endpoint(), folder);
        proxy = new FaultProxy(server.endpoint());
        client = OllamaChat.caller(
                proxy.endpoint(),
                new CallSettings(
                        new CallLimits(Duration.ofSeconds(5), Duration.ofMinutes(2), Duration.ofSeconds(1)),
                        new RetryPolicy(
                                Duration.ofSeconds(6),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(4),
                                pause -> Thread.sleep(pause.toMillis()),
                                words -> {}),
                        RequestRules.none()));
        model = ollama.runtime.kept().get(0).name();
        undisturbed = ask().text();
    }

    @AfterAll
    void close() throws IOException {
        if (proxy != null) {
            proxy.close();
        }
        if (ollama != null) {
            ollama.close();
        }
        if (server != null) {
            server.close();
        }
    }

    private Generation ask() throws GenerationException {
        List<ChatMessage> messages = List.of(
                new ChatMessage(Role.SYSTEM, "You are helpful."), new ChatMessage(Role.USER, "Tell me a long story."));
        return client.generate(model, new GenerationRequest(messages, OPTIONS, null));
    }

    private GenerationException failure() {
        return catchThrowableOfType(GenerationException.class, this::ask);
    }

    @Test
    void aRetryGivesTheSameAnswerAndItsPauseIsNotMeasured() throws Exception {
        proxy.then(FaultProxy.status(503, "loading model"));
        long start = System.nanoTime();

        Generation answer = ask();

        double wallMs = (System.nanoTime() - start) / 1e6;
        assertThat(answer.text()).isEqualTo(undisturbed);
        assertThat(answer.retries()).isEqualTo(1);
        assertThat(answer.timings().totalMs()).isLessThan(wallMs - 1900);
    }

    @Test
    void aBrokenAnswerFailsAndTheNextIsWhole() throws Exception {
        proxy.then(
                FaultProxy.resetAfter(3),
                FaultProxy.cutAfter(3),
                FaultProxy.garbageAfter(3),
                FaultProxy.stallAfter(3),
                FaultProxy.status(404, "no such model"));

        assertThat(failure()).hasMessageContaining("broke in the middle of the answer");
        assertThat(failure()).hasMessageContaining("ended after 3 lines without its final one");
        assertThat(failure()).hasMessageContaining("not of the protocol: <html>");
        assertThat(failure()).hasMessageContaining("no further line came after 3 lines");
        assertThat(failure()).hasMessageContaining("HTTP 404: no such model");
        assertThat(ask().text()).isEqualTo(undisturbed);
    }
}
