package org.adaptationlab.dataset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.file.Utf8File;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.Problems;

/**
 * A user's own file of examples, before it is known what its columns mean.
 *
 * @param columns in the order of the file
 * @param rows with the columns that have a text, number or truth value in them
 */
public record SourceTable(Path file, List<String> columns, List<Row> rows) {

    private static final List<Character> SEPARATORS = List.of(',', ';', '\t', '|');

    public SourceTable {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
    }

    /**
     * One row.
     *
     * @param line one-based line of the file in which it begins
     * @param cells text by column
     */
    public record Row(int line, Map<String, String> cells) {
        public Row {
            cells = Map.copyOf(cells);
        }
    }

    /**
     * Reads a .jsonl file as JSON lines, any other as CSV with a header.
     *
     * @param separator between the cells of a CSV file
     * @throws LabDefinitionException with every line that cannot be read
     */
    public static SourceTable read(Path file, char separator) {
        Problems problems = new Problems();
        List<Utf8File.Line> lines = Utf8File.readLines(file, problems).orElse(List.of());
        problems.throwIfAny();
        String ending = file.toString().toLowerCase(Locale.ROOT);
        SourceTable table = ending.endsWith(".jsonl") || ending.endsWith(".ndjson")
                ? ofJson(file, lines, problems)
                : ofCsv(file, lines, separator, problems);
        if (problems.found().isEmpty() && table.rows().isEmpty()) {
            problems.add(file, 0, "has no rows");
        }
        problems.throwIfAny();
        return table;
    }

    private static SourceTable ofJson(Path file, List<Utf8File.Line> lines, Problems problems) {
        JsonMapper mapper = new JsonMapper();
        Set<String> columns = new LinkedHashSet<>();
        List<Row> rows = new ArrayList<>();
        for (Utf8File.Line line : lines) {
            Optional<JsonNode> object = parse(mapper, line.text()).filter(JsonNode::isObject);
            if (object.isEmpty()) {
                problems.add(file, line.number(), "is not a JSON object");
                continue;
            }
            Map<String, String> cells = new LinkedHashMap<>();
            object.get().properties().stream()
                    .filter(field ->
                            field.getValue().isValueNode() && !field.getValue().isNull())
                    .forEach(field -> cells.put(field.getKey(), field.getValue().asText()));
            columns.addAll(cells.keySet());
            rows.add(new Row(line.number(), cells));
        }
        return new SourceTable(file, List.copyOf(columns), rows);
    }

    private static Optional<JsonNode> parse(JsonMapper mapper, String text) {
        try {
            return Optional.of(mapper.readTree(text));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    private static SourceTable ofCsv(Path file, List<Utf8File.Line> lines, char separator, Problems problems) {
        String text = String.join("\n", lines.stream().map(Utf8File.Line::text).toList());
        Optional<Character> other = otherSeparator(lines, separator);
        if (other.isPresent()) {
            String usual = other.get() == '\t' ? "$'\\t'" : "'" + other.get() + "'";
            problems.add(file, 1, "no '" + separator + "' is in the header; say what is between the cells, such as"
                    + " --separator " + usual);
            return new SourceTable(file, List.of(), List.of());
        }
        List<CsvRecord> records = new ArrayList<>();
        try {
            CsvReader.builder()
                    .fieldSeparator(separator)
                    .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                    .allowUnclosedQuote(false)
                    .ofCsvRecord(text)
                    .forEach(records::add);
        } catch (CsvParseException e) {
            problems.add(file, 0, "is not CSV: " + reason(e));
        }
        List<String> columns = records.isEmpty() ? List.of() : records.get(0).getFields();
        if (Set.copyOf(columns).size() < columns.size()) {
            problems.add(file, 1, "has two columns of one name: " + String.join(", ", columns));
        }
        List<Row> rows = new ArrayList<>();
        for (CsvRecord entry : records.subList(Math.min(1, records.size()), records.size())) {
            int line = (int) entry.getStartingLineNumber();
            if (entry.getFieldCount() != columns.size()) {
                problems.add(
                        file, line, "has " + entry.getFieldCount() + " cells, but the header has " + columns.size());
                continue;
            }
            Map<String, String> cells = new LinkedHashMap<>();
            for (int i = 0; i < columns.size(); i++) {
                cells.put(columns.get(i), entry.getField(i));
            }
            rows.add(new Row(line, cells));
        }
        return new SourceTable(file, columns, rows);
    }

    /** What seems to separate the cells where the given separator is not in the header, and such a character is. */
    private static Optional<Character> otherSeparator(List<Utf8File.Line> lines, char separator) {
        String header = lines.isEmpty() ? "" : lines.get(0).text();
        return header.indexOf(separator) >= 0
                ? Optional.empty()
                : SEPARATORS.stream().filter(usual -> header.indexOf(usual) >= 0).findFirst();
    }

    private static String reason(CsvParseException e) {
        Throwable cause = e.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(e.getMessage())
                : e.getMessage() + ": " + cause.getMessage();
    }
}
