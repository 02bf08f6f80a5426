package org.adaptationlab.lab;

import java.util.List;
import java.util.Objects;

/**
 * A search for the prompt of a mode: sets of shots drawn from training examples, each with one of the instructions.
 *
 * @param asItIs the first candidate
 * @param shots examples in a set
 * @param sets how many are tried, the mode as it is among them
 * @param instructions the mode with each of them, in the order of the lab file
 */
public record PromptSearch(
        String mode, TuningCandidate asItIs, int shots, int sets, List<TuningCandidate> instructions) {

    public PromptSearch {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(asItIs, "asItIs");
        instructions = List.copyOf(instructions);
        if (shots < 1 || sets < 2 || instructions.isEmpty()) {
            throw new IllegalArgumentException("shots " + shots + ", sets " + sets);
        }
    }

    /**
     * The candidate with one of the drawn sets; the instructions take turns.
     *
     * @param number of the candidate, from 2; 1 is the mode as it is
     * @param ids of the training examples that are its shots
     */
    public TuningCandidate candidate(int number, List<String> ids) {
        return instructions
                .get((number - 2) % instructions.size())
                .withShots(ids)
                .named(Tuning.candidateName(mode, number));
    }
}
