package org.adaptationlab.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.lab.PromptText;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.run.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RunPlanTest {

    @TempDir
    private Path folder;

    private RunPlan plan(AdaptationSpec adaptation, ServerSettings server) {
        List<ModeDefinition> modes = List.of(new ModeDefinition("one", false, adaptation));
        return new RunPlan(
                Fixtures.lab(folder, null, modes),
                Fixtures.dataset(folder),
                Fixtures.base(),
                "fake",
                "1",
                modes,
                Fixtures.dataset(folder).train(),
                Fixtures.dataset(folder).test(),
                new SamplingOptions(0, 42, 16, 512),
                2,
                1,
                server);
    }

    /** Plans with bare shots are what they were, those whose shots now have a form are others. */
    @Test
    void theIdentityOfAPlanWhoseShotsAreBareStays() {
        String bare = plan(new PromptSpec(Fixtures.PROMPT, true, 2), ServerSettings.NONE)
                .digest();
        String framed = plan(
                        new PromptSpec(new PromptText("Sort into {labels}.", "Q: {input}"), true, 2),
                        ServerSettings.NONE)
                .digest();

        assertThat(framed).isNotEqualTo(bare);
        assertThat(plan(new PromptSpec(Fixtures.PROMPT, true, 2), ServerSettings.NONE)
                        .digest())
                .isEqualTo(bare);
    }

    @Test
    void howTheServerIsAskedIsPartOfTheIdentity() {
        PromptSpec prompt = new PromptSpec(Fixtures.PROMPT, true, 0);

        assertThat(plan(prompt, new ServerSettings(List.of("seed"), false, null, "{}"))
                        .digest())
                .isNotEqualTo(plan(prompt, ServerSettings.NONE).digest());
    }

    @Test
    void aModeIsMeasuredOnceForEachOfItsAdapters() {
        List<MeasuredMode> measured = MeasuredMode.of(List.of(
                new ModeDefinition("prompt", false, new PromptSpec(Fixtures.PROMPT, true, 0)),
                new ModeDefinition("lora", false, Fixtures.lora(List.of(1L, 2L)))));

        assertThat(measured)
                .extracting(MeasuredMode::label)
                .containsExactly("prompt", "lora (seed 1)", "lora (seed 2)");
        assertThat(plan(Fixtures.lora(List.of(1L, 2L)), ServerSettings.NONE).calls())
                .isEqualTo(2 * 8 * 2);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1000, 0",
        "10, 5, 10",
        "3, 100000, 3",
        "2%, 1000, 20",
        "2 %, 10, 0",
        "0.5%, 1000, 5",
        "100%, 7, 7",
        "' 4 ', 9, 4"
    })
    void someCallsMayFail(String text, int calls, int allowed) {
        assertThat(FailureLimit.parse(text).orElseThrow().of(calls)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "-1", "101%", "1e3", "ten", "1.5", "9999999999"})
    void othersAreNoLimit(String text) {
        assertThat(FailureLimit.parse(text)).isEmpty();
    }

    @Test
    void usuallyTenMayFailAndOfLargeRunsOneInAHundred() {
        assertThat(FailureLimit.USUAL.of(50)).isEqualTo(10);
        assertThat(FailureLimit.USUAL.of(5_000)).isEqualTo(50);
    }
}
