package org.adaptationlab.run.guard;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.lab.Technique;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.run.plan.RunPlan;

/**
 * What the guards of answers must know of a lab and its modes, by its plan or by what run.json says of it.
 *
 * @param references modes that are there to be held against, not to win
 * @param twins by mode with an adapter, in their order: the modes that ask the same without it
 */
record GuardedModes(String baseline, double margin, Set<String> references, Map<String, List<String>> twins) {

    static GuardedModes of(RunPlan plan) {
        Map<String, List<String>> twins = new LinkedHashMap<>();
        for (ModeDefinition mode : plan.modes()) {
            if (mode.adaptation() instanceof LoraSpec lora) {
                twins.put(
                        mode.name(),
                        plan.modes().stream()
                                .filter(other -> asksTheSame(lora, other))
                                .map(ModeDefinition::name)
                                .toList());
            }
        }
        return new GuardedModes(
                plan.lab().baseline(),
                plan.lab().margin(),
                plan.modes().stream()
                        .filter(ModeDefinition::isReference)
                        .map(ModeDefinition::name)
                        .collect(Collectors.toSet()),
                twins);
    }

    private static boolean asksTheSame(LoraSpec lora, ModeDefinition other) {
        return other.adaptation() instanceof PromptSpec prompt
                && prompt.shots() == 0
                && prompt.prompt().equals(lora.prompt())
                && prompt.constrain() == lora.constrain()
                && lora.retrieval() == null;
    }

    /** Modes ask the same where the messages of the first question are the same, and the form that is wanted. */
    static GuardedModes of(Provenance provenance) {
        Map<String, List<String>> twins = new LinkedHashMap<>();
        for (Provenance.ModeRecord mode : provenance.modes()) {
            if (isOf(mode, Technique.LORA)) {
                twins.put(
                        mode.facts().mode().mode(),
                        provenance.modes().stream()
                                .filter(other -> isOf(other, Technique.PROMPT) && asksTheSame(mode, other))
                                .map(other -> other.facts().mode().mode())
                                .toList());
            }
        }
        return new GuardedModes(
                provenance.lab().baseline(),
                provenance.lab().margin(),
                provenance.facts().stream()
                        .filter(ModeFacts::control)
                        .map(facts -> facts.mode().mode())
                        .collect(Collectors.toSet()),
                twins);
    }

    private static boolean isOf(Provenance.ModeRecord mode, Technique technique) {
        return mode.facts().mode().technique().equals(technique.word());
    }

    private static boolean asksTheSame(Provenance.ModeRecord mode, Provenance.ModeRecord other) {
        return mode.prompt().equals(other.prompt())
                && RequestOptions.form(mode.facts().request())
                        .equals(RequestOptions.form(other.facts().request()));
    }
}
