package org.adaptationlab.result.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * tuning.json beside a lab file: what was tried for each mode, and what was chosen.
 *
 * @param modes each as it was tuned last
 */
public record TuningRecord(int schemaVersion, String lab, List<Mode> modes) {

    /** The form written now. */
    public static final int SCHEMA = 1;

    public TuningRecord {
        Objects.requireNonNull(lab, "lab");
        modes = List.copyOf(modes);
    }

    /** What is known of a mode; empty where it was not tuned. */
    public Optional<Mode> of(String mode) {
        return modes.stream().filter(tuned -> tuned.mode().equals(mode)).findFirst();
    }

    /**
     * One mode.
     *
     * @param from {@code pool} or {@code train}: which training examples were parted
     * @param limit most examples that were asked in a fold, null for all
     * @param drawnFrom training examples that the modes of a fold had, at least
     * @param searched whether the candidates were drawn by {@code optimise}
     * @param chosen name of a candidate
     */
    public record Mode(
            String mode,
            String tuneId,
            Instant tuned,
            String harnessVersion,
            String model,
            String modelDigest,
            String runtime,
            String dataset,
            String datasetDigest,
            String metric,
            int folds,
            String from,
            @Nullable Integer limit,
            int drawnFrom,
            boolean searched,
            String chosen,
            String reason,
            List<Candidate> candidates) {

        public Mode {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(tuneId, "tune_id");
            Objects.requireNonNull(tuned, "tuned");
            Objects.requireNonNull(modelDigest, "model_digest");
            Objects.requireNonNull(datasetDigest, "dataset_digest");
            Objects.requireNonNull(chosen, "chosen");
            Objects.requireNonNull(reason, "reason");
            candidates = List.copyOf(candidates);
        }

        /** The candidate that was chosen. */
        public Candidate winner() {
            return candidates.stream()
                    .filter(candidate -> candidate.name().equals(chosen))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(mode + " has no candidate " + chosen));
        }

        /** What all candidates took together. */
        public Effort effort() {
            return candidates.stream().map(Candidate::effort).reduce(Effort.NONE, Effort::plus);
        }
    }

    /**
     * One candidate.
     *
     * @param settings in the words of the lab file
     * @param n examples with a score of every adapter
     * @param failed calls without a score
     * @param mean score over the examples, 0 to 1; null where none has one
     * @param standardError of the mean; null where there are fewer than two
     * @param behind mean difference to the best candidate on the examples both have, 0 or more
     * @param behindError standard error of that difference
     */
    public record Candidate(
            String name,
            String settings,
            String settingsDigest,
            int n,
            int failed,
            @Nullable Double mean,
            @Nullable Double standardError,
            @Nullable Double behind,
            @Nullable Double behindError,
            Effort effort) {

        public Candidate {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(settings, "settings");
            Objects.requireNonNull(settingsDigest, "settings_digest");
            Objects.requireNonNull(effort, "effort");
        }
    }

    /**
     * What trying took.
     *
     * @param callSeconds of all calls, by the client's clock
     * @param adaptSeconds of training and indexing, as measured when that was done
     */
    public record Effort(int calls, double callSeconds, long inputTokens, long outputTokens, double adaptSeconds) {

        /** Nothing. */
        public static final Effort NONE = new Effort(0, 0, 0, 0, 0);

        /** Both together. */
        public Effort plus(Effort other) {
            return new Effort(
                    calls + other.calls,
                    callSeconds + other.callSeconds,
                    inputTokens + other.inputTokens,
                    outputTokens + other.outputTokens,
                    adaptSeconds + other.adaptSeconds);
        }
    }
}
