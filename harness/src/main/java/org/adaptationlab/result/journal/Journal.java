package org.adaptationlab.result.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunPart;

/**
 * The JSONL file a run appends to as it goes, and resumes from. A line is handed to the operating system in one piece
 * when its example is finished, so a killed process loses at most half a line; it is not forced to the disk, so a power
 * cut may lose more. One process at a time; not thread-safe.
 */
public final class Journal implements AutoCloseable {

    // A lock on a byte no file has: it keeps other runs out, and readers in, on every platform.
    private static final long LOCK_POSITION = Long.MAX_VALUE - 1;

    private final Path file;
    private final FileChannel channel;
    private long length;

    private Journal(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /**
     * Starts a journal in an existing folder.
     *
     * @throws PrerequisiteException if the file exists already or cannot be written
     */
    public static Journal create(Path file, JournalHeader header) {
        Journal journal = open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            journal.appendLine(JournalLine.write(header));
            return journal;
        } catch (PrerequisiteException e) {
            journal.close();
            throw e;
        }
    }

    /**
     * Opens a journal to go on after its last whole line; half a line after it is cut off.
     *
     * @param planDigest digest of the plan that is to go on
     * @throws ResultFormatException if the journal is damaged or belongs to another plan
     * @throws PrerequisiteException if it cannot be written, or another process writes it
     */
    public static Resumed resume(Path file, String planDigest) {
        Journal journal = open(file, StandardOpenOption.WRITE);
        try {
            JournalContent content = JournalContent.read(file);
            requireSamePlan(file, content.header(), planDigest);
            journal.cut(content.validBytes());
            return new Resumed(journal, content);
        } catch (ResultFormatException | PrerequisiteException e) {
            journal.close();
            throw e;
        }
    }

    /** An open journal with what it held. */
    public record Resumed(Journal journal, JournalContent content) {}

    /** Appends a finished example. */
    public void append(ExampleResult result) {
        appendLine(JournalLine.write(result));
    }

    /** Appends what is known of a mode; the last line of a mode and seed counts. */
    public void append(ModeFacts facts) {
        appendLine(JournalLine.write(facts));
    }

    /** Appends the latency probe of a mode; the last line of a mode and seed counts. */
    public void append(Provenance.LatencyProbe probe) {
        appendLine(JournalLine.write(probe));
    }

    /** Appends where the time of this part of the run went so far; the last line of a part counts. */
    public void append(RunPart part) {
        appendLine(JournalLine.write(part));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw unwritable(file, e);
        }
    }

    private static Journal open(Path file, StandardOpenOption... options) {
        try {
            FileChannel channel = FileChannel.open(file, options);
            if (!locked(channel)) {
                channel.close();
                throw new PrerequisiteException(file
                        + ": another process is writing this run; wait until it has ended, or stop it, and try again");
            }
            return new Journal(file, channel);
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

    private void appendLine(String json) {
        ByteBuffer line = StandardCharsets.UTF_8.encode(json + "\n");
        int bytes = line.remaining();
        try {
            while (line.hasRemaining()) {
                channel.write(line, length + line.position());
            }
            length += bytes;
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
        return new PrerequisiteException(
                file + ": the run's journal cannot be written (" + IoReason.of(e)
                        + "); what is in it is kept: free disk space or mend the permissions, then go on with --resume",
                e);
    }
}
