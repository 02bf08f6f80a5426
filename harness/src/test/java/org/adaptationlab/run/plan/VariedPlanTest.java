package org.adaptationlab.run.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.ClassifierSpec;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.Variation;
import org.adaptationlab.lab.Variation.Setting;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.run.FakeRuntime;
import org.adaptationlab.run.Fixtures;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariedPlanTest {

    @TempDir
    private Path folder;

    @Test
    void measuresAModeOnlyWhereSomethingAboutItHasChanged() {
        List<VariedPlan> plans = plans(new Variation(Setting.TRAINING_EXAMPLES, List.of("2", "4", "10")));

        assertThat(plans.get(0).plan().modes())
                .extracting(ModeDefinition::name)
                .containsExactly("prompt", "few-shot", "nearest", "lora", "embedding", "majority");
        assertThat(plans.get(1).plan().modes())
                .extracting(ModeDefinition::name)
                .containsExactly("few-shot", "nearest", "lora", "embedding");
        // three shots and four examples are not more of a larger pool
        assertThat(plans.get(2).plan().modes())
                .extracting(ModeDefinition::name)
                .containsExactly("nearest", "embedding");
        assertThat(plans.get(2).measuredAt())
                .isEqualTo(Map.of(
                        "prompt", "2",
                        "few-shot", "4",
                        "nearest", "10",
                        "lora", "4",
                        "embedding", "10",
                        "majority", "2"));
    }

    @Test
    void drawsNestedPoolsAndKeepsTheTestExamples() {
        List<VariedPlan> plans = plans(new Variation(Setting.TRAINING_EXAMPLES, List.of("10", "2", "4")));

        List<Example> all = plans.get(0).plan().pool();
        assertThat(all).hasSize(10);
        assertThat(plans.get(1).plan().pool()).isEqualTo(all.subList(0, 2));
        assertThat(plans.get(2).plan().pool()).isEqualTo(all.subList(0, 4));
        assertThat(plans)
                .allSatisfy(plan -> assertThat(plan.plan().examples())
                        .isEqualTo(plans.get(0).plan().examples()));
    }

    @Test
    void givesEachValueAPlanOfItsOwn() {
        List<VariedPlan> plans = plans(new Variation(Setting.SHOTS, List.of("1", "2")));

        assertThat(plans.get(0).plan().digest())
                .isNotEqualTo(plans.get(1).plan().digest());
        assertThat(plans.get(1).plan().modes()).extracting(ModeDefinition::name).containsExactly("few-shot");
        assertThat(plans.get(1).plan().lab().title()).isEqualTo("Apples or pears? (shots 2)");
        assertThat(plans.get(0).plan().lab().digest())
                .isEqualTo(plans.get(1).plan().lab().digest());
    }

    @Test
    void trainsOneAdapterPerSeed() {
        List<VariedPlan> plans = plans(new Variation(Setting.ADAPTER_SEEDS, List.of("5", "6")));

        assertThat(MeasuredMode.of(plans.get(1).plan().modes()))
                .extracting(MeasuredMode::adapterSeed)
                .containsExactly(6L);
    }

    @Test
    void asksEachModelInEveryModeButThoseThatAskNone() {
        List<VariedPlan> plans = plans(new Variation(Setting.MODEL, List.of("small", "large:8b")));

        assertThat(plans.get(0).plan().base().name()).isEqualTo("small");
        assertThat(plans.get(0).plan().modes()).hasSize(6);
        assertThat(plans.get(1).plan().base().name()).isEqualTo("large:8b");
        assertThat(plans.get(1).plan().lab().title()).isEqualTo("Apples or pears? (model large:8b)");
        assertThat(plans.get(1).plan().modes())
                .extracting(ModeDefinition::name)
                .containsExactly("prompt", "few-shot", "nearest", "lora");
        assertThat(plans.get(1).measuredAt())
                .containsEntry("lora", "large:8b")
                .containsEntry("embedding", "small")
                .containsEntry("majority", "small");
    }

    @Test
    void measuresTheSameWeightsUnderTwoNamesOnce() {
        List<VariedPlan> plans = plans(new Variation(Setting.MODEL, List.of("small", "copy of small")));

        assertThat(plans.get(1).plan().modes()).isEmpty();
        assertThat(plans.get(1).measuredAt()).containsEntry("prompt", "small");
    }

    private static BaseModel model(String name) {
        return new BaseModel(name, "digest of " + name.replace("copy of ", ""), "F32", Path.of(name + ".gguf"));
    }

    private List<VariedPlan> plans(Variation vary) {
        LabDefinition lab = Fixtures.lab(
                folder,
                vary,
                List.of(
                        new ModeDefinition("prompt", false, new PromptSpec(Fixtures.PROMPT, true, 0)),
                        new ModeDefinition("few-shot", false, new PromptSpec(Fixtures.PROMPT, true, 3)),
                        new ModeDefinition("nearest", false, Fixtures.rag(RetrievalSpec.Source.TRAIN, 2)),
                        new ModeDefinition("lora", false, Fixtures.lora(List.of(1L, 2L))),
                        new ModeDefinition(
                                "embedding", false, new ClassifierSpec(ClassifierSpec.Features.EMBEDDING, 1)),
                        new ModeDefinition("majority", false, new ClassifierSpec(ClassifierSpec.Features.NONE, 1))));
        return VariedPlan.of(
                lab,
                point -> RunPlanner.plan(
                        point,
                        Fixtures.dataset(folder),
                        vary.setting() == Setting.MODEL ? model(point.model()) : Fixtures.base(),
                        new FakeRuntime(request -> "\"apple\""),
                        Fixtures.request(folder)));
    }
}
