package org.adaptationlab.result.summary;

import java.util.BitSet;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ScoreRow;

/**
 * The one place that knows which examples modes have in common: scores, times and prices of a run by mode, adapter and
 * example. It is filled row by row and keeps no texts, so that a file of any length can be read into it. Books that share
 * their example numbers can be paired with each other.
 */
public final class ScoreBook {

    private final ExampleNumbers numbers;
    private final Prices prices;
    private final Map<String, ModeNumbers> modes = new LinkedHashMap<>();

    /**
     * An empty book.
     *
     * @param numbers shared with the books it is to be compared with
     * @param prices of the calls
     */
    public ScoreBook(ExampleNumbers numbers, Prices prices) {
        this.numbers = Objects.requireNonNull(numbers, "numbers");
        this.prices = Objects.requireNonNull(prices, "prices");
    }

    /** The book of a run whose rows are in memory. */
    public static ScoreBook of(List<ExampleResult> rows, List<ScoreRow> scores, Prices prices) {
        ScoreBook book = new ScoreBook(new ExampleNumbers(), prices);
        rows.forEach(book::add);
        scores.forEach(book::add);
        return book;
    }

    /** Counts a call in; false where the same call was counted before. */
    public boolean add(ExampleResult row) {
        int example = numbers.number(row.exampleId());
        numbers.isAbout(example, row.doc());
        return modes.computeIfAbsent(row.mode().mode(), name -> new ModeNumbers(numbers))
                .add(example, row, prices.call(row));
    }

    /** Counts in what a call has in a further metric; rows of modes without calls are passed over. */
    public void add(ScoreRow row) {
        ModeNumbers mode = modes.get(row.mode().mode());
        if (mode != null) {
            mode.add(numbers.number(row.exampleId()), row);
        }
    }

    /** By name, in the order their first rows came. */
    public Map<String, ModeNumbers> modes() {
        return modes;
    }

    /** The mode of this name. */
    public ModeNumbers mode(String name) {
        return Objects.requireNonNull(modes.get(name), name);
    }

    /** Two modes of this book on the examples both have. */
    public Paired pair(String a, String b) {
        return Paired.of(mode(a).scores(), mode(b).scores(), numbers);
    }

    /** Two modes in a further metric. */
    Paired pair(ModeScores a, ModeScores b) {
        return Paired.of(a, b, numbers);
    }

    /** The examples that every adapter of all these modes has a score for. */
    int[] shared(Collection<String> names) {
        BitSet shared = null;
        for (String name : names) {
            BitSet complete = mode(name).scores().complete();
            if (shared == null) {
                shared = complete;
            } else {
                shared.and(complete);
            }
        }
        return shared == null ? new int[0] : shared.stream().toArray();
    }
}
