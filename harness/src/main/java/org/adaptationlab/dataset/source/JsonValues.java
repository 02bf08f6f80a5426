package org.adaptationlab.dataset.source;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON values as cells, with numbers as they are written. */
final class JsonValues {

    static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private JsonValues() {}

    /** The fields of the object whose start was read last; null and blank texts are left out. */
    static Map<String, Cell> fields(JsonParser parser) throws IOException {
        Map<String, Cell> cells = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = Blanks.typed(parser.currentName());
            JsonToken token = parser.nextToken();
            if (token == JsonToken.VALUE_NULL) {
                continue;
            }
            Cell cell = token.isStructStart() ? structure(parser) : new Cell.Text(parser.getText());
            if (!cell.isBlank()) {
                cells.put(name, cell);
            }
        }
        return cells;
    }

    /** The list or object whose start was read last. */
    private static Cell structure(JsonParser parser) throws IOException {
        boolean isList = parser.currentToken() == JsonToken.START_ARRAY;
        StringWriter json = new StringWriter();
        List<String> items = new ArrayList<>();
        int begun = 0;
        int open = 0;
        try (JsonGenerator out = JSON.createGenerator(json)) {
            JsonToken token = parser.currentToken();
            do {
                copy(parser, token, out);
                begun += token.isStructStart() ? 1 : 0;
                open += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
                    items.add(parser.getText());
                }
                token = open > 0 ? parser.nextToken() : token;
            } while (open > 0);
        }
        return isList && begun == 1 ? new Cell.Items(items) : new Cell.Nested(json.toString());
    }

    private static void copy(JsonParser parser, JsonToken token, JsonGenerator out) throws IOException {
        if (token == JsonToken.VALUE_NUMBER_FLOAT || token == JsonToken.VALUE_NUMBER_INT) {
            out.writeNumber(parser.getText());
        } else {
            out.copyCurrentEvent(parser);
        }
    }
}
