package org.adaptationlab.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.result.LoadCosts;
import org.adaptationlab.result.LoadResults;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.jspecify.annotations.Nullable;

/** All reports of a run. */
public final class Reports {

    private static List<ReportFormat> formats(@Nullable LoadResults load) {
        return List.of(new MarkdownReport(), new HtmlReport(load), new JUnitReport());
    }

    private Reports() {}

    /** Whether a run has all of them: one that was killed while they were written has not. */
    public static boolean areThere(RunFolder folder) {
        return formats(null).stream().allMatch(format -> Files.exists(folder.report(format.fileName())));
    }

    /**
     * Reads the result files of a finished run and writes report.md, report.html and junit.xml beside them. With a load of
     * the same lab, model and data beside the run, report.html has its chapter; where the lab file gives a volume, the
     * decision is made with what requests cost at it.
     *
     * @return the results they are made of
     * @throws org.adaptationlab.problem.ResultFormatException if a result file is missing or damaged
     * @throws org.adaptationlab.problem.PrerequisiteException if a report cannot be written
     */
    public static RunResults write(RunFolder folder) {
        RunResults results = RunResults.read(folder);
        return write(folder, results, LoadReport.beside(folder, results).orElse(null));
    }

    /**
     * The same with a load that is named.
     *
     * @param load folder of the load
     * @throws org.adaptationlab.problem.ResultFormatException also if the load is of something else
     */
    public static RunResults write(RunFolder folder, Path load) {
        RunResults results = RunResults.read(folder);
        return write(folder, results, LoadReport.requireOf(load, results));
    }

    private static RunResults write(RunFolder folder, RunResults read, @Nullable LoadResults load) {
        RunResults results = load == null ? read : atVolume(read, load);
        for (ReportFormat format : formats(load)) {
            Path file = folder.report(format.fileName());
            ResultFile.writeText(
                    file,
                    out -> format.write(results, out),
                    ", then lab report " + folder.path() + "; the results are kept");
        }
        return results;
    }

    private static RunResults atVolume(RunResults read, LoadResults load) {
        Double volume = load.record().requestsPerHour();
        Map<String, Double> usd = LoadCosts.of(load, read).atVolume(load.record(), read);
        return volume == null || usd.isEmpty() ? read : read.atVolume(usd, volume);
    }
}
