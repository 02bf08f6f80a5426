package org.adaptationlab.dataset.source;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/** Text with a separator between its cells, as spreadsheets and databases write it: CSV, TSV. */
final class DelimitedSource implements SourceFormat {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');
    private static final int SEP_LINE = "sep=;".length();

    private final Path file;
    private final String text;
    private final @Nullable Character given;

    /** @param given separator the user named; null for the usual one of the file */
    DelimitedSource(Path file, String text, @Nullable Character given) {
        this.file = file;
        this.text = text;
        this.given = given;
    }

    @Override
    public SourceTable read(Problems problems) {
        Optional<Character> named = namedInFile();
        if (named.isPresent() && given != null && !named.get().equals(given)) {
            problems.add(
                    file, 1, "names " + shown(named.get()) + " as the separator, but --separator is " + shown(given));
        }
        int skipped = named.isPresent() ? lineEnd(0) : 0;
        char separator = named.orElse(given == null ? usual() : given);
        String rest = text.substring(skipped);
        List<Character> others = otherSeparators(rest, separator);
        boolean isPlain = others.size() == 1 && named.isEmpty() && given == null;
        if (!others.isEmpty() && !isPlain) {
            problems.add(
                    file,
                    1,
                    "no " + shown(separator) + " is in the header; say what is between the cells, such as --separator "
                            + shown(others.get(0)));
        }
        GridTable grid = new GridTable(file, RowUnit.LINE, problems);
        if (problems.found().isEmpty()) {
            read(rest, isPlain ? others.get(0) : separator, skipped > 0 ? 1 : 0, grid, problems);
        }
        SourceTable table = grid.table();
        return isPlain
                ? table.with("cells are what stands between " + shown(others.get(0)) + ", as the header has no "
                        + shown(separator))
                : table;
    }

    /** A line such as {@code sep=;}, which is for Excel and not part of the table. */
    private Optional<Character> namedInFile() {
        String line = text.substring(0, Math.min(text.length(), lineEnd(0))).stripTrailing();
        String plain = line.replace("\"", "");
        boolean names = plain.toLowerCase(Locale.ROOT).startsWith("sep=") && plain.length() <= SEP_LINE;
        // a tab is white space at the end of the line
        return names ? Optional.of(plain.length() == SEP_LINE ? plain.charAt(SEP_LINE - 1) : '\t') : Optional.empty();
    }

    private char usual() {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return name.endsWith(".tsv") || name.endsWith(".tab") ? '\t' : ',';
    }

    /** What may separate the cells where the separator is not in the header, and such characters are. */
    private static List<Character> otherSeparators(String rest, char separator) {
        String header = rest.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
        return header.indexOf(separator) >= 0
                ? List.of()
                : SEPARATORS.stream()
                        .filter(usual -> header.indexOf(usual) >= 0)
                        .toList();
    }

    private void read(String rest, char separator, int linesBefore, GridTable grid, Problems problems) {
        try (CsvReader<CsvRecord> csv = CsvReader.builder()
                .fieldSeparator(separator)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .allowUnclosedQuote(false)
                .ofCsvRecord(rest)) {
            for (CsvRecord entry : csv) {
                grid.add(linesBefore + (int) entry.getStartingLineNumber(), entry.getFields());
            }
        } catch (CsvParseException e) {
            problems.add(file, 0, "is not CSV: " + reason(e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Behind the line end that follows a place. */
    private int lineEnd(int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        boolean isPair = at + 1 < text.length() && text.charAt(at) == '\r' && text.charAt(at + 1) == '\n';
        return Math.min(text.length(), at + (isPair ? 2 : 1));
    }

    private static String shown(char separator) {
        return separator == '\t' ? "$'\\t'" : "'" + separator + "'";
    }

    private static String reason(CsvParseException e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getMessage() + ": " + cause.getMessage();
    }
}
