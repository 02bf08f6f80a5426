package org.adaptationlab.result.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.file.ByteLines;
import org.adaptationlab.file.TextPool;
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
 * @param alone examples that were asked alone beside a run that asks many at once, the last of each
 * @param facts the last of each mode and seed, in the order the modes were first named
 * @param probes the last of each mode and seed
 * @param parts the last line of each, in the order they were started
 * @param validBytes bytes of the whole lines; what follows is the half line of a killed process
 */
public record JournalContent(
        JournalHeader header,
        List<ExampleResult> examples,
        List<ExampleResult> alone,
        List<ModeFacts> facts,
        List<Provenance.LatencyProbe> probes,
        List<RunPart> parts,
        long validBytes) {

    public JournalContent {
        examples = List.copyOf(examples);
        alone = List.copyOf(alone);
        facts = List.copyOf(facts);
        probes = List.copyOf(probes);
        parts = List.copyOf(parts);
    }

    /**
     * Reads a journal; half a line at its end is left out.
     *
     * @throws ResultFormatException naming file and line if a line before the end is damaged, or there is no whole line
     */
    public static JournalContent read(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return readIfBegun(file, channel)
                    .orElseThrow(() -> new ResultFormatException(
                            file + ": holds no whole line, so nothing was measured yet; start the run anew"));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * The first line of a journal; empty where it is no whole header, or of another version.
     *
     * @throws ResultFormatException where the file can't be read
     */
    public static Optional<JournalHeader> header(Path file) {
        try (ByteLines lines = new ByteLines(Files.newInputStream(file))) {
            byte[] first = lines.next();
            return first != null && lines.isEnded() && JournalForm.isWhole(first)
                    ? JournalForm.parse(first, new TextPool())
                            .filter(JournalLine.Header.class::isInstance)
                            .map(line -> ((JournalLine.Header) line).header())
                    : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads a journal through a channel that stays open; empty where the run was killed before its first line was
     * whole.
     *
     * @param file for messages
     */
    static Optional<JournalContent> readIfBegun(Path file, FileChannel channel) {
        try {
            return new Reading(file).read(new ByteLines(Channels.newInputStream(channel.position(0))));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static ResultFormatException unreadable(Path file, IOException e) {
        return new ResultFormatException(file + ": cannot be read (" + IoReason.of(e) + ")", e);
    }

    /** What names a call in a journal. */
    private record Call(ModeIdentity mode, String exampleId, int repetition) {

        static Call of(ExampleResult row) {
            return new Call(row.mode(), row.exampleId(), row.repetition());
        }
    }

    /** One pass over the lines. */
    private static final class Reading {

        private final Path file;
        private final TextPool pool = new TextPool();
        private final Map<Call, Integer> lineOf = new HashMap<>();
        private final Map<Call, ExampleResult> examples = new LinkedHashMap<>();
        private final Map<Call, ExampleResult> alone = new LinkedHashMap<>();
        private final Map<ModeIdentity, ModeFacts> facts = new LinkedHashMap<>();
        private final Map<List<@Nullable Object>, Provenance.LatencyProbe> probes = new LinkedHashMap<>();
        private final Map<Instant, RunPart> parts = new LinkedHashMap<>();
        private @Nullable JournalHeader header;
        private int line;

        Reading(Path file) {
            this.file = file;
        }

        Optional<JournalContent> read(ByteLines lines) throws IOException {
            long validBytes = 0;
            for (byte[] json = lines.next(); json != null && lines.isEnded(); json = lines.next()) {
                validBytes = lines.position();
                line++;
                Optional<JournalLine> parsed = parse(json);
                if (header == null && !(parsed.orElse(null) instanceof JournalLine.Header)) {
                    throw bad("the first line is no header; this is not a journal, or its start is lost", null);
                }
                parsed.ifPresent(this::add);
            }
            if (header == null) {
                return Optional.empty();
            }
            return Optional.of(new JournalContent(
                    header,
                    List.copyOf(examples.values()),
                    List.copyOf(alone.values()),
                    List.copyOf(facts.values()),
                    List.copyOf(probes.values()),
                    List.copyOf(parts.values()),
                    validBytes));
        }

        private void add(JournalLine parsed) {
            if (parsed instanceof JournalLine.Header first) {
                add(first.header());
            } else if (parsed instanceof JournalLine.Example finished) {
                add(finished.example());
            } else if (parsed instanceof JournalLine.Alone asked) {
                alone.put(Call.of(asked.alone()), asked.alone());
            } else if (parsed instanceof JournalLine.Mode known) {
                facts.put(known.mode().mode(), known.mode());
            } else if (parsed instanceof JournalLine.Probe taken) {
                probes.put(Arrays.asList(taken.probe().mode(), taken.probe().adapterSeed()), taken.probe());
            } else if (parsed instanceof JournalLine.Part begun) {
                parts.put(begun.part().started(), begun.part());
            }
        }

        private void add(JournalHeader first) {
            if (header != null) {
                throw bad("a second header", null);
            }
            if (first.schemaVersion() != JournalHeader.SCHEMA) {
                throw bad(
                        "schema version " + first.schemaVersion() + ", this harness reads " + JournalHeader.SCHEMA
                                + "; go on with the version of Adaptation Lab that began the run",
                        null);
            }
            header = first;
        }

        private void add(ExampleResult example) {
            Call call = Call.of(example);
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

        private Optional<JournalLine> parse(byte[] json) throws IOException {
            try {
                return JournalForm.parse(json, pool);
            } catch (JsonProcessingException e) {
                throw bad(
                        JournalForm.isWhole(json)
                                ? "a line in another form (" + e.getOriginalMessage()
                                        + "); go on with the version of Adaptation Lab that began the run"
                                : "damaged line (" + e.getOriginalMessage()
                                        + "); delete it to measure its example again",
                        e);
            }
        }

        private ResultFormatException bad(String what, @Nullable Throwable cause) {
            return new ResultFormatException(file + ":" + line + ": " + what, cause);
        }
    }
}
