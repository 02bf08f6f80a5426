package org.adaptationlab.result.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.file.ResultFile;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunPart;

/**
 * The JSONL file a run appends to as it goes, and resumes from. A line is handed to the operating system in one piece
 * when its example is finished, so a killed process loses at most half a line; it is forced to the disk every few
 * seconds with the next line, so a power cut loses the lines of these seconds. One process at a time; not thread-safe.
 */
public final class Journal implements AutoCloseable {

    // A lock on a byte no file has: it keeps other runs out, and readers in, on every platform.
    private static final long LOCK_POSITION = Long.MAX_VALUE - 1;

    private static final long NANOS_BETWEEN_FORCES = 2_000_000_000L;

    private final Path file;
    private final FileChannel channel;
    private final LongSupplier nanoClock;
    private long length;
    private long forcedAt;

    private Journal(Path file, FileChannel channel, LongSupplier nanoClock) {
        this.file = file;
        this.channel = channel;
        this.nanoClock = nanoClock;
    }

    /**
     * Starts a journal in an existing folder.
     *
     * @throws PrerequisiteException if the file exists already or cannot be written
     */
    public static Journal create(Path file, JournalHeader header) {
        return create(file, header, System::nanoTime);
    }

    /** @param nanoClock says when a line is due to be forced to the disk */
    static Journal create(Path file, JournalHeader header, LongSupplier nanoClock) {
        Journal journal = open(file, nanoClock, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            journal.begin(header);
            return journal;
        } catch (PrerequisiteException e) {
            journal.close();
            throw e;
        }
    }

    /**
     * Opens a journal to go on after its last whole line; half a line after it is cut off. One that lacks its first
     * line, since its run was killed before that was written, is begun.
     *
     * @param wanted how the first line is if the journal is begun; else its plan must be the same
     * @throws ResultFormatException if the journal is damaged or belongs to another plan
     * @throws PrerequisiteException if it cannot be written, or another process writes it
     */
    public static Resumed resume(Path file, JournalHeader wanted) {
        Journal journal = open(
                file, System::nanoTime, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        try {
            // Through the same channel: closing another one of the file would free the lock on some systems.
            Optional<JournalContent> content = JournalContent.readIfBegun(file, journal.channel);
            if (content.isPresent()) {
                requireSamePlan(file, content.get().header(), wanted.planDigest());
                journal.cut(content.get().validBytes());
                return new Resumed(journal, content.get());
            }
            journal.cut(0);
            journal.begin(wanted);
            return new Resumed(
                    journal,
                    new JournalContent(wanted, List.of(), List.of(), List.of(), List.of(), List.of(), journal.length));
        } catch (ResultFormatException | PrerequisiteException e) {
            journal.close();
            throw e;
        }
    }

    /** An open journal with what it held. */
    public record Resumed(Journal journal, JournalContent content) {}

    /** Appends a finished example. */
    public void append(ExampleResult result) {
        append(new JournalLine.Example(result));
    }

    /** Appends an example that was asked alone beside a run that asks many at once. */
    public void appendAlone(ExampleResult result) {
        append(new JournalLine.Alone(result));
    }

    /** Appends what is known of a mode; the last line of a mode and seed counts. */
    public void append(ModeFacts facts) {
        append(new JournalLine.Mode(facts));
    }

    /** Appends the latency probe of a mode; the last line of a mode and seed counts. */
    public void append(Provenance.LatencyProbe probe) {
        append(new JournalLine.Probe(probe));
    }

    /** Appends where the time of this part of the run went so far; the last line of a part counts. */
    public void append(RunPart part) {
        append(new JournalLine.Part(part));
    }

    @Override
    public void close() {
        try (channel) {
            channel.force(false);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static Journal open(Path file, LongSupplier nanoClock, StandardOpenOption... options) {
        try {
            FileChannel channel = FileChannel.open(file, options);
            if (!locked(channel)) {
                channel.close();
                throw new PrerequisiteException(file
                        + ": another process is writing this run; wait until it has ended, or stop it, and try again");
            }
            return new Journal(file, channel, nanoClock);
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static boolean locked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock(LOCK_POSITION, 1, false) != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }

    private static void requireSamePlan(Path file, JournalHeader header, String planDigest) {
        if (!header.planDigest().equals(planDigest)) {
            throw new ResultFormatException(
                    file + ":1: run " + header.runId() + " was started with another plan ("
                            + header.planDigest() + ", now " + planDigest
                            + "): lab file, prompts, data, model, options or harness changed; start a new run without --resume");
        }
    }

    /** Writes the first line, which is forced to the disk with the file's name. */
    private void begin(JournalHeader header) {
        append(new JournalLine.Header(header));
        force();
        AtomicFile.forceFolder(Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder"));
    }

    private void append(JournalLine appended) {
        ByteBuffer line = StandardCharsets.UTF_8.encode(JournalForm.write(appended) + "\n");
        int bytes = line.remaining();
        try {
            while (line.hasRemaining()) {
                channel.write(line, length + line.position());
            }
            length += bytes;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
        if (nanoClock.getAsLong() - forcedAt >= NANOS_BETWEEN_FORCES) {
            force();
        }
    }

    private void force() {
        try {
            channel.force(false);
            forcedAt = nanoClock.getAsLong();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private void cut(long validBytes) {
        try {
            channel.truncate(validBytes);
            length = validBytes;
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static PrerequisiteException unwritable(Path file, IOException e) {
        return ResultFile.unwritable(file, e, ", then go on with --resume; what is in it is kept");
    }
}
