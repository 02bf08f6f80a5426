package org.adaptationlab.report;

import java.nio.file.Path;
import java.util.Optional;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.report.html.LoadPage;
import org.adaptationlab.report.html.LoadView;
import org.adaptationlab.report.html.Templates;
import org.adaptationlab.report.words.LoadWords;
import org.adaptationlab.report.words.VisibleText;
import org.adaptationlab.result.LoadFolder;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/** load.html, the same as text for a terminal, and which load belongs to which run. */
public final class LoadReport {

    private LoadReport() {}

    /**
     * Writes load.html.
     *
     * @param run whose qualities are used; null for none
     * @throws org.adaptationlab.problem.PrerequisiteException when it cannot be written
     */
    public static void write(LoadFolder folder, LoadResults load, @Nullable RunResults run) {
        LoadPage page =
                new LoadPage(load.record().lab().title(), LoadWords.conditions(load.record()), LoadView.of(load, run));
        ResultFile.writeText(folder.page(), out -> Templates.render("loadpage.jte", page, out));
    }

    /** Findings, then tables with the formulas of their columns, its lines ended by {@code \n}. */
    public static String text(LoadResults load, @Nullable RunResults run) {
        LoadView view = LoadView.of(load, run);
        StringBuilder out = new StringBuilder();
        view.findings().forEach(finding -> line(out, finding));
        view.doubts().forEach(doubt -> line(out, "! " + doubt));
        view.tables().forEach((title, part) -> {
            line(out.append('\n'), title);
            out.append(ConsoleTable.aligned(part.table()));
            if (!part.note().isEmpty()) {
                line(out, part.note());
            }
        });
        line(out.append('\n'), LoadWords.conditions(load.record()));
        return out.toString();
    }

    private static void line(StringBuilder out, String text) {
        out.append(VisibleText.of(text, Integer.MAX_VALUE)).append('\n');
    }

    /**
     * The load of a folder that a run is to be reported with.
     *
     * @throws ResultFormatException when it is of another lab, model, data set or runtime
     */
    public static LoadResults requireOf(Path folder, RunResults run) {
        LoadResults load = LoadResults.read(LoadFolder.open(folder));
        String other = difference(load.record().run(), run.provenance().run());
        if (other != null) {
            throw new ResultFormatException(
                    folder + ": is the load of " + other + " than the run; name one of the same");
        }
        return load;
    }

    /** The newest finished load beside a run, of the same lab, model, data set and runtime; empty where there is none. */
    public static Optional<LoadResults> beside(RunFolder folder, RunResults run) {
        Path ofLab = folder.path().toAbsolutePath().getParent();
        Path out = ofLab == null ? null : ofLab.getParent();
        if (ofLab == null || out == null) {
            return Optional.empty();
        }
        return LoadFolder.list(out, String.valueOf(ofLab.getFileName())).stream()
                .map(LoadResults::read)
                .filter(load -> load.record().finished())
                .filter(load -> difference(load.record().run(), run.provenance().run()) == null)
                .findFirst();
    }

    /** The newest run of the same lab, model, data set and runtime whose qualities can be used; empty where there is none. */
    public static Optional<RunResults> runOf(Path out, LoadResults load) {
        return RunFolder.list(out, load.record().run().lab()).stream()
                .filter(RunFolder::hasResults)
                .map(RunResults::read)
                .filter(run ->
                        run.provenance().finished() && run.provenance().stops().isEmpty())
                .filter(run -> difference(load.record().run(), run.provenance().run()) == null)
                .findFirst();
    }

    /** What is not the same; null where all is. */
    public static @Nullable String difference(RunIdentity load, RunIdentity run) {
        if (!load.lab().equals(run.lab())) {
            return "another lab (" + load.lab() + ", not " + run.lab() + ")";
        }
        if (!load.datasetDigest().equals(run.datasetDigest())) {
            return "another data set (" + load.dataset() + ", digest " + load.datasetDigest() + ")";
        }
        if (!load.modelDigest().equals(run.modelDigest())) {
            return "another model (" + load.model() + ", not " + run.model() + ")";
        }
        return load.runtime().equals(run.runtime())
                ? null
                : "another runtime (" + load.runtime() + ", not " + run.runtime() + ")";
    }
}
