package org.adaptationlab.model.embedded;

import java.util.List;

/**
 * Ends a text before the first stop string. Text that may be the start of one is held back until that is decided. Done
 * here because the engine loses what it holds back when the answer ends meanwhile.
 */
final class StopFilter {

    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean stopped;

    StopFilter(List<String> stops) {
        this.stops = stops;
    }

    /** Takes the next piece and returns the text that can be passed on, maybe none. */
    String pass(String piece) {
        held.append(piece);
        int stop = stops.stream()
                .mapToInt(held::indexOf)
                .filter(at -> at >= 0)
                .min()
                .orElse(-1);
        if (stop >= 0) {
            stopped = true;
            held.setLength(stop);
            return rest();
        }
        return take(held.length() - undecided());
    }

    /** Whether a stop string was met. */
    boolean stopped() {
        return stopped;
    }

    /** The text held back, when no more is to come. */
    String rest() {
        return take(held.length());
    }

    private String take(int length) {
        String text = held.substring(0, length);
        held.delete(0, length);
        return text;
    }

    /** Length of the longest end of the held text that begins a stop string. */
    private int undecided() {
        for (int from = 0; from < held.length(); from++) {
            String end = held.substring(from);
            if (stops.stream().anyMatch(stop -> stop.startsWith(end))) {
                return end.length();
            }
        }
        return 0;
    }
}
