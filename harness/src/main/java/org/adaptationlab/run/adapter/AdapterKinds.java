package org.adaptationlab.run.adapter;

import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.jspecify.annotations.Nullable;

/**
 * What each kind of source in a lab file is to the harness.
 *
 * @param adapter which of a mode's adapters, null for the only or first one
 */
record AdapterKinds(
        LabDefinition lab, ModeDefinition mode, @Nullable Long adapter) implements AdapterSource.Visitor<NamedAdapter> {

    @Override
    public NamedAdapter trained(AdapterSource.Trained source) {
        return new TrainedHere(mode.name(), source);
    }

    @Override
    public NamedAdapter ggufFile(AdapterSource.GgufFile source) {
        return new FileAdapter(source.file(adapter));
    }

    @Override
    public NamedAdapter peft(AdapterSource.Peft source) {
        return new PeftImport(mode.name(), source.folder(adapter));
    }

    @Override
    public NamedAdapter ollamaModel(AdapterSource.OllamaModel source) {
        return new ServedAdapter(lab.file(), mode.name(), ServedAdapter.OLLAMA, source.name(adapter));
    }

    @Override
    public NamedAdapter openAiModel(AdapterSource.OpenAiModel source) {
        return new ServedAdapter(lab.file(), mode.name(), ServedAdapter.OPENAI, source.name(adapter));
    }
}
