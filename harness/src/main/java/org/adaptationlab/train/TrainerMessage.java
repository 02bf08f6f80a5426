package org.adaptationlab.train;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.RunFailedException;
import org.jspecify.annotations.Nullable;

/** A line that the training process writes, as JSON; one of the three is there. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record TrainerMessage(
        @Nullable Step step,
        @Nullable Failure failure,
        @Nullable TrainingLog done) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As {@link TrainingListener#step} has it. */
    record Step(int step, int steps, double loss) {}

    /** A failure the user can act on, with its exit code. */
    record Failure(int exitCode, String message) {

        LabException exception() {
            return switch (exitCode) {
                case 2 -> new LabDefinitionException(message);
                case 3 -> new PrerequisiteException(message);
                default -> new RunFailedException(message);
            };
        }
    }

    static TrainerMessage of(Step step) {
        return new TrainerMessage(step, null, null);
    }

    static TrainerMessage of(LabException problem) {
        return new TrainerMessage(null, new Failure(problem.exitCode(), String.valueOf(problem.getMessage())), null);
    }

    static TrainerMessage of(TrainingLog done) {
        return new TrainerMessage(null, null, done);
    }

    String line() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The message of a line; empty if a library has written something else. */
    static Optional<TrainerMessage> parse(String line) {
        try {
            return line.startsWith("{") ? Optional.of(JSON.readValue(line, TrainerMessage.class)) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
