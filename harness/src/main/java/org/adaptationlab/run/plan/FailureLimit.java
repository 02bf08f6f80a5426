package org.adaptationlab.run.plan;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How many failed calls a run may lose before it ends as failed: the larger of a number and a share of its calls.
 *
 * @param calls a number of calls
 * @param share of all calls, 0 to 1
 */
public record FailureLimit(int calls, double share) {

    /** Ten, and of large runs one in a hundred. */
    public static final FailureLimit USUAL = new FailureLimit(10, 0.01);

    private static final Pattern FORM = Pattern.compile("(\\d{1,9})|(\\d{1,3}(?:\\.\\d{1,6})?) ?%");

    public FailureLimit {
        if (calls < 0 || !(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("calls " + calls + ", share " + share);
        }
    }

    /** A limit as it is typed: a number of calls, or a share such as {@code 2%}; empty where it is neither. */
    public static Optional<FailureLimit> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        if (matcher.group(1) != null) {
            return Optional.of(new FailureLimit(Integer.parseInt(matcher.group(1)), 0));
        }
        double percent = Double.parseDouble(matcher.group(2));
        return percent > 100 ? Optional.empty() : Optional.of(new FailureLimit(0, percent / 100));
    }

    /** The most calls that may fail in a run of so many. */
    public int of(int planned) {
        return Math.max(calls, (int) Math.floor(share * planned));
    }

    @Override
    public String toString() {
        return share == 0
                ? String.valueOf(calls)
                : calls + " or " + String.format(Locale.ROOT, "%.3g", share * 100) + " %";
    }
}
