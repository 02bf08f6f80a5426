package org.adaptationlab.train.job;

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

/**
 * A line that a training process writes, as JSON; one of the four is there.
 *
 * @param stage what it does now, for people
 * @param step of the training that goes on
 * @param done a training that is finished
 * @param failure the end of the process
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record TrainerMessage(
        @Nullable String stage,
        @Nullable Step step,
        @Nullable TaskResult done,
        @Nullable Failure failure) {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As {@link TrainingListener#step} has it. */
    public record Step(int step, int steps, double loss) {}

    /** A failure the user can act on, with its exit code. */
    public record Failure(int exitCode, String message) {

        LabException exception() {
            return switch (exitCode) {
                case 2 -> new LabDefinitionException(message);
                case 3 -> new PrerequisiteException(message);
                default -> new RunFailedException(message);
            };
        }
    }

    public static TrainerMessage of(Step step) {
        return new TrainerMessage(null, step, null, null);
    }

    public static TrainerMessage of(LabException problem) {
        Failure failure = new Failure(problem.exitCode(), String.valueOf(problem.getMessage()));
        return new TrainerMessage(null, null, null, failure);
    }

    public static TrainerMessage of(TaskResult done) {
        return new TrainerMessage(null, null, done, null);
    }

    public String line() {
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
