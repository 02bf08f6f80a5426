package org.adaptationlab.run.adapter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.FakeAdapters;
import org.adaptationlab.run.FakeRuntime;
import org.adaptationlab.run.Fixtures;
import org.adaptationlab.run.environment.AdapterMaker;
import org.adaptationlab.train.TrainedAdapter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NamedAdapterTest {

    private static final AdapterSource.Trained TRAINED =
            Fixtures.lora(List.of(1L)).training().orElseThrow();
    private static final BaseModel ON_A_SERVER = new BaseModel("llama3.1:8b", "digest", null, null);

    @TempDir
    private Path folder;

    private AdapterMaker maker;

    @BeforeEach
    void makeMaker() {
        maker = new FakeAdapters(folder, new ArrayList<>(), List.of());
    }

    @Test
    void aModeWithoutAnAdapterNamesNone() {
        ModeDefinition prompt = new ModeDefinition("prompt", false, new PromptSpec(Fixtures.PROMPT, true, 0));

        assertThat(NamedAdapter.of(Fixtures.lab(folder, null, List.of(prompt)), prompt, null))
                .isEmpty();
    }

    @Test
    void isTakenAwayFromOllamaByItsNameAndFromAFileAsItIsWithoutTheBase() {
        assertThat(named(new AdapterSource.OllamaModel(List.of("mine")))
                        .export(NamedAdapterTest::notWanted, maker, NamedAdapterTest::notTrained))
                .isEqualTo(new AdapterRef.Served("mine"));
        Path file = folder.resolve("lora.gguf");
        assertThat(named(new AdapterSource.GgufFile(List.of(file)))
                        .export(NamedAdapterTest::notWanted, maker, NamedAdapterTest::notTrained))
                .isEqualTo(new AdapterRef.Weights(file));
    }

    @Test
    void cannotBeTakenAwayFromAnotherServerNorMadeWithoutTheBase() {
        assertThatThrownBy(() -> named(new AdapterSource.OpenAiModel(List.of("mine")))
                        .export(NamedAdapterTest::notWanted, maker, NamedAdapterTest::notTrained))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("adapter: {openai: …}");
        for (AdapterSource source : List.of(TRAINED, new AdapterSource.Peft(List.of(folder)))) {
            assertThatThrownBy(() -> named(source).export(() -> ON_A_SERVER, maker, NamedAdapterTest::notTrained))
                    .isInstanceOf(PrerequisiteException.class)
                    .hasMessageContaining("the weights of llama3.1:8b are not a file on this machine");
        }
    }

    @Test
    void isRefusedBeforeARunWhereItCannotBeHad() {
        AdapterPlace place = new AdapterPlace(ON_A_SERVER, new FakeRuntime(request -> ""), maker);

        assertThatThrownBy(() -> named(TRAINED).require(place))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("training needs the weights of llama3.1:8b");
        assertThatThrownBy(() ->
                        named(new AdapterSource.OllamaModel(List.of("mine"))).require(place))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("run it with --runtime ollama");
    }

    @Test
    void whatHasNoFileYetHasNothingToValidate() {
        for (AdapterSource source : List.of(
                TRAINED,
                new AdapterSource.OllamaModel(List.of("mine")),
                new AdapterSource.OpenAiModel(List.of("mine")))) {
            named(source).validate(null);
        }
        assertThatThrownBy(() -> named(new AdapterSource.GgufFile(List.of(folder.resolve("absent.gguf"))))
                        .validate(null))
                .isInstanceOf(LabDefinitionException.class);
    }

    private static BaseModel notWanted() {
        throw new AssertionError("the base's weights would be fetched for nothing");
    }

    private static TrainedAdapter notTrained(AdapterSource.Trained source) {
        throw new AssertionError("nothing is to be trained, but " + source);
    }

    private NamedAdapter named(AdapterSource source) {
        ModeDefinition lora = new ModeDefinition("lora", false, new LoraSpec(Fixtures.PROMPT, true, null, source));
        return NamedAdapter.of(Fixtures.lab(folder, null, List.of(lora)), lora, null)
                .orElseThrow();
    }
}
