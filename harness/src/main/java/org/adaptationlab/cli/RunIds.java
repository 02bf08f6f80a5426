package org.adaptationlab.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.adaptationlab.dataset.Shard;
import org.jspecify.annotations.Nullable;

/** Ids of runs, which are the names of their folders: when they began, and the beginning of their plan's digest. */
final class RunIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DIGEST_DIGITS = 6;

    private RunIds() {}

    /** The id of what begins now. */
    static String now(String planDigest) {
        return TIME.format(Instant.now()) + "-" + planDigest.substring(0, DIGEST_DIGITS);
    }

    /** The same with the shard, such as {@code 2of4}, at the end; null for a whole run. */
    static String now(String planDigest, @Nullable Shard shard) {
        return now(planDigest) + (shard == null ? "" : "-" + shard.index() + "of" + shard.count());
    }
}
