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

    /** Head of a column of intervals. */
    public static final String INTERVAL = "95\u00a0% interval";

    /** The sign of a percentage, with a blank at which no line is broken. */
    private static final String PERCENT = "\u00a0%";

    private static final double SMALLEST_P = 0.0001;
    private static final int MS_PER_S = 1000;
    private static final int LONG_MS = 10_000;

    private Figures() {}

    /** A share as a percentage, such as {@code 74.2 %}. */
    public static String percent(@Nullable Double share) {
        return share == null ? NOT_MEASURED : fixed(share * 100, 1) + PERCENT;
    }

    /** A share as a percentage without decimals, such as {@code 74 %}. */
    public static String wholePercent(double share) {
        return fixed(share * 100, 0) + PERCENT;
    }

    /** Such as {@code 65.7–81.2 %}. */
    public static String interval(@Nullable Interval interval) {
        return interval == null
                ? NOT_MEASURED
                : fixed(interval.low() * 100, 1) + "–" + fixed(interval.high() * 100, 1) + PERCENT;
    }

    /** The same of an estimate. */
    public static String interval(@Nullable IntervalEstimate estimate) {
        return interval(estimate == null ? null : estimate.interval());
    }

    /** An interval of values between 0 and 1, such as {@code 0.66–0.81}. */
    public static String ratios(@Nullable IntervalEstimate estimate) {
        return times(estimate == null ? null : estimate.interval());
    }

    /** A time in milliseconds without a unit and with its interval, such as {@code 184 (180–191)}. */
    public static String within(@Nullable Double value, @Nullable Interval interval) {
        return rounded(value)
                + (interval == null ? "" : " (" + fixed(interval.low(), 0) + "–" + fixed(interval.high(), 0) + ")");
    }

    /** A difference of shares in percentage points, such as {@code 23.4}, {@code −8.3}. */
    public static String points(double difference) {
        String points = fixed(difference * 100, 1);
        return points.equals("-0.0") ? "0.0" : points.replace('-', '−');
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

    /** Seconds with their unit, such as {@code 9.5 s}, {@code 118 s}. */
    public static String seconds(@Nullable Double seconds) {
        return seconds == null ? NOT_MEASURED : bareSeconds(seconds) + " s";
    }

    /** Seconds in a column of them, one decimal below ten. */
    public static String bareSeconds(@Nullable Double seconds) {
        return seconds == null ? NOT_MEASURED : fixed(seconds, seconds < 10 ? 1 : 0);
    }

    /** A p value with its sign: {@code p = 0.031}, {@code p < 0.0001}; a dash where nothing was tested. */
    public static String p(@Nullable Double value) {
        if (value == null) {
            return NOT_MEASURED;
        }
        return (value < SMALLEST_P ? "p " : "p = ") + bareP(value);
    }

    /** A p value in a column of them: {@code 0.031}, {@code < 0.0001}. */
    public static String bareP(@Nullable Double value) {
        if (value == null) {
            return NOT_MEASURED;
        }
        return value < SMALLEST_P
                ? "< 0.0001"
                : new BigDecimal(value)
                        .round(new MathContext(2))
                        .stripTrailingZeros()
                        .toPlainString();
    }

    /** An amount of money, such as {@code $0.017}. */
    public static String usd(@Nullable Double usd) {
        return usd == null ? NOT_MEASURED : "$" + bareUsd(usd);
    }

    /** An amount of money as it was written, such as {@code $1250}. */
    public static String exactUsd(double usd) {
        return "$" + plain(usd);
    }

    /** A share as it was written, as a percentage, such as {@code 12.5 %}. */
    public static String exactPercent(double share) {
        return BigDecimal.valueOf(share).movePointRight(2).stripTrailingZeros().toPlainString() + PERCENT;
    }

    /** An amount of money in a column of them, to two digits. */
    public static String bareUsd(@Nullable Double usd) {
        if (usd == null) {
            return NOT_MEASURED;
        }
        BigDecimal rounded = new BigDecimal(usd).round(new MathContext(2));
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }

    /** A ratio of two amounts, such as {@code ×1.02}. */
    public static String times(@Nullable Double ratio) {
        return ratio == null ? NOT_MEASURED : "×" + fixed(ratio, 2);
    }

    /** The interval of such a ratio, such as {@code 0.98–1.07}. */
    public static String times(@Nullable Interval ratios) {
        return ratios == null ? NOT_MEASURED : fixed(ratios.low(), 2) + "–" + fixed(ratios.high(), 2);
    }

    /** A large number to two digits with commas, such as {@code 12,000}. */
    public static String count(double number) {
        BigDecimal rounded = new BigDecimal(number).round(new MathContext(2));
        return String.format(
                Locale.ROOT, "%,d", rounded.setScale(0, RoundingMode.HALF_UP).toBigInteger());
    }

    /** A number with commas, without decimals from ten on, such as {@code 3,600}, {@code 0.5}. */
    public static String whole(double number) {
        return number < 10 ? plain(Math.rint(number * 100) / 100) : String.format(Locale.ROOT, "%,.0f", number);
    }

    /** A rate per second, such as {@code 12.3}; two decimals below ten. */
    public static String rate(@Nullable Double perSecond) {
        return perSecond == null ? NOT_MEASURED : fixed(perSecond, perSecond < 10 ? 2 : perSecond < 100 ? 1 : 0);
    }

    /** A number as it was written. */
    public static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }

    /** A difference of shares in percentage points with its sign, such as {@code +23.4}. */
    public static String signedPoints(double difference) {
        String points = points(difference);
        return points.equals("0.0") ? "0" : (difference > 0 ? "+" : "") + points;
    }

    /** The same with no more decimals than it needs, such as {@code +20}, {@code −2.5}. */
    public static String briefPoints(double difference) {
        double points = Math.rint(difference * 1000) / 10;
        return points == Math.rint(points)
                ? (points > 0 ? "+" : points < 0 ? "−" : "") + fixed(Math.abs(points), 0)
                : signedPoints(difference);
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
