package org.adaptationlab.result.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.deser.std.StringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.file.JsonFile;
import org.adaptationlab.file.TextPool;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.score.Score;

/** The lines of a journal as JSON. What only other versions know, keys and whole lines, is passed over. */
final class JournalForm {

    private static final Map<String, Class<? extends JournalLine>> KINDS = Map.of(
            "header", JournalLine.Header.class,
            "example", JournalLine.Example.class,
            "alone", JournalLine.Alone.class,
            "mode", JournalLine.Mode.class,
            "probe", JournalLine.Probe.class,
            "part", JournalLine.Part.class);

    // Non-ASCII is escaped so that even text that is no valid Unicode comes back as it was.
    private static final JsonMapper JSON = JsonFile.form()
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .addModule(new SimpleModule().addDeserializer(String.class, new SharedText()))
            .addMixIn(Outcome.class, OutcomeForm.class)
            .addMixIn(Score.class, ScoreForm.class)
            .build();

    private JournalForm() {}

    /** A line without its line end. */
    static String write(JournalLine line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of plain values always become JSON", e);
        }
    }

    /**
     * Reads a line; empty where it is of a kind that only other versions know.
     *
     * @throws JsonProcessingException where it is damaged or not of this form
     */
    static Optional<JournalLine> parse(byte[] json, TextPool pool) throws IOException {
        Class<? extends JournalLine> kind = KINDS.get(key(json));
        if (kind == null) {
            JSON.readTree(json); // whole at least
            return Optional.empty();
        }
        return Optional.of(
                JSON.readerFor(kind).withAttribute(TextPool.class, pool).readValue(json));
    }

    /** Whether a line is JSON at all, if of another form. */
    static boolean isWhole(byte[] json) throws IOException {
        try {
            JSON.readTree(json);
            return true;
        } catch (JsonProcessingException e) {
            return false;
        }
    }

    private static String key(byte[] json) throws IOException {
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT && parser.nextToken() == JsonToken.FIELD_NAME) {
                return parser.currentName();
            }
            throw JsonMappingException.from(parser, "it is no JSON object with a key");
        }
    }

    /** Texts, equal ones one string where the reader has a pool. */
    private static final class SharedText extends StdScalarDeserializer<String> {

        private static final long serialVersionUID = 1L;

        SharedText() {
            super(String.class);
        }

        @Override
        public String deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            String text = StringDeserializer.instance.deserialize(parser, context);
            return context.getAttribute(TextPool.class) instanceof TextPool pool ? pool.shared(text) : text;
        }
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Outcome.Answered.class, name = "answered"),
        @JsonSubTypes.Type(value = Outcome.Unparsed.class, name = "unparsed"),
        @JsonSubTypes.Type(value = Outcome.Truncated.class, name = "truncated"),
        @JsonSubTypes.Type(value = Outcome.Failed.class, name = "failed")
    })
    private interface OutcomeForm {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Score.Graded.class, name = "graded"),
        @JsonSubTypes.Type(value = Score.Ungraded.class, name = "ungraded")
    })
    private interface ScoreForm {}
}
