package org.adaptationlab.lab;

import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.adaptationlab.file.YamlText;

/**
 * A search for the prompt of a mode: sets of shots drawn from training examples, each with one of the instructions.
 *
 * @param mode its name
 * @param now its settings in the lab file
 * @param shots examples in a set
 * @param sets how many candidates there are
 * @param instructions the mode with each of them, in the order of the lab file
 */
public record PromptSearch(String mode, ModeSettings now, int shots, int sets, List<TuningCandidate> instructions) {

    public PromptSearch {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(now, "now");
        instructions = List.copyOf(instructions);
        if (shots < 1 || sets < 2 || instructions.isEmpty()) {
            throw new IllegalArgumentException("shots " + shots + ", sets " + sets);
        }
    }

    /** The first candidate: the first instruction, with shots that are drawn as those of any mode. */
    public TuningCandidate plain() {
        return candidate(1, List.of(), String.valueOf(shots));
    }

    /**
     * A candidate with a set of its own; the instructions take turns.
     *
     * @param number of the candidate, from 2
     * @param ids of the training examples that are its shots
     */
    public TuningCandidate candidate(int number, List<String> ids) {
        return candidate(number, ids, YamlText.list(ids));
    }

    private TuningCandidate candidate(int number, List<String> ids, String written) {
        TuningCandidate instruction = instructions.get((number - 1) % instructions.size());
        AdaptationSpec adaptation = instruction.mode().adaptation();
        SortedMap<String, String> tried = new TreeMap<>(instruction.tried());
        tried.put("shots", written);
        return TuningCandidate.of(
                Tuning.candidateName(mode, number),
                new PromptSpec(adaptation.prompt(), adaptation.constrain(), shots, ids),
                tried,
                now);
    }
}
