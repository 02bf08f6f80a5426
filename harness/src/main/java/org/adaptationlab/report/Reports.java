package org.adaptationlab.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;

/** All reports of a run. */
public final class Reports {

    private static final List<ReportFormat> FORMATS =
            List.of(new MarkdownReport(), new HtmlReport(), new JUnitReport());

    private Reports() {}

    /** Whether a run has all of them: one that was killed while they were written has not. */
    public static boolean areThere(RunFolder folder) {
        return FORMATS.stream().allMatch(format -> Files.exists(folder.report(format.fileName())));
    }

    /**
     * Reads the result files of a finished run and writes report.md, report.html and junit.xml beside them.
     *
     * @return the results they are made of
     * @throws org.adaptationlab.problem.ResultFormatException if a result file is missing or damaged
     * @throws org.adaptationlab.problem.PrerequisiteException if a report cannot be written
     */
    public static RunResults write(RunFolder folder) {
        RunResults results = RunResults.read(folder);
        for (ReportFormat format : FORMATS) {
            Path file = folder.report(format.fileName());
            ResultFile.writeText(
                    file,
                    out -> format.write(results, out),
                    ", then lab report " + folder.path() + "; the results are kept");
        }
        return results;
    }
}
