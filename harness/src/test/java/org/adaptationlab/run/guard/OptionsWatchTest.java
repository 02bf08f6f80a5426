package org.adaptationlab.run.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.Generation;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.Timings;
import org.adaptationlab.model.TokenUsage;
import org.adaptationlab.result.RunFixture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OptionsWatchTest {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 16, 512);

    private final Set<String> controls = new HashSet<>();
    private final OptionsWatch watch = new OptionsWatch(controls::contains);

    @Test
    void catchesOtherOptionsInOneMode() {
        ask("prompt", OPTIONS, "{}");
        ask("lora", OPTIONS, "{}");
        ask("lora", new SamplingOptions(0.7, 42, 16, 512), "{}");

        GuardResult found = found();

        assertThat(found.name()).isEqualTo("same-options");
        assertThat(found.status()).isEqualTo(Status.STOP);
        assertThat(found.detail()).contains("lora under").contains("temperature 0.7");
    }

    @Test
    void warnsWhereOnlySomeModesAreLimitedToTheLabels() {
        ask("prompt", OPTIONS, "{}");
        ask("lora", OPTIONS, null);

        assertThat(found().status()).isEqualTo(Status.WARN);
        assertThat(found().detail()).contains("lora may write anything");
        controls.add("lora");
        assertThat(found().status()).as("a control is there for that").isEqualTo(Status.PASS);
    }

    @Test
    void passesTheSameOptionsInAllModes() {
        ask("prompt", OPTIONS, "{}");
        ask("lora", OPTIONS, "{}");

        assertThat(found().status()).isEqualTo(Status.PASS);
    }

    @Test
    void seedsCachesAdaptersAndQuestionsAreNoOptions() {
        String one =
                "{'model':'m','messages':[1],'options':{'seed':1,'top_k':0},'cache_salt':'a','lora':[1],'format':{'x':1}}";
        ask("prompt", OPTIONS, "{}", one.replace('\'', '"'));
        ask("lora", OPTIONS, "{}", one.replace("1", "2").replace('\'', '"'));

        assertThat(found().status()).isEqualTo(Status.PASS);
    }

    @Test
    void saysWhichFieldOfARequestWasLeftOutInTheMiddle() {
        ask("prompt", OPTIONS, "{}", "{\"top_p\":1.0,\"options\":{\"top_k\":0}}");
        ask("lora", OPTIONS, "{}", "{\"options\":{\"top_k\":0}}");

        assertThat(found().status()).isEqualTo(Status.STOP);
        assertThat(found().detail())
                .contains("top_p is 1.0 in prompt, left out in lora")
                .doesNotContain("top_k");
    }

    private void ask(String mode, SamplingOptions options, @Nullable String schema) {
        ask(mode, options, schema, "");
    }

    private void ask(String mode, SamplingOptions options, @Nullable String schema, String body) {
        watch.answered(
                mode,
                new GenerationRequest(List.of(new ChatMessage(Role.USER, "red?")), options, schema),
                new Generation(
                        "a",
                        Generation.Finish.STOP,
                        Generation.Thinking.NONE,
                        new TokenUsage(null, null),
                        new Timings(null, null, null, null, null),
                        0,
                        body));
    }

    private GuardResult found() {
        return watch.after(RunFixture.tickets()).get(0);
    }
}
