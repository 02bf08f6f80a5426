package org.adaptationlab.result.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunPart;
import org.jspecify.annotations.Nullable;

/**
 * What a journal holds.
 *
 * @param examples in the order they were finished, each mode, seed, example and repetition once; a failed call that was
 *     asked again later counts as the later one
 * @param facts the last of each mode and seed, in the order the modes were first named
 * @param probes the last of each mode and seed
 * @param parts the last line of each, in the order they were started
 * @param validBytes length of the whole lines; what follows is the half line of a killed process
 */
public record JournalContent(
        JournalHeader header,
        List<ExampleResult> examples,
        List<ModeFacts> facts,
        List<Provenance.LatencyProbe> probes,
        List<RunPart> parts,
        long validBytes) {

    public JournalContent {
        examples = List.copyOf(examples);
        facts = List.copyOf(facts);
        probes = List.copyOf(probes);
        parts = List.copyOf(parts);
    }

    /**
     * Reads a journal; half a line at its end is left out.
     *
     * @throws ResultFormatException naming file and line if a line before the end is damaged
     */
    public static JournalContent read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new ResultFormatException(file + ": cannot be read (" + IoReason.of(e) + ")", e);
        }
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] != '\n') {
            end--;
        }
        return new Reading(file).read(new String(bytes, 0, end, StandardCharsets.UTF_8), end);
    }

    /** One pass over the lines. */
    private static final class Reading {

        private final Path file;
        private final Map<List<Object>, Integer> lineOf = new HashMap<>();
        private final Map<List<Object>, ExampleResult> examples = new LinkedHashMap<>();
        private final Map<ModeIdentity, ModeFacts> facts = new LinkedHashMap<>();
        private final Map<List<@Nullable Object>, Provenance.LatencyProbe> probes = new LinkedHashMap<>();
        private final Map<Instant, RunPart> parts = new LinkedHashMap<>();
        private int line;

        Reading(Path file) {
            this.file = file;
        }

        JournalContent read(String text, long validBytes) {
            List<String> lines = Arrays.asList(text.split("\n", -1));
            line = 1;
            JournalHeader header = parse(lines.get(0)).header();
            if (header == null) {
                throw bad("the first line is no header; this is not a journal, or its start is lost", null);
            }
            if (header.schemaVersion() != JournalHeader.SCHEMA) {
                throw bad(
                        "schema version " + header.schemaVersion() + ", this harness reads " + JournalHeader.SCHEMA,
                        null);
            }
            for (String json : lines.subList(1, lines.size() - 1)) {
                line++;
                add(parse(json));
            }
            return new JournalContent(
                    header,
                    List.copyOf(examples.values()),
                    List.copyOf(facts.values()),
                    List.copyOf(probes.values()),
                    List.copyOf(parts.values()),
                    validBytes);
        }

        private void add(JournalLine parsed) {
            if (parsed.header() != null) {
                throw bad("a second header", null);
            }
            if (parsed.mode() != null) {
                facts.put(parsed.mode().mode(), parsed.mode());
            }
            Provenance.LatencyProbe probe = parsed.probe();
            if (probe != null) {
                probes.put(Arrays.asList(probe.mode(), probe.adapterSeed()), probe);
            }
            RunPart part = parsed.part();
            if (part != null) {
                parts.put(part.started(), part);
            }
            ExampleResult example = parsed.example();
            if (example != null) {
                List<Object> call = List.of(example.mode(), example.exampleId(), example.repetition());
                Integer before = lineOf.put(call, line);
                ExampleResult earlier = examples.remove(call);
                if (earlier != null && !(earlier.outcome() instanceof Outcome.Failed)) {
                    throw bad(
                            "example \"" + example.exampleId() + "\" of mode \""
                                    + example.mode().mode() + "\" is already in line " + before,
                            null);
                }
                examples.put(call, example);
            }
        }

        private JournalLine parse(String json) {
            try {
                return JournalLine.parse(json);
            } catch (JsonProcessingException e) {
                throw bad("damaged line (" + e.getOriginalMessage() + "); delete it to measure its example again", e);
            }
        }

        private ResultFormatException bad(String what, @Nullable Throwable cause) {
            return new ResultFormatException(file + ":" + line + ": " + what, cause);
        }
    }
}
