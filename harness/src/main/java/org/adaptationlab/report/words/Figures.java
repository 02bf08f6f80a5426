package org.adaptationlab.report.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.IntervalEstimate;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them; what was not measured is a dash. */
public final class Figures {

    /** Stands for what was not measured. */
    public static final String NOT_MEASURED = "–";

    private static final double SMALLEST_P = 0.0001;
    private static final int MS_PER_S = 1000;
    private static final int LONG_MS = 10_000;

    private Figures() {}

    /** A share as a percentage, such as {@code 74.2 %}. */
    public static String percent(@Nullable Double share) {
        return share == null ? NOT_MEASURED : fixed(share * 100, 1) + " %";
    }

    /** Such as {@code 65.7–81.2 %}. */
    public static String interval(@Nullable Interval interval) {
        return interval == null
                ? NOT_MEASURED
                : fixed(interval.low() * 100, 1) + "–" + fixed(interval.high() * 100, 1) + " %";
    }

    /** The same of an estimate. */
    public static String interval(@Nullable IntervalEstimate estimate) {
        return interval(estimate == null ? null : estimate.interval());
    }

    /** An interval of values between 0 and 1, such as {@code 0.66–0.81}. */
    public static String ratios(@Nullable IntervalEstimate estimate) {
        return estimate == null
                ? NOT_MEASURED
                : fixed(estimate.interval().low(), 2) + "–"
                        + fixed(estimate.interval().high(), 2);
    }

    /** A time in milliseconds without a unit and with its interval, such as {@code 184 (180–191)}. */
    public static String within(@Nullable Double value, @Nullable Interval interval) {
        return rounded(value)
                + (interval == null ? "" : " (" + fixed(interval.low(), 0) + "–" + fixed(interval.high(), 0) + ")");
    }

    /** A difference of shares in percentage points, such as {@code 23.4}. */
    public static String points(double difference) {
        return fixed(difference * 100, 1);
    }

    /** A value between 0 and 1 with two decimals. */
    public static String ratio(@Nullable Double value) {
        return value == null ? NOT_MEASURED : fixed(value, 2);
    }

    /** A time with its unit: {@code 184 ms}, {@code 12.3 s}. */
    public static String time(@Nullable Double ms) {
        if (ms == null) {
            return NOT_MEASURED;
        }
        return ms < LONG_MS ? fixed(ms, 0) + " ms" : fixed(ms / MS_PER_S, 1) + " s";
    }

    /** Two times in milliseconds without a unit, such as {@code 184 / 231}. */
    public static String pair(@Nullable Double p50, @Nullable Double p95) {
        return rounded(p50) + " / " + rounded(p95);
    }

    /** Without decimals. */
    public static String rounded(@Nullable Double value) {
        return value == null ? NOT_MEASURED : fixed(value, 0);
    }

    /** Seconds with their unit, one decimal below ten. */
    public static String seconds(@Nullable Double seconds) {
        return seconds == null ? NOT_MEASURED : fixed(seconds, seconds < 10 ? 1 : 0) + " s";
    }

    /** A p value with its sign: {@code p = 0.031}, {@code p < 0.0001}; a dash where nothing was tested. */
    public static String p(@Nullable Double value) {
        if (value == null) {
            return NOT_MEASURED;
        }
        return value < SMALLEST_P
                ? "p < 0.0001"
                : "p = "
                        + new BigDecimal(value)
                                .round(new MathContext(2))
                                .stripTrailingZeros()
                                .toPlainString();
    }

    /** A p value in a column of them: {@code 0.031}, {@code < 0.0001}. */
    public static String pCell(@Nullable Double value) {
        return value == null ? NOT_MEASURED : p(value).substring(2).replace("= ", "");
    }

    /** An amount of money to two digits, such as {@code $0.017}. */
    public static String usd(@Nullable Double usd) {
        if (usd == null) {
            return NOT_MEASURED;
        }
        BigDecimal rounded = new BigDecimal(usd).round(new MathContext(2));
        return "$" + (rounded.signum() == 0 ? "0" : rounded.toPlainString());
    }

    /** A large number to two digits with commas, such as {@code 12,000}. */
    public static String count(double number) {
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(2));
        return String.format(
                Locale.ROOT, "%,d", rounded.setScale(0, RoundingMode.HALF_UP).toBigInteger());
    }

    /** A number as it was written. */
    public static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** A difference of shares in percentage points with its sign, such as {@code +23.4}. */
    public static String signedPoints(double difference) {
        String points = fixed(difference * 100, 1);
        return points.equals("0.0") || points.equals("-0.0")
                ? "0"
                : (difference > 0 ? "+" : "") + points.replace('-', '−');
    }

    /** Such as {@code +12.1 to +34.5}; a dash where there is no interval. */
    public static String signedPoints(@Nullable Interval interval) {
        return interval == null ? NOT_MEASURED : signedPoints(interval.low()) + " to " + signedPoints(interval.high());
    }

    /** With so many decimals. */
    public static String fixed(double value, int decimals) {
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A count with its noun, such as {@code 1 call}, {@code 2 calls}. */
    public static String counted(int n, String noun) {
        return n + " " + noun + (n == 1 ? "" : "s");
    }
}
