package org.adaptationlab.tune;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.report.ConsoleTable;
import org.adaptationlab.report.table.Table;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.result.TuningFile;
import org.adaptationlab.result.csv.Column;
import org.adaptationlab.result.csv.CsvText;
import org.adaptationlab.result.record.TuningRecord;
import org.adaptationlab.result.record.TuningRecord.Candidate;
import org.adaptationlab.result.record.TuningRecord.Mode;
import org.jspecify.annotations.Nullable;

/** The table of all candidates, beside the lab file: candidates.csv, and tuning.txt for people. */
public final class TuneTable {

    private static final int PERCENT = 100;

    private record Row(Mode mode, Candidate candidate) {}

    private static final List<Column<Row>> COLUMNS = List.of(
            Column.word("schema_version", row -> String.valueOf(TuningRecord.SCHEMA)),
            Column.word("mode", row -> row.mode().mode()),
            Column.word("candidate", row -> row.candidate().name()),
            Column.text("settings", row -> row.candidate().settings()),
            Column.word(
                    "chosen",
                    row -> String.valueOf(
                            row.candidate().name().equals(row.mode().chosen()))),
            Column.word("tune_id", row -> row.mode().tuneId()),
            Column.text("model", row -> row.mode().model()),
            Column.word("model_digest", row -> row.mode().modelDigest()),
            Column.word("dataset_digest", row -> row.mode().datasetDigest()),
            Column.count("folds", row -> row.mode().folds()),
            Column.word("metric", row -> row.mode().metric()),
            Column.count("n", row -> row.candidate().n()),
            Column.count("n_failed", row -> row.candidate().failed()),
            Column.share("mean", row -> row.candidate().mean()),
            Column.share("standard_error", row -> row.candidate().standardError()),
            Column.difference("behind_best", row -> row.candidate().behind()),
            Column.share("behind_best_standard_error", row -> row.candidate().behindError()),
            Column.count("calls", row -> row.candidate().effort().calls()),
            Column.amount("call_seconds", row -> row.candidate().effort().callSeconds()),
            Column.count("input_tokens", row -> row.candidate().effort().inputTokens()),
            Column.count("output_tokens", row -> row.candidate().effort().outputTokens()),
            Column.amount("adapt_seconds", row -> row.candidate().effort().adaptSeconds()));

    private TuneTable() {}

    /**
     * Writes both files.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException if they cannot be written
     */
    public static void write(Path labFile, TuningRecord record) {
        Path folder = TuningFile.folder(labFile);
        List<Row> rows = record.modes().stream()
                .flatMap(mode -> mode.candidates().stream().map(candidate -> new Row(mode, candidate)))
                .toList();
        ResultFile.writeText(folder.resolve("candidates.csv"), out -> CsvText.write(out, COLUMNS, rows::forEach));
        ResultFile.writeText(folder.resolve("tuning.txt"), out -> out.append(text(record.lab(), record.modes())));
    }

    /** The table of some modes in aligned columns, and what was chosen and why. */
    public static String text(String lab, List<Mode> modes) {
        StringBuilder text = new StringBuilder();
        text.append("Settings of ")
                .append(lab)
                .append(", tried on training examples by lab tune. No test example was asked.\n");
        text.append(Choice.RULE).append("\n");
        for (Mode mode : modes) {
            text.append('\n').append(how(mode)).append('\n');
            text.append(ConsoleTable.aligned(table(mode)));
            text.append("Chosen: ")
                    .append(mode.chosen())
                    .append(" (")
                    .append(mode.winner().settings())
                    .append("). ")
                    .append(mode.reason())
                    .append(".\n");
        }
        List<Integer> tries =
                modes.stream().map(mode -> mode.candidates().size()).distinct().toList();
        text.append('\n')
                .append(
                        tries.size() == 1
                                ? "Each mode had " + tries.get(0) + " tries."
                                : "The modes did not have the same number of tries; the more, the better the best one"
                                        + " looks by chance.")
                .append('\n');
        return text.toString();
    }

    private static String how(Mode mode) {
        TuningRecord.Effort effort = mode.effort();
        return mode.mode() + ": " + mode.candidates().size() + " candidates, " + mode.folds() + " folds over "
                + (mode.from().equals("pool") ? "the lab's training examples" : "all training examples")
                + (mode.searched() ? ", shots drawn from the first and measured on the others" : "")
                + (mode.limit() == null ? "" : ", at most " + mode.limit() + " asked in each") + "; a mode drew on "
                + mode.drawnFrom() + "; " + mode.model() + ", " + mode.runtime() + "; "
                + Figures.counted(effort.calls(), "call") + ", " + Figures.seconds(effort.callSeconds())
                + (effort.adaptSeconds() == 0
                        ? ""
                        : ", and " + Figures.seconds(effort.adaptSeconds()) + " of training and indexing");
    }

    private static Table table(Mode mode) {
        List<List<String>> rows = new ArrayList<>();
        for (Candidate candidate : mode.candidates()) {
            rows.add(List.of(
                    (candidate.name().equals(mode.chosen()) ? "* " : "  ") + candidate.name(),
                    candidate.settings(),
                    String.valueOf(candidate.n()),
                    String.valueOf(candidate.failed()),
                    Figures.percent(candidate.mean()),
                    points(candidate.standardError()),
                    points(candidate.behind()),
                    points(candidate.behindError())));
        }
        return new Table(
                List.of("candidate", "settings", "n", "failed", mode.metric(), "s.e.", "behind the best", "s.e."),
                rows,
                2);
    }

    private static String points(@Nullable Double share) {
        return share == null ? Figures.NOT_MEASURED : Figures.fixed(PERCENT * share, 1);
    }
}
