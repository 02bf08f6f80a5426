package org.adaptationlab.compare;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.csv.CsvResults;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.ProvenanceJson;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.score.Score;

/**
 * Copies of a run what a later comparison needs, small enough to commit: run.json without the texts of examples,
 * summary.csv, compressed further scores, and compressed examples without raw outputs, passages and the parts of times.
 */
public final class BaselineCopy {

    private BaselineCopy() {}

    /**
     * Writes the folder of a baseline; files of an earlier one are replaced.
     *
     * @param run folder of a finished run
     * @throws ResultFormatException if the run is not finished or has no run.json
     */
    public static void write(Path run, Path baseline) {
        RunSource source = RunSource.open(run);
        Provenance provenance = source.provenance();
        if (provenance == null) {
            throw new ResultFormatException(run + ": has no run.json; a baseline is made of the folder of a run");
        }
        RunFolder folder = new RunFolder(baseline);
        List<ExampleResult> rows = new ArrayList<>();
        RunIdentity identity = source.scan(row -> rows.add(slim(row)));
        CsvResults.writeExamples(baseline.resolve(RunSource.COMPRESSED_EXAMPLES), identity, rows);
        CsvResults.writeSummary(folder.summary(), identity, source.summaries());
        List<ScoreRow> scores = new ArrayList<>();
        source.scanScores(identity, scores::add);
        if (!scores.isEmpty()) {
            CsvResults.writeScores(baseline.resolve(RunSource.COMPRESSED_SCORES), identity, scores);
        }
        ProvenanceJson.write(folder.provenance(), provenance.withoutExampleTexts());
    }

    private static ExampleResult slim(ExampleResult row) {
        CallMeasurement measured = row.measurement();
        return new ExampleResult(
                row.mode(),
                row.exampleId(),
                row.slice(),
                row.repetition(),
                slim(row.outcome()),
                row.target(),
                new CallMeasurement(
                        measured.inputTokens(),
                        measured.outputTokens(),
                        null,
                        null,
                        measured.ttftMs(),
                        null,
                        null,
                        measured.totalMs()),
                List.of(),
                null,
                row.retries(),
                row.answerable(),
                row.doc());
    }

    private static Outcome slim(Outcome outcome) {
        if (outcome instanceof Outcome.Answered answered) {
            return new Outcome.Answered("", answered.answer(), slim(answered.grade()));
        }
        if (outcome instanceof Outcome.Unparsed) {
            return new Outcome.Unparsed("");
        }
        return outcome instanceof Outcome.Truncated ? new Outcome.Truncated(null, null) : new Outcome.Failed("");
    }

    private static Score slim(Score grade) {
        return grade instanceof Score.Graded graded ? new Score.Graded(graded.value(), "") : new Score.Ungraded("");
    }
}
