package org.adaptationlab.run.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.run.FakeRuntime;
import org.adaptationlab.run.Fixtures;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptionsWatchTest {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 16, 512);

    private final OptionsWatch watch = new OptionsWatch();
    private final FakeRuntime runtime = new FakeRuntime(request -> "apple");

    @Test
    void catchesOtherOptionsInOneMode() throws GenerationException {
        ask("prompt", OPTIONS, "{}");
        ask("lora", OPTIONS, "{}");
        ask("lora", new SamplingOptions(0.7, 42, 16, 512), "{}");

        GuardResult found = watch.check(mode -> false);

        assertThat(found.name()).isEqualTo("same-options");
        assertThat(found.status()).isEqualTo(Status.STOP);
        assertThat(found.detail()).contains("lora under").contains("temperature 0.7");
    }

    @Test
    void warnsWhereOnlySomeModesAreLimitedToTheLabels() throws GenerationException {
        ask("prompt", OPTIONS, "{}");
        ask("lora", OPTIONS, null);

        assertThat(watch.check(mode -> false).status()).isEqualTo(Status.WARN);
        assertThat(watch.check(mode -> false).detail()).contains("lora may write anything");
        assertThat(watch.check(mode -> mode.equals("lora")).status())
                .as("a control is there for that")
                .isEqualTo(Status.PASS);
    }

    @Test
    void passesTheSameOptionsInAllModes() throws GenerationException {
        ask("prompt", OPTIONS, "{}");
        ask("lora", OPTIONS, "{}");

        assertThat(watch.check(mode -> false).status()).isEqualTo(Status.PASS);
    }

    private void ask(String mode, SamplingOptions options, @Nullable String schema) throws GenerationException {
        try (ServedModel model = new WatchedModel(mode, runtime.serve(Fixtures.base(), null, options), watch)) {
            model.generate(new GenerationRequest(List.of(new ChatMessage(Role.USER, "red?")), options, schema));
        }
    }
}
