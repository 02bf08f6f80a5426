package org.adaptationlab.lab;

import java.util.List;
import java.util.Locale;
import org.adaptationlab.lab.RetrievalSpec.Distractors;
import org.adaptationlab.lab.RetrievalSpec.Position;
import org.adaptationlab.lab.RetrievalSpec.Source;
import org.adaptationlab.lab.Variation.Setting;

/** Modes with one setting replaced; a mode to which the setting has no meaning stays equal to what it was. */
record VariedMode(Setting setting, String value) {

    ModeDefinition of(ModeDefinition mode) {
        return new ModeDefinition(mode.name(), mode.control(), of(mode.adaptation()));
    }

    private AdaptationSpec of(AdaptationSpec spec) {
        if (spec instanceof PromptSpec prompt) {
            return prompt.shotIds().isEmpty()
                    ? new PromptSpec(prompt.prompt(), prompt.constrain(), shots(prompt.shots()))
                    : prompt;
        }
        if (spec instanceof RagSpec rag) {
            return new RagSpec(rag.prompt(), rag.constrain(), shots(rag.shots()), retrieval(rag.retrieval()));
        }
        if (spec instanceof LoraSpec lora) {
            RetrievalSpec retrieval = lora.retrieval();
            return new LoraSpec(
                    lora.prompt(),
                    lora.constrain(),
                    retrieval == null ? null : retrieval(retrieval),
                    adapter(lora.adapter()));
        }
        return spec;
    }

    private int shots(int shots) {
        if (setting == Setting.TRAINING_EXAMPLES) {
            return Math.min(shots, number());
        }
        return setting == Setting.SHOTS && shots > 0 ? number() : shots;
    }

    private RetrievalSpec retrieval(RetrievalSpec spec) {
        boolean gold = spec.from() == Source.GOLD;
        return switch (setting) {
            case TRAINING_EXAMPLES ->
                spec.from() == Source.TRAIN ? spec.withTopK(Math.min(spec.topK(), number())) : spec;
            case TOP_K -> spec.withTopK(number());
            case DISTRACTORS ->
                gold
                        ? spec.withDistractors(
                                new Distractors(number(), spec.distractors().position()))
                        : spec;
            case POSITION ->
                gold ? spec.withDistractors(new Distractors(spec.distractors().count(), position())) : spec;
            case SHOTS, ADAPTER_SEEDS, MODEL -> spec;
        };
    }

    private AdapterSource adapter(AdapterSource source) {
        return source.training().map(this::trained).orElse(source);
    }

    private AdapterSource trained(AdapterSource.Trained source) {
        return switch (setting) {
            case TRAINING_EXAMPLES ->
                new AdapterSource.Trained(
                        source.settings().withExamplesAtMost(number()), source.seeds(), source.trainer(), source.hub());
            case ADAPTER_SEEDS ->
                new AdapterSource.Trained(source.settings(), List.of((long) number()), source.trainer(), source.hub());
            case SHOTS, TOP_K, DISTRACTORS, POSITION, MODEL -> source;
        };
    }

    private int number() {
        return Integer.parseInt(value);
    }

    private Position position() {
        return Position.valueOf(value.toUpperCase(Locale.ROOT));
    }
}
