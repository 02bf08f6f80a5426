package org.adaptationlab.result.record;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * merge.json: which shards a run was put together from.
 *
 * @param timesApart why their times are left out, null where they are not
 * @param shards in their order
 */
public record MergeRecord(
        int schemaVersion, String runId, @Nullable String timesApart, List<Part> shards) {

    /** The form written now. */
    public static final int SCHEMA = 1;

    public MergeRecord {
        Objects.requireNonNull(runId, "run_id");
        shards = List.copyOf(shards);
    }

    /**
     * One shard.
     *
     * @param index from 1
     * @param runId its own
     * @param examples measured in it
     * @param address of the server it asked, null where there was none
     */
    public record Part(
            int index,
            String runId,
            int examples,
            Instant started,
            Instant ended,
            WallSeconds seconds,
            Machine machine,
            @Nullable String address) {}
}
