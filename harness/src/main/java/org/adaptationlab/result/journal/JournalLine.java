package org.adaptationlab.result.journal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Objects;
import java.util.stream.Stream;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.InstantForm;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunPart;
import org.adaptationlab.score.Score;
import org.jspecify.annotations.Nullable;

/** One line of the journal as JSON: exactly one of the components is there. */
record JournalLine(
        @Nullable JournalHeader header,
        @Nullable ExampleResult example,
        @Nullable ModeFacts mode,
        Provenance.@Nullable LatencyProbe probe,
        @Nullable RunPart part) {

    // Non-ASCII is escaped so that even text that is no valid Unicode comes back as it was.
    private static final ObjectMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS, DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .addModule(InstantForm.module())
            .addMixIn(Outcome.class, OutcomeForm.class)
            .addMixIn(Score.class, ScoreForm.class)
            .build();

    JournalLine {
        if (Stream.of(header, example, mode, probe, part)
                        .filter(Objects::nonNull)
                        .count()
                != 1) {
            throw new IllegalArgumentException("a line is one of header, example, mode, probe, part");
        }
    }

    static String write(JournalHeader header) {
        return write(new JournalLine(header, null, null, null, null));
    }

    static String write(ExampleResult example) {
        return write(new JournalLine(null, example, null, null, null));
    }

    static String write(ModeFacts mode) {
        return write(new JournalLine(null, null, mode, null, null));
    }

    static String write(Provenance.LatencyProbe probe) {
        return write(new JournalLine(null, null, null, probe, null));
    }

    static String write(RunPart part) {
        return write(new JournalLine(null, null, null, null, part));
    }

    /** Reads a line; throws where it is damaged or not of this form. */
    static JournalLine parse(String json) throws JsonProcessingException {
        return JSON.readValue(json, JournalLine.class);
    }

    private static String write(JournalLine line) {
        try {
            return JSON.writeValueAsString(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of plain values always become JSON", e);
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
