package org.adaptationlab.run;

import java.nio.file.Path;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.Provenance;

/** Says which runs can be gone on with. */
public final class Resumption {

    private Resumption() {}

    /**
     * The folder of a run to go on with.
     *
     * @param out folder for results of all labs
     * @param runId an empty text for the newest of the lab
     * @throws ResultFormatException when there is none, or it is finished
     */
    public static RunFolder find(Path out, String labName, String runId) {
        RunFolder folder = runId.isEmpty()
                ? RunFolder.list(out, labName).stream()
                        .findFirst()
                        .orElseThrow(() -> new ResultFormatException(
                                out.resolve(labName) + ": there is no run to resume; start one without --resume"))
                : RunFolder.open(out.resolve(labName).resolve(runId));
        if (isFinished(folder)) {
            throw new ResultFormatException(folder.path()
                    + ": this run is finished, nothing is left to resume; start one without --resume, name another, or"
                    + " write its reports again with lab report");
        }
        return folder;
    }

    /**
     * Whether a run has nothing left to ask. One that failed has, and one that is void for its failed calls as well: asking
     * them again may mend it.
     *
     * @param folder of a run, which may not have begun
     */
    public static boolean isFinished(RunFolder folder) {
        if (!folder.hasResults()) {
            return false;
        }
        Provenance run = RunResults.read(folder).provenance();
        return run.failure() == null
                && run.stops().stream().noneMatch(stop -> stop.name().equals(Guard.FAILURES.word()));
    }
}
