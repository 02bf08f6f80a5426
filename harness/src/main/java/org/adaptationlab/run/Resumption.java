package org.adaptationlab.run;

import java.nio.file.Path;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.record.ProvenanceJson;

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
     * Whether a run has nothing left to ask. One that failed has, and one that is void for its failed calls as well: asking
     * them again may mend it.
     *
     * @param folder of a run, which may not have begun
     */
    public static boolean isFinished(RunFolder folder) {
        return folder.hasResults() && ProvenanceJson.read(folder.provenance()).finished();
    }
}
