package org.adaptationlab.lab;

import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.adaptationlab.file.YamlText;

/**
 * Settings that are tried for a mode.
 *
 * @param mode with these settings, under the candidate's name, such as {@code few-shot.2}
 * @param changes to the mode as the lab file has it, by the dotted names of keys; none for the mode as it is
 */
public record TuningCandidate(ModeDefinition mode, SortedMap<String, String> changes, ModeSettings settings) {

    public TuningCandidate {
        Objects.requireNonNull(mode, "mode");
        changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
        Objects.requireNonNull(settings, "settings");
    }

    /** What tells it from others, in the words of the lab file. */
    public String words() {
        return changes.isEmpty()
                ? "as in the lab file"
                : changes.entrySet().stream()
                        .map(entry -> entry.getKey() + ": " + entry.getValue())
                        .collect(Collectors.joining(", "));
    }

    /** The same under another name. */
    TuningCandidate named(String name) {
        return new TuningCandidate(new ModeDefinition(name, false, mode.adaptation()), changes, settings);
    }

    /** The same with these training examples as its shots; for a mode of technique prompt. */
    TuningCandidate withShots(List<String> ids) {
        PromptSpec prompt = (PromptSpec) mode.adaptation();
        SortedMap<String, String> shots = new TreeMap<>(changes);
        shots.put("shots", YamlText.list(ids));
        return new TuningCandidate(
                new ModeDefinition(
                        mode.name(), false, new PromptSpec(prompt.prompt(), prompt.constrain(), ids.size(), ids)),
                shots,
                settings.with(shots, prompt.prompt()));
    }
}
