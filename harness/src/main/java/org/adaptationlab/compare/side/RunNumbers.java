package org.adaptationlab.compare.side;

import java.util.Map;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.summary.ExampleNumbers;
import org.adaptationlab.result.summary.ModeNumbers;
import org.adaptationlab.result.summary.Prices;
import org.adaptationlab.result.summary.ScoreBook;

/**
 * The numbers of one side.
 *
 * @param rows where the examples stand in its file
 */
public record RunNumbers(RunIdentity run, ScoreBook book, RowPlaces rows) {

    /**
     * Reads the examples of a side once, and the scores of further metrics where there are any.
     *
     * @param numbers shared with the other side
     * @param prices of its calls
     */
    public static RunNumbers read(RunSource source, ExampleNumbers numbers, Prices prices) {
        ScoreBook book = new ScoreBook(numbers, prices);
        RowPlaces rows = new RowPlaces();
        RunIdentity run = source.scan(row -> {
            rows.next(row.mode().mode(), numbers.number(row.exampleId()));
            if (!book.add(row)) {
                throw new ResultFormatException(source.examples() + ": example " + row.exampleId() + " of mode "
                        + row.mode().mode() + ", repetition " + row.repetition()
                        + ", is there twice; is the file two runs in one?");
            }
        });
        source.scanScores(run, book::add);
        return new RunNumbers(run, book, rows);
    }

    /** By name, in the order of the file. */
    public Map<String, ModeNumbers> modes() {
        return book.modes();
    }
}
