package org.adaptationlab.tune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.run.Resumption;
import org.adaptationlab.tune.TunePlan.Fold;

/** The runs of a tuning, one for each fold. */
public final class TuneRun {

    private final TuneFolder folder;
    private final TunePlan plan;

    private TuneRun(TuneFolder folder, TunePlan plan) {
        this.folder = folder;
        this.plan = plan;
    }

    /** Measures one fold. */
    public interface FoldRunner {
        /** Begins the fold in a new folder. */
        void start(Fold fold, RunFolder folder);

        /** Goes on with it. */
        void resume(Fold fold, RunFolder folder);
    }

    /**
     * Begins.
     *
     * @param out folder for results of all labs
     * @param id of the tuning, unless there is one
     */
    public static TuneRun start(Path out, TunePlan plan, String id) {
        return new TuneRun(TuneFolder.create(out, plan.lab().name(), id, plan.digest()), plan);
    }

    /**
     * Goes on with what was begun.
     *
     * @param id an empty text for the newest of the lab
     * @throws ResultFormatException when there is none, or it was begun with another plan
     */
    public static TuneRun goOn(Path out, TunePlan plan, String id) {
        TuneFolder folder = TuneFolder.find(out, plan.lab().name(), id);
        if (!folder.record().planDigest().equals(plan.digest())) {
            throw new ResultFormatException(
                    folder.path()
                            + ": was begun with another lab file, data, model or options; give those, or start without --resume");
        }
        return new TuneRun(folder, plan);
    }

    /** What {@code --resume} takes. */
    public String id() {
        return folder.id();
    }

    /** Where the runs of the folds are. */
    public Path folder() {
        return folder.path();
    }

    /** Measures the folds that are not finished. */
    public void measure(FoldRunner runner) {
        for (Fold fold : plan.folds()) {
            RunFolder run = folder.fold(fold.number());
            if (!run.path().toFile().exists()) {
                runner.start(fold, folder.createFold(fold.number()));
            } else if (!Resumption.isFinished(run)) {
                runner.resume(fold, run);
            }
        }
    }

    /** The results of all folds, which must be finished. */
    public List<RunResults> results() {
        List<RunResults> results = new ArrayList<>();
        plan.folds().forEach(fold -> results.add(RunResults.read(folder.fold(fold.number()))));
        return results;
    }
}
