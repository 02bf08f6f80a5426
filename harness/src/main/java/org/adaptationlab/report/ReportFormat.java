package org.adaptationlab.report;

import java.io.IOException;
import java.io.Writer;
import org.adaptationlab.result.RunResults;

/** One form of a run's report, made from its result files alone. Implementations are stateless. */
interface ReportFormat {

    /** Name of the report in the run folder. */
    String fileName();

    /** Writes the whole report; the caller closes {@code out}. */
    void write(RunResults results, Writer out) throws IOException;
}
