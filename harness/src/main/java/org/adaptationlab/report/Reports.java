package org.adaptationlab.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;

/** All reports of a run. */
public final class Reports {

    private static final List<ReportFormat> FORMATS =
            List.of(new MarkdownReport(), new HtmlReport(), new JUnitReport());

    private Reports() {}

    /**
     * Reads the result files of a finished run and writes report.md, report.html and junit.xml beside them.
     *
     * @return the results they are made of
     * @throws org.adaptationlab.problem.ResultFormatException if a result file is missing or damaged
     * @throws PrerequisiteException if a report cannot be written
     */
    public static RunResults write(RunFolder folder) {
        RunResults results = RunResults.read(folder);
        for (ReportFormat format : FORMATS) {
            Path file = folder.report(format.fileName());
            try {
                AtomicFile.writeText(file, out -> format.write(results, out));
            } catch (IOException e) {
                throw new PrerequisiteException(
                        file + ": cannot be written (" + IoReason.of(e)
                                + "); the results are kept: free disk space or mend the permissions, then lab report "
                                + folder.path(),
                        e);
            }
        }
        return results;
    }
}
