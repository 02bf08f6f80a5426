package org.adaptationlab.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.csv.CsvResults;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.ProvenanceJson;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.score.Score;

/**
 * Copies of a run what a later comparison needs, small enough to commit: run.json without the texts of examples,
 * summary.csv, compressed further scores, and compressed examples without raw outputs, passages and the parts of the model's times.
 */
public final class BaselineCopy {

    private BaselineCopy() {}

    /**
     * Writes the folder of a baseline; files of an earlier one are replaced or, where this run has none, deleted.
     *
     * @param run folder of a finished run
     * @throws ResultFormatException if the run is not finished or has no run.json, or the baseline's folder holds a run
     */
    public static void write(Path run, Path baseline) {
        RunSource source = RunSource.open(run);
        Provenance provenance = source.provenance();
        if (provenance == null) {
            throw new ResultFormatException(run + ": has no run.json; a baseline is made of the folder of a run");
        }
        RunFolder folder = new RunFolder(baseline);
        if (Files.exists(folder.examples()) || Files.exists(folder.journal())) {
            throw new ResultFormatException(baseline
                    + ": holds a run, whose files would be mixed with the baseline's; name a folder of its own");
        }
        RunIdentity identity = provenance.run();
        CsvResults.writeExamples(
                baseline.resolve(RunSource.COMPRESSED_EXAMPLES),
                identity,
                each -> source.scan(row -> each.accept(slim(row))));
        CsvResults.writeSummary(folder.summary(), identity, source.summaries());
        Path scores = baseline.resolve(RunSource.COMPRESSED_SCORES);
        if (source.scores() == null) {
            delete(scores);
        } else {
            CsvResults.writeScores(scores, identity, each -> source.scanScores(identity, each));
        }
        ProvenanceJson.write(folder.provenance(), provenance.withoutExampleTexts());
    }

    private static void delete(Path ofEarlierBaseline) {
        try {
            Files.deleteIfExists(ofEarlierBaseline);
        } catch (IOException e) {
            throw ResultFile.unwritable(ofEarlierBaseline, e, "");
        }
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
                        measured.retrieveMs(),
                        measured.ttftMs(),
                        null,
                        null,
                        measured.totalMs(),
                        null,
                        null,
                        null,
                        null,
                        measured.inFlight(),
                        measured.busyMs()),
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
