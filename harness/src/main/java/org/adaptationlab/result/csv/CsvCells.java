package org.adaptationlab.result.csv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Values as CSV cells and back. Null is the empty cell, "not measured"; an empty text comes back as null.
 *
 * <p>Text that a spreadsheet would take for a formula (OWASP, CSV Injection) gets an apostrophe in front, and so does
 * text that starts with one, so that taking off one apostrophe gives every text back as it was.
 *
 * <p>A spreadsheet whose list separator is a semicolon, as in German or French, parts our cells at semicolons, tabs and
 * line ends, quoted or not. A text with a formula behind one of these gets an apostrophe and a space in front, which no
 * other cell starts with, and an apostrophe behind each of them that a formula or an apostrophe follows; reading takes
 * off both. Thus {@code fine;=1+1} becomes {@code ' fine;'=1+1}.
 */
public final class CsvCells {

    private static final String NEUTRALISED = "=+-@\t\r\n＝＋－＠'";
    private static final String INNER_MARK = "' ";
    private static final String PART_START = "(?<=[;\\t\\r\\n])";

    /** Where a part of a text starts like a formula; quotation marks before it would be taken off. */
    private static final Pattern INNER_FORMULA = Pattern.compile(PART_START + "(?=\"*[=+\\-@＝＋－＠])");

    private static final Pattern TO_NEUTRALISE = Pattern.compile(PART_START + "(?=\"*[=+\\-@＝＋－＠]|')");
    private static final Pattern NEUTRALISED_PART = Pattern.compile(PART_START + "'");

    private static final int MILLISECOND_DECIMALS = 3;
    private static final int RATE_DECIMALS = 6;
    private static final int PROBABILITY_DIGITS = 6;
    private static final double PLAIN_FROM = 1e-6;

    private CsvCells() {}

    /** A text that no spreadsheet runs. */
    public static @Nullable String text(@Nullable String value) {
        if (value == null || value.isEmpty()) {
            return null;
        }
        String wellFormed = wellFormed(value);
        if (INNER_FORMULA.matcher(wellFormed).find()) {
            return INNER_MARK + TO_NEUTRALISE.matcher(wellFormed).replaceAll("'");
        }
        return NEUTRALISED.indexOf(wellFormed.charAt(0)) >= 0 ? "'" + wellFormed : wellFormed;
    }

    static String plain(String cell) {
        if (cell.startsWith(INNER_MARK)) {
            return NEUTRALISED_PART.matcher(cell.substring(INNER_MARK.length())).replaceAll("");
        }
        return cell.startsWith("'") ? cell.substring(1) : cell;
    }

    /** Milliseconds, seconds or tokens, to three decimals. */
    public static @Nullable String amount(@Nullable Double value) {
        return value == null ? null : decimal(value, MILLISECOND_DECIMALS);
    }

    /** A share or a difference of shares, to six decimals. */
    public static @Nullable String rate(@Nullable Double value) {
        return value == null ? null : decimal(value, RATE_DECIMALS);
    }

    /** A p value or its error, to six significant digits: a small one is never written as 0. */
    public static @Nullable String probability(@Nullable Double value) {
        if (value == null) {
            return null;
        }
        BigDecimal rounded = new BigDecimal(value, new MathContext(PROBABILITY_DIGITS));
        return rounded.signum() == 0
                ? "0"
                : value < PLAIN_FROM
                        ? rounded.stripTrailingZeros().toString()
                        : rounded.stripTrailingZeros().toPlainString();
    }

    /** A whole number. */
    public static @Nullable String whole(@Nullable Number value) {
        return value == null ? null : Long.toString(value.longValue());
    }

    /** Ids joined by a semicolon; one within an id is written {@code %3B}. */
    static @Nullable String list(List<String> ids) {
        return text(ids.stream()
                .map(id -> id.replace("%", "%25").replace(";", "%3B"))
                .collect(Collectors.joining(";")));
    }

    static List<String> ids(String list) {
        return list.isEmpty()
                ? List.of()
                : Arrays.stream(list.split(";", -1))
                        .map(id -> id.replace("%3B", ";").replace("%25", "%"))
                        .toList();
    }

    private static String decimal(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    /** Half of a surrogate pair has no form in UTF-8 and becomes U+FFFD. */
    private static String wellFormed(String value) {
        int[] codePoints = value.codePoints()
                .map(point -> point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE ? 0xFFFD : point)
                .toArray();
        return new String(codePoints, 0, codePoints.length);
    }
}
