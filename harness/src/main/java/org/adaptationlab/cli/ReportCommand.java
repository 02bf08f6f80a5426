package org.adaptationlab.cli;

import java.nio.file.Path;
import org.adaptationlab.cli.console.CliContext;
import org.adaptationlab.cli.console.TextTable;
import org.adaptationlab.report.ConsoleTable;
import org.adaptationlab.report.CurveReport;
import org.adaptationlab.report.LoadReport;
import org.adaptationlab.report.Reports;
import org.adaptationlab.result.LoadFolder;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.VaryFolder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lab report}: the reports of a run once more. */
@Command(
        name = "report",
        description = "Write the reports of a run again, from its CSV files and run.json; no model is needed.",
        footer = {"", "Example:", "  lab report results/foundation-model-adaptation/20260102-101500-1a2b3c"})
final class ReportCommand implements Runnable {

    private final CliContext context;

    @Parameters(
            index = "0",
            paramLabel = "RUN_DIR",
            description = "The folder of a finished run, of a lab that varies a setting, or of a load.")
    private Path run;

    @Option(
            names = "--load",
            paramLabel = "DIR",
            description =
                    "A folder of lab load, for the chapter on load (default: the newest finished one beside the run, of"
                            + " the same lab, model and data).")
    private @Nullable Path load;

    ReportCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public void run() {
        Path named = context.resolve(run);
        if (VaryFolder.isOne(named)) {
            show(new VaryFolder(named), context);
            return;
        }
        if (LoadFolder.isOne(named)) {
            showLoad(new LoadFolder(named));
            return;
        }
        RunFolder folder = RunFolder.open(named);
        show(folder, load == null ? Reports.write(folder) : Reports.write(folder, context.resolve(load)), context);
    }

    private void showLoad(LoadFolder folder) {
        LoadResults results = LoadResults.read(folder);
        Path ofLab = folder.path().toAbsolutePath().getParent();
        Path out = ofLab == null ? null : ofLab.getParent();
        RunResults qualities =
                out == null ? null : LoadReport.runOf(out, results).orElse(null);
        LoadReport.write(folder, results, qualities);
        context.out().print(LoadReport.text(results, qualities));
        context.out().println();
        context.out().println("Load: " + folder.page());
    }

    /** Writes and prints the curve of a lab that varies a setting. */
    static void show(VaryFolder folder, CliContext context) {
        TextTable table = new TextTable();
        CurveReport.quality(CurveReport.write(folder)).forEach(line -> table.row(line.toArray(String[]::new)));
        table.print(context.out(), "");
        context.out().println();
        context.out().println("Curve: " + folder.file("curve.html"));
    }

    /** Prints the answer and the table of a run, and where its report is. */
    static void show(RunFolder folder, RunResults results, CliContext context) {
        context.out().print(ConsoleTable.of(results));
        context.out().println();
        context.out().println("Report: " + folder.report("report.html"));
    }
}
