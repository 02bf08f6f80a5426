package org.adaptationlab.run;

import java.nio.file.Path;
import java.util.Optional;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.journal.JournalContent;
import org.adaptationlab.result.record.ProvenanceJson;
import org.adaptationlab.run.plan.RunPlan;

/** Says which runs can be gone on with. */
public final class Resumption {

    private Resumption() {}

    /**
     * The folder of a run to go on with; it may have nothing left to ask.
     *
     * @param out folder for results of all labs
     * @param runId an empty text for the newest of the lab
     * @throws ResultFormatException when there is none
     */
    public static RunFolder find(Path out, String labName, String runId) {
        return runId.isEmpty()
                ? RunFolder.list(out, labName).stream()
                        .findFirst()
                        .orElseThrow(() -> new ResultFormatException(
                                out.resolve(labName) + ": there is no run to resume; start one without --resume"))
                : RunFolder.openToResume(out.resolve(labName).resolve(runId));
    }

    /**
     * The folder of a run to go on with. Shards share a folder of results, so the newest is that of the same shard, and
     * where there is none it is to be begun: a scheduler starts a shard again by the same command.
     *
     * @param out folder for results of all labs
     * @param runId an empty text for the newest
     * @return empty where a shard is to be begun
     * @throws ResultFormatException when there is none
     */
    public static Optional<RunFolder> of(RunPlan plan, Path out, String runId) {
        String labName = plan.lab().name();
        return plan.shard() != null && runId.isEmpty()
                ? newest(out, labName, plan.digest())
                : Optional.of(find(out, labName, runId));
    }

    private static Optional<RunFolder> newest(Path out, String labName, String planDigest) {
        return RunFolder.list(out, labName).stream()
                .filter(folder -> folder.hasJournal()
                        && JournalContent.header(folder.journal())
                                .filter(header -> header.planDigest().equals(planDigest))
                                .isPresent())
                .findFirst();
    }

    /**
     * Whether a run has nothing left to ask. One that failed has, and one that is void for its failed calls as well: asking
     * them again may mend it.
     *
     * @param folder of a run, which may not have begun
     */
    public static boolean isFinished(RunFolder folder) {
        return folder.hasResults() && ProvenanceJson.read(folder.provenance()).finished();
    }
}
