package org.adaptationlab.run;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ValueNames;
import org.adaptationlab.lab.Variation;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.LabResults;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.VaryFolder;
import org.adaptationlab.result.record.VaryRecord;
import org.adaptationlab.result.record.VaryRecord.Point;
import org.adaptationlab.run.plan.VariedPlan;

/** The runs of a lab that varies a setting, one per value, and the curve they make. */
public final class VariedRun {

    private final VaryFolder folder;
    private final List<VariedPlan> plans;

    private VariedRun(VaryFolder folder, List<VariedPlan> plans) {
        this.folder = folder;
        this.plans = List.copyOf(plans);
    }

    /** Measures one value, in a folder that may hold the beginning of that. */
    @FunctionalInterface
    public interface PointRunner {
        void run(VariedPlan plan, RunFolder folder);
    }

    /** Begins; the id is made of {@code prefix} and the setting. */
    public static VariedRun start(Path out, LabDefinition lab, List<VariedPlan> plans, String prefix) {
        Variation vary = Objects.requireNonNull(lab.vary(), "vary");
        String varyId =
                LabResults.freeId(out, lab.name(), prefix + "-" + vary.setting().word());
        return new VariedRun(VaryFolder.create(out, record(varyId, lab, vary, plans)), plans);
    }

    /**
     * Goes on with what was begun.
     *
     * @param varyId an empty text for the newest of the lab
     * @throws ResultFormatException when there is none, or it was begun with another plan
     */
    public static VariedRun goOn(Path out, LabDefinition lab, List<VariedPlan> plans, String varyId) {
        VaryFolder folder = varyId.isEmpty()
                ? VaryFolder.newest(out, lab.name())
                        .orElseThrow(() -> new ResultFormatException(out.resolve(lab.name())
                                + ": there is nothing to resume of a varied lab; start without --resume"))
                : new VaryFolder(out.resolve(lab.name()).resolve(varyId));
        if (!VaryFolder.isOne(folder.path())) {
            throw new ResultFormatException(folder.path()
                    + ": has no vary.json; the lab varies a setting, so --resume needs the folder that holds its curve,"
                    + " not that of one run, or no name for the newest");
        }
        if (!folder.record().planDigest().equals(digest(plans))) {
            throw new ResultFormatException(
                    folder.path()
                            + ": was begun with another lab file, data, model or options; give those, or start without --resume");
        }
        return new VariedRun(folder, plans);
    }

    /** What {@code --resume} takes. */
    public String id() {
        return String.valueOf(folder.path().getFileName());
    }

    /** Where its curve is. */
    public VaryFolder folder() {
        return folder;
    }

    /** Measures the values that are not finished. */
    public void measure(PointRunner runner) {
        List<Point> points = folder.record().points();
        for (int i = 0; i < points.size(); i++) {
            String runId = points.get(i).runId();
            if (runId != null && !Resumption.isFinished(folder.run(runId))) {
                runner.run(plans.get(i), folder.run(runId));
            }
        }
    }

    /** The runs of the values that have something of their own to measure. */
    public List<RunFolder> runs() {
        return folder.record().points().stream()
                .map(Point::runId)
                .filter(Objects::nonNull)
                .map(folder::run)
                .toList();
    }

    private static VaryRecord record(String varyId, LabDefinition lab, Variation vary, List<VariedPlan> plans) {
        Map<String, String> names = ValueNames.of(vary.values());
        return new VaryRecord(
                VaryRecord.SCHEMA,
                varyId,
                lab.name(),
                lab.title(),
                lab.digest(),
                digest(plans),
                vary.setting().word(),
                plans.stream().map(plan -> point(varyId, names, plan)).toList());
    }

    private static Point point(String varyId, Map<String, String> names, VariedPlan plan) {
        Map<String, String> runs = new LinkedHashMap<>();
        plan.measuredAt().forEach((mode, value) -> runs.put(mode, varyId + "-" + names.get(value)));
        boolean nothingNew = plan.plan().modes().isEmpty();
        return new Point(plan.value(), nothingNew ? null : varyId + "-" + names.get(plan.value()), runs);
    }

    /** Identity of all plans together. */
    public static String digest(List<VariedPlan> plans) {
        Sha256 digest = new Sha256();
        plans.forEach(plan -> digest.field(plan.value()).field(plan.plan().digest()));
        return digest.hex();
    }
}
