package org.adaptationlab.run.preview;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.adapt.Question;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.EncoderTuning;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.statistics.Level;
import org.adaptationlab.statistics.MinimumDetectableEffect;
import org.jspecify.annotations.Nullable;

/** What a run would do: each mode's prompts as sent, and how long it takes by one call each; no adapter is applied. */
public final class RunPreview implements AutoCloseable {

    /** Test examples whose prompts are counted for the mean. */
    private static final int COUNTED = 10;

    private static final int SECONDS_PER_MINUTE = 60;

    private final RunPlan plan;
    private final ServedModel served;
    private final ModePrompts prompts;
    private final boolean warm;

    private RunPreview(RunPlan plan, ServedModel served, ModePrompts prompts, boolean warm) {
        this.plan = plan;
        this.served = served;
        this.prompts = prompts;
        this.warm = warm;
    }

    /**
     * Serves the base, to be ended by closing the preview.
     *
     * @throws PrerequisiteException when it cannot be served
     */
    public static RunPreview open(RunPlan plan, ModelRuntime runtime, PassageIndexStore indexes) {
        ServedModel served = runtime.serve(plan.base(), null, plan.sampling());
        ModePrompts prompts = new ModePrompts(plan, indexes, System::nanoTime);
        return new RunPreview(plan, served, prompts, runtime.reusesPrefix(plan.sampling()));
    }

    /** Comparisons with the baseline that a run of all modes makes. */
    public static int comparisons(LabDefinition lab) {
        return (int) lab.modes().stream()
                .filter(mode -> !mode.control() && !mode.name().equals(lab.baseline()))
                .count();
    }

    /**
     * The smallest difference (0 to 1) that the planned examples show in 80 of 100 runs, if answers differ as often as
     * {@link MinimumDetectableEffect#ASSUMED_DISCORDANCE} says; empty where they show none so often.
     */
    public static OptionalDouble detectable(RunPlan plan) {
        return MinimumDetectableEffect.of(
                plan.examples().size(),
                MinimumDetectableEffect.ASSUMED_DISCORDANCE,
                Level.FIVE_PERCENT.sharedBy(Math.max(1, comparisons(plan.lab()))));
    }

    /**
     * Makes a mode's prompts and asks its first example.
     *
     * @throws PrerequisiteException when the call fails
     */
    public ModePreview of(ModeDefinition mode) {
        if (mode.adaptation().classifier().isPresent()) {
            return ModePreview.ofClassifier(
                    mode,
                    mode.adaptation().encoderTuning().map(this::minutesOfTuning).orElse(null));
        }
        ModePrompts.Prepared prepared = prompts.prepare(mode);
        List<Question> questions = plan.examples().stream()
                .limit(COUNTED)
                .map(prepared.prompts()::question)
                .toList();
        Double tokens = meanTokens(questions);
        if (warm) { // what all questions share is read by the first call alone; wanted is the time of the others
            secondsOfOneCall(mode, questions.get(questions.size() - 1));
        }
        Double seconds = secondsOfOneCall(mode, questions.get(0));
        return new ModePreview(
                mode,
                questions.get(0).messages(),
                tokens,
                seconds,
                seconds == null ? null : seconds * plan.examples().size() / SECONDS_PER_MINUTE,
                tokens == null
                        ? null
                        : mode.adaptation()
                                .training()
                                .map(training -> minutesOfTraining(training, tokens))
                                .orElse(null));
    }

    /** Memory of the serving process so far, in MiB; empty where it is not known. */
    public OptionalLong peakRssMb() {
        return served.peakRssMb();
    }

    @Override
    public void close() {
        try (served) {
            prompts.close();
        }
    }

    private @Nullable Double meanTokens(List<Question> questions) {
        OptionalDouble mean = questions.stream()
                .map(question -> served.promptTokens(question.messages()))
                .flatMapToInt(OptionalInt::stream)
                .average();
        return mean.isPresent() ? mean.getAsDouble() : null;
    }

    private @Nullable Double secondsOfOneCall(ModeDefinition mode, Question question) {
        try {
            String schema = new AnswerForm(plan.lab().task(), mode.adaptation().constrain()).schema();
            Double total = served.generate(new GenerationRequest(question.messages(), plan.sampling(), schema))
                    .timings()
                    .totalMs();
            return total == null ? null : total / 1000;
        } catch (GenerationException e) {
            throw new PrerequisiteException("mode " + mode.name() + ": a first call failed: " + e.getMessage(), e);
        }
    }

    private double minutesOfTuning(EncoderTuning tuning) {
        return RunForecast.secondsOf(tuning, plan.pool()) / SECONDS_PER_MINUTE;
    }

    private double minutesOfTraining(AdapterSource.Trained training, double promptTokens) {
        return RunForecast.secondsOf(training, plan.pool().size(), promptTokens) / SECONDS_PER_MINUTE;
    }
}
