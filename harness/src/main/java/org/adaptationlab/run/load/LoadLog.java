package org.adaptationlab.run.load;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.LoadGuards;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.LoadFolder;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.load.LoadCurve;
import org.adaptationlab.result.load.LoadPoint;
import org.adaptationlab.result.load.LoadRecord;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.jspecify.annotations.Nullable;

/** What a load has found out so far; a finished point is on the disk before the next one is finished. */
final class LoadLog {

    private final LoadFolder folder;
    private final LoadRecord begun;
    private final boolean elsewhere;
    private final List<LoadPoint> points;
    private final List<ModeFacts> modes = new ArrayList<>();
    private final List<LoadRecord.End> ends = new ArrayList<>();
    private final List<String> warnings;

    /**
     * A log that goes on after points that are there.
     *
     * @param begun load.json as it was when the load began
     * @param elsewhere whether the server is on another machine
     */
    LoadLog(LoadFolder folder, LoadRecord begun, List<LoadPoint> points, boolean elsewhere) {
        this.folder = folder;
        this.begun = begun;
        this.elsewhere = elsewhere;
        this.points = new ArrayList<>(points);
        this.warnings = new ArrayList<>(begun.warnings());
    }

    /** The load's id. */
    String id() {
        return begun.run().runId();
    }

    /** Notes that a mode is asked now. */
    void begins(ModeFacts facts) {
        points.stream()
                .map(LoadPoint::mode)
                .filter(before -> before.mode().equals(facts.mode().mode()))
                .filter(before -> !before.equals(facts.mode()))
                .findFirst()
                .ifPresent(before -> {
                    throw new ResultFormatException("mode \"" + before.mode() + "\" was started with adapter "
                            + before.adapterDigest() + ", now there is "
                            + facts.mode().adapterDigest()
                            + "; the two can't be mixed in one load: start a new one without --resume");
                });
        modes.add(facts);
    }

    /** Writes a finished point. */
    void add(LoadPoint point) {
        points.add(point);
        results(null).writePoints(folder);
    }

    void warn(String what) {
        if (!warnings.contains(what)) {
            warnings.add(what);
        }
    }

    /** Why a mode's number in flight is not raised further. */
    void ends(String mode, String why) {
        ends.add(new LoadRecord.End(mode, why));
    }

    /** Repetitions of a point that are finished. */
    int finished(ModeIdentity mode, int inFlight) {
        return (int) points.stream()
                .filter(point -> point.mode().equals(mode) && point.inFlight() == inFlight)
                .count();
    }

    /** The curve of a mode so far; null where it has no point. */
    @Nullable
    LoadCurve curve(String mode) {
        return LoadCurve.of(points).stream()
                .filter(curve -> curve.mode().equals(mode))
                .findFirst()
                .orElse(null);
    }

    /** Writes all files at the end. */
    LoadResults end(Instant ended) {
        LoadResults results = results(ended);
        results.write(folder);
        return results;
    }

    private LoadResults results(@Nullable Instant ended) {
        return new LoadResults(
                new LoadRecord(
                        begun.schemaVersion(),
                        begun.run(),
                        begun.harnessVersion(),
                        begun.started(),
                        ended,
                        begun.planDigest(),
                        begun.options(),
                        begun.limits(),
                        begun.requestsPerHour(),
                        begun.lab(),
                        begun.selection(),
                        begun.model(),
                        begun.sampling(),
                        begun.machine(),
                        begun.requests(),
                        begun.cost(),
                        modes,
                        ends,
                        warnings,
                        guards()),
                points);
    }

    private List<GuardResult> guards() {
        return List.of(LoadGuards.clientLimit(
                points.stream()
                        .map(LoadPoint::clientCpuShare)
                        .filter(Objects::nonNull)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                elsewhere));
    }
}
