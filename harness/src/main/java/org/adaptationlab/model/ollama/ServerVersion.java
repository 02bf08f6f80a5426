package org.adaptationlab.model.ollama;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A server's version, for what it knows of the protocol. A self-built Ollama says 0.0.0 and is taken as the oldest; the
 * harness's own server knows all that the harness sends.
 */
record ServerVersion(int major, int minor, int patch) {

    private static final Pattern NUMBERS = Pattern.compile("v?(\\d{1,6})\\.(\\d{1,6})(?:\\.(\\d{1,6}))?.*");

    private static final String OUR_OWN = "adaptation-lab ";

    /** One that knows all fields that the harness sends. */
    static final ServerVersion LATEST = new ServerVersion(Integer.MAX_VALUE, 0, 0);

    static ServerVersion parse(String text) {
        if (text.startsWith(OUR_OWN)) {
            return LATEST;
        }
        Matcher matcher = NUMBERS.matcher(text.strip());
        if (!matcher.matches()) {
            return new ServerVersion(0, 0, 0);
        }
        String patch = matcher.group(3);
        return new ServerVersion(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                patch == null ? 0 : Integer.parseInt(patch));
    }

    /** Whether requests may carry {@code truncate} and {@code shift}: both came with Ollama 0.12.6. */
    boolean knowsTruncate() {
        return isAtLeast(0, 12, 6);
    }

    /** Whether requests may carry {@code think}: it came with Ollama 0.9.0. */
    boolean knowsThink() {
        return isAtLeast(0, 9, 0);
    }

    /** Whether models can't be made of a base and an adapter any more: it went with Ollama 0.34.1. */
    boolean refusesAdapters() {
        return !isOurOwn() && isAtLeast(0, 34, 1);
    }

    private boolean isOurOwn() {
        return major == LATEST.major;
    }

    private boolean isAtLeast(int otherMajor, int otherMinor, int otherPatch) {
        if (major != otherMajor) {
            return major > otherMajor;
        }
        return minor != otherMinor ? minor > otherMinor : patch >= otherPatch;
    }
}
