package org.adaptationlab.run.load;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.ServiceLimits;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.problem.RunInterruptedException;
import org.adaptationlab.result.LoadFolder;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.load.LoadCurve;
import org.adaptationlab.result.load.LoadFigures;
import org.adaptationlab.result.load.LoadLevel;
import org.adaptationlab.result.load.LoadPoint;
import org.adaptationlab.result.load.LoadRecord;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.run.environment.ClientProcessor;
import org.adaptationlab.run.environment.MachineReader;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.load.LoadPrompts.Ended;
import org.adaptationlab.run.loop.ReadyModes;
import org.adaptationlab.run.loop.ReadyModes.ReadyMode;
import org.adaptationlab.run.plan.MeasuredMode;
import org.adaptationlab.run.plan.RunPlan;
import org.adaptationlab.run.record.Outcomes;
import org.adaptationlab.run.record.PlanCopy;
import org.adaptationlab.score.Scorer;
import org.jspecify.annotations.Nullable;

/**
 * Measures a load: mode after mode, from few requests in flight to many, each point several times, until the server is
 * saturated. Use an instance once.
 */
public final class LoadRunner {

    private static final double MS_PER_S = 1000;

    private final RunPlan plan;
    private final LoadRequest request;
    private final RunEnvironment environment;
    private final ClientProcessor processor;
    private final Scorer scorer;
    private final Outcomes outcomes;

    /**
     * @param plan its modes are asked, each with its first adapter; classifiers have no server and are passed over
     * @param processor tells how busy the harness itself is
     */
    public LoadRunner(RunPlan plan, LoadRequest request, RunEnvironment environment, ClientProcessor processor) {
        this.plan = plan;
        this.request = request;
        this.environment = environment;
        this.processor = processor;
        this.scorer = Scorer.of(plan.lab().task());
        this.outcomes = new Outcomes(scorer);
    }

    /**
     * Measures into a new folder.
     *
     * @throws RunInterruptedException when the user wants to stop; finished points are kept
     * @throws RunFailedException when a mode can't be asked at all
     */
    public LoadResults start(LoadFolder folder) {
        LoadRecord begun = begun(folder.name());
        new LoadResults(begun, List.of()).write(folder);
        return measure(new LoadLog(folder, begun, List.of(), elsewhere()));
    }

    /**
     * Goes on with a load that was stopped: finished points are not measured again.
     *
     * @throws ResultFormatException when it was started with another plan
     */
    public LoadResults resume(LoadFolder folder) {
        LoadResults before = LoadResults.read(folder);
        if (!before.record().planDigest().equals(digest())) {
            throw new ResultFormatException(
                    folder.record() + ": was started with another plan: lab file, prompts, data,"
                            + " model, server or options changed; start a new load without --resume");
        }
        return measure(new LoadLog(folder, before.record(), before.points(), elsewhere()));
    }

    private boolean elsewhere() {
        return environment.runtime().isElsewhere();
    }

    private String digest() {
        return new Sha256()
                .field(plan.digest())
                .field(request.options().toString())
                .hex();
    }

    private LoadRecord begun(String id) {
        PlanCopy copy = new PlanCopy(plan, environment.runtime());
        return new LoadRecord(
                LoadRecord.SCHEMA,
                copy.identity(id),
                environment.harnessVersion(),
                environment.time().instant(),
                null,
                digest(),
                request.options(),
                plan.lab().service().limits(),
                plan.lab().service().requestsPerHour(),
                copy.lab(scorer.metric()),
                copy.selection().withoutTexts(), // nothing of one example is reported
                copy.model(),
                copy.sampling(),
                MachineReader.read(elsewhere()),
                copy.requests(),
                environment.cost(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
    }

    /** The modes that are asked, each with one adapter: others of the same mode are as large. */
    private List<MeasuredMode> modes() {
        return plan.modes().stream()
                .filter(mode -> mode.adaptation().classifier().isEmpty())
                .map(mode -> MeasuredMode.of(List.of(mode)).get(0))
                .toList();
    }

    private LoadResults measure(LoadLog log) {
        try (ReadyModes modes = new ReadyModes(plan, environment, "load")) {
            modes.begin(request.mostInFlight()).forEach(what -> {
                log.warn(what);
                environment.listener().warn(what);
            });
            for (MeasuredMode mode : modes()) {
                measure(mode, modes.ready(mode), log);
            }
        }
        return log.end(environment.time().instant());
    }

    private void measure(MeasuredMode measured, ReadyMode mode, LoadLog log) {
        log.begins(mode.facts());
        environment.listener().stage("rendering the prompts of " + measured.label());
        LoadPrompts prompts = new LoadPrompts(mode.adaptation(), plan.examples(), request.most());
        long number = 0;
        for (int callers : request.inFlight()) {
            int done = log.finished(mode.identity(), callers);
            if (done < request.repetitions()) {
                environment.listener().stage(measured.label() + ", " + callers + " in flight");
                number = measure(new Level(mode.identity(), callers, done, number), prompts, log);
            }
            String why = end(log, measured.mode().name(), callers);
            if (why != null) {
                log.ends(measured.mode().name(), why);
                environment.listener().stage(measured.label() + ": " + why);
                return;
            }
        }
    }

    /**
     * A number in flight of a mode.
     *
     * @param done repetitions that are there
     * @param first number of its first question
     */
    private record Level(ModeIdentity mode, int callers, int done, long first) {}

    /** @return the number of the first question that was not asked */
    private long measure(Level level, LoadPrompts prompts, LoadLog log) {
        String group = log.id() + "/" + level.mode().mode() + "/" + level.callers() + "/" + level.done();
        int[] repetition = {level.done()};
        ClosedLoop<Ended> loop = new ClosedLoop<>(
                i -> prompts.ask(group, level.first() + i),
                environment.nanoClock(),
                processor,
                environment.stopRequested());
        ClosedLoop.Extent extent = new ClosedLoop.Extent(
                level.callers(),
                LoadRequest.warmUpWith(level.callers()),
                request.warmUpSeconds(level.callers()),
                request.requestsWith(level.callers()),
                request.repetitions() - level.done());
        Long asked = loop.run(extent, window -> {
            repetition[0]++;
            log.add(point(level, repetition[0], window));
            refuseModeThatFails(level, window);
        });
        if (asked == null) {
            throw new RunInterruptedException("interrupted; finished points are kept, go on with --resume");
        }
        return level.first() + asked;
    }

    private LoadPoint point(Level level, int repetition, ClosedLoop.Window<Ended> window) {
        List<ExampleResult> calls = window.answers().stream()
                .map(ended -> ended.answer() == null
                        ? outcomes.failed(level.mode(), ended.example(), 1, Objects.requireNonNull(ended.failure()))
                        : outcomes.answered(level.mode(), ended.example(), 1, ended.answer()))
                .toList();
        ServiceLimits limits = plan.lab().service().limits();
        LoadPoint point = LoadFigures.of(
                level.mode(),
                new LoadFigures.Window(
                        level.callers(),
                        repetition,
                        calls,
                        window.seconds(),
                        window.cpuSeconds(),
                        Runtime.getRuntime().availableProcessors()),
                limits);
        environment
                .listener()
                .tried(
                        level.mode().mode() + " " + level.callers() + " in flight, " + repetition + "/"
                                + request.repetitions(),
                        String.format(
                                Locale.ROOT,
                                "%.2f requests/s%s",
                                point.rates().requestsPerS(),
                                point.counts().failed() == 0
                                        ? ""
                                        : ", " + point.counts().failed() + " failed"));
        return point;
    }

    private void refuseModeThatFails(Level level, ClosedLoop.Window<Ended> window) {
        boolean first = level.callers() == request.inFlight().get(0);
        GenerationException failure = window.answers().get(0).failure();
        if (first && failure != null && window.answers().stream().allMatch(ended -> ended.failure() != null)) {
            throw new RunFailedException("mode \"" + level.mode().mode() + "\" can't be asked: all "
                    + window.answers().size() + " requests failed, the first: " + failure.getMessage()
                    + "; mend that, or leave the mode out with --modes");
        }
    }

    /** Why the number in flight is not raised further; null where it is. */
    private static @Nullable String end(LoadLog log, String mode, int callers) {
        LoadCurve curve = log.curve(mode);
        if (curve == null) {
            return null;
        }
        LoadLevel last = curve.at(callers).orElseThrow();
        if (last.failed() == last.n()) {
            return "all requests failed with " + callers + " in flight";
        }
        return curve.saturation()
                .map(found -> String.format(
                        Locale.ROOT,
                        "saturated: with %d in flight it answers %.2f requests/s, with %d it was %.2f, and an answer takes %s"
                                + " instead of %s",
                        found.to().inFlight(),
                        found.to().requestsPerS(),
                        found.from().inFlight(),
                        found.from().requestsPerS(),
                        seconds(found.to().mean(point -> point.total().p50())),
                        seconds(found.from().mean(point -> point.total().p50()))))
                .orElse(null);
    }

    private static String seconds(@Nullable Double ms) {
        return ms == null ? "an unknown time" : String.format(Locale.ROOT, "%.2f s", ms / MS_PER_S);
    }
}
