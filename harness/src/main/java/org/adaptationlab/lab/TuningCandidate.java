package org.adaptationlab.lab;

import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Settings that are tried for a mode.
 *
 * @param mode with these settings, under the candidate's name, such as {@code few-shot.2}
 * @param tried what the candidate says, by the dotted names of keys
 * @param changes the part of it that the mode does not have in the lab file; none for the mode as it stands
 * @param settings of the mode with all of it
 */
public record TuningCandidate(
        ModeDefinition mode,
        SortedMap<String, String> tried,
        SortedMap<String, String> changes,
        ModeSettings settings) {

    public TuningCandidate {
        Objects.requireNonNull(mode, "mode");
        tried = Collections.unmodifiableSortedMap(new TreeMap<>(tried));
        changes = Collections.unmodifiableSortedMap(new TreeMap<>(changes));
        Objects.requireNonNull(settings, "settings");
    }

    /**
     * A candidate.
     *
     * @param adaptation of the mode with what is tried
     * @param now settings of the mode in the lab file
     */
    static TuningCandidate of(
            String name, AdaptationSpec adaptation, SortedMap<String, String> tried, ModeSettings now) {
        SortedMap<String, String> changes = new TreeMap<>(tried);
        changes.entrySet()
                .removeIf(entry -> entry.getValue().equals(now.written().get(entry.getKey())));
        return new TuningCandidate(
                new ModeDefinition(name, false, adaptation), tried, changes, now.with(tried, adaptation.prompt()));
    }

    /** The same as one that the mode has in the lab file. */
    TuningCandidate unchanged() {
        return new TuningCandidate(mode, tried, new TreeMap<>(), settings);
    }

    /** What it says, in the words of the lab file. */
    public String words() {
        return tried.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue())
                .collect(Collectors.joining(", "));
    }
}
