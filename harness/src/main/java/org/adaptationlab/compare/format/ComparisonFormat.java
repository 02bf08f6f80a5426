package org.adaptationlab.compare.format;

import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Function;
import org.adaptationlab.compare.finding.Comparison;
import org.adaptationlab.file.ResultFile;

/** The forms a comparison can be written in. */
public enum ComparisonFormat {
    /** The verdict in words, then aligned tables. */
    TEXT(TextComparison::of),
    /** For a pull request. */
    MARKDOWN(MarkdownComparison::of),
    /** Everything, in a documented form. */
    JSON(JsonComparison::of),
    /** A row per mode. */
    CSV(CsvComparison::of),
    /** A row per flipped example, as CSV. */
    FLIPS(CsvComparison::flips),
    /** A test case per check, as XML. */
    JUNIT(JUnitComparison::of),
    /** The verdict in words. */
    VERDICT(TextComparison::verdict);

    @SuppressWarnings("ImmutableEnumChecker") // method references without state
    private final Function<Comparison, String> writer;

    ComparisonFormat(Function<Comparison, String> writer) {
        this.writer = writer;
    }

    /** The whole text, its lines ended by {@code \n}. */
    public String of(Comparison comparison) {
        return writer.apply(comparison);
    }

    /**
     * Writes a file that is never seen half done.
     *
     * @throws org.adaptationlab.problem.PrerequisiteException if it cannot be written
     */
    public void write(Comparison comparison, Path file) {
        ResultFile.writeText(file, out -> out.append(of(comparison)));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
