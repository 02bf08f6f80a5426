package org.adaptationlab.dataset.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.adaptationlab.problem.Problems;
import org.jspecify.annotations.Nullable;

/** JSON objects one after the other, however many stand in a line or lines make one, or a list of them. */
final class JsonSource implements SourceFormat {

    private static final int MAX_PROBLEMS = 100;
    private static final String WANTED = "; wanted is an object such as {\"text\": …, \"label\": …}";

    private final Path file;
    private final String text;
    private final Set<String> columns = new LinkedHashSet<>();
    private final List<SourceRow> rows = new ArrayList<>();
    private final Set<Integer> sharedLines = new TreeSet<>();
    private RowUnit unit = RowUnit.LINE;
    /** Where the value began that is being read, for a message. */
    private int valueLine;

    private long valueOffset;
    private int lastLine;

    JsonSource(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    @Override
    public SourceTable read(Problems problems) {
        int from = 0;
        int line = 0;
        int before = problems.found().size();
        while (from >= 0) {
            from = problems.found().size() - before < MAX_PROBLEMS ? readFrom(from, line, problems) : -1;
            line = valueLine;
        }
        List<String> notes = sharedLines.isEmpty()
                ? List.of()
                : List.of("more than one object stands in "
                        + RowNames.of(RowUnit.LINE, List.copyOf(sharedLines))
                        + "; each was taken as a row");
        SourceTable table = SourceTable.of(file, unit, List.copyOf(columns), rows, notes);
        reportOneObject(table, problems);
        return table;
    }

    /**
     * Reads values up to one that is no JSON, which is reported.
     *
     * @param line number of lines before
     * @return where to go on, behind the line in which that value begins; -1 at the end
     */
    private int readFrom(int from, int line, Problems problems) {
        StringReader reader = new StringReader(text);
        try (JsonParser parser = JsonValues.JSON.createParser(reader)) {
            reader.skip(from);
            for (JsonToken token = next(parser, line); token != null; token = next(parser, line)) {
                if (token == JsonToken.START_ARRAY && rows.isEmpty() && unit == RowUnit.LINE) {
                    unit = RowUnit.ITEM;
                    readList(parser, line, problems);
                } else if (token == JsonToken.START_OBJECT) {
                    add(JsonValues.fields(parser), valueLine, valueLine, problems);
                } else {
                    problems.add(file, valueLine, "is " + shown(token) + WANTED);
                    parser.skipChildren();
                }
            }
            return -1;
        } catch (JsonProcessingException e) {
            problems.add(file, valueLine, reason(e, line));
            return unit == RowUnit.ITEM ? -1 : nextObject((int) (from + valueOffset));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable JsonToken next(JsonParser parser, int line) throws IOException {
        JsonToken token = parser.nextToken();
        if (token != null) {
            valueLine = line + parser.currentTokenLocation().getLineNr();
            valueOffset = parser.currentTokenLocation().getCharOffset();
        }
        return token;
    }

    private void readList(JsonParser parser, int line, Problems problems) throws IOException {
        int number = 0;
        for (JsonToken token = next(parser, line); token != JsonToken.END_ARRAY && token != null; ) {
            number++;
            if (token == JsonToken.START_OBJECT) {
                add(JsonValues.fields(parser), valueLine, number, problems);
            } else {
                String remedy = token == JsonToken.START_ARRAY
                        ? "; name its parts: jq '[.[] | {text: .[0], label: .[1]}]' FILE > NEW.json"
                        : WANTED;
                problems.add(file, valueLine, "item " + number + ": is " + shown(token) + remedy);
                if (problems.found().size() >= MAX_PROBLEMS) {
                    return;
                }
                parser.skipChildren();
            }
            token = next(parser, line);
        }
    }

    private void add(Map<String, Cell> cells, int line, int number, Problems problems) {
        if (unit == RowUnit.LINE && line == lastLine) {
            sharedLines.add(line);
        }
        lastLine = line;
        cells.forEach((column, cell) -> {
            if (cell instanceof Cell.Text value
                    && !StandardCharsets.UTF_8.newEncoder().canEncode(value.text())) {
                problems.add(
                        file,
                        line,
                        "\"" + column
                                + "\" holds half of a character: a JSON escape of a surrogate without the other one");
            }
        });
        columns.addAll(cells.keySet());
        rows.add(new SourceRow(line, number, cells));
    }

    /** The start of the next line that begins with an object; -1 where there is none. */
    private int nextObject(int offset) {
        int at = offset;
        while (at < text.length() && text.charAt(at) != '\n' && text.charAt(at) != '\r') {
            at++;
        }
        int found = -1;
        for (int i = at; i < text.length() && found < 0; i++) {
            boolean isLineStart = i > 0 && (text.charAt(i - 1) == '\n' || text.charAt(i - 1) == '\r');
            if (isLineStart && text.charAt(i) == '{') {
                found = i;
            }
        }
        if (found >= 0) {
            valueLine = (int) text.substring(0, found)
                    .replace("\r\n", "\n")
                    .chars()
                    .filter(c -> c == '\n' || c == '\r')
                    .count();
        }
        return found;
    }

    /** One object with lists or objects in it is another way to write a table; what to do depends on which. */
    private void reportOneObject(SourceTable table, Problems problems) {
        if (rows.size() != 1 || Chats.column(table).isPresent()) {
            return;
        }
        List<String> lists = columns.stream()
                .filter(column -> !(rows.get(0).cells().get(column) instanceof Cell.Text))
                .toList();
        if (!lists.isEmpty()) {
            problems.add(
                    file,
                    0,
                    "is one JSON object, not a list of objects; its rows may be under " + RowNames.list(lists)
                            + ": take them out (jq '." + lists.get(0)
                            + "' FILE > NEW.json), or where it holds columns, write rows (pandas:"
                            + " to_json(…, orient='records', lines=True))");
        }
    }

    private static String shown(JsonToken token) {
        if (token == JsonToken.START_ARRAY) {
            return "a list";
        }
        return token.isNumeric() ? "a number" : token == JsonToken.VALUE_STRING ? "a text" : "no object";
    }

    private static String reason(JsonProcessingException e, int line) {
        String message =
                String.valueOf(e.getOriginalMessage()).lines().findFirst().orElse("");
        if (message.startsWith("Duplicate")) {
            return "has a key twice (" + message + "); keep one of them";
        }
        int errorLine = e.getLocation() == null ? 0 : line + e.getLocation().getLineNr();
        int column = e.getLocation() == null ? 0 : e.getLocation().getColumnNr();
        return "is not JSON (line " + errorLine + ", column " + column + "): " + message;
    }
}
