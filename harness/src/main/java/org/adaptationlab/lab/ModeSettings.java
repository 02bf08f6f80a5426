package org.adaptationlab.lab;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adaptationlab.file.Sha256;

/**
 * The settings of a mode as they are written, to tell later whether a mode still has them.
 *
 * @param written by the dotted names of their keys, such as {@code adapter.train.epochs}
 * @param prompt what the prompt files say
 */
public record ModeSettings(SortedMap<String, String> written, PromptText prompt) {

    public ModeSettings {
        written = Collections.unmodifiableSortedMap(new TreeMap<>(written));
        Objects.requireNonNull(prompt, "prompt");
    }

    /** The same with other values for some keys. */
    ModeSettings with(SortedMap<String, String> changes, PromptText changedPrompt) {
        SortedMap<String, String> all = new TreeMap<>(written);
        all.putAll(changes);
        return new ModeSettings(all, changedPrompt);
    }

    /**
     * Identity of the settings. Names of prompt files and whether the mode is a control do not count; a setting that is
     * left out is another one than its usual value written down.
     */
    public String digest() {
        Sha256 digest = new Sha256().field(prompt.system()).field(prompt.user());
        written.forEach((key, value) -> {
            if (!key.equals("system") && !key.equals("user") && !key.equals("control")) {
                digest.field(key).field(value);
            }
        });
        return digest.hex();
    }
}
