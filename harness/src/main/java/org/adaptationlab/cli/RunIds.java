package org.adaptationlab.cli;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Names of run folders. */
final class RunIds {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DIGEST_DIGITS = 6;

    private RunIds() {}

    /** An id that begins with the time, so that ids sort by it, and ends with a part of the plan's digest. */
    static String now(String digest) {
        return TIME.format(Instant.now()) + "-" + digest.substring(0, DIGEST_DIGITS);
    }
}
