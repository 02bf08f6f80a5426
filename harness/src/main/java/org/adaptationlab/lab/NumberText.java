package org.adaptationlab.lab;

import java.math.BigDecimal;
import java.text.Normalizer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Numbers as people write them: the one rule for targets and for answers. Units and words around them don't count. */
public final class NumberText {

    private static final String SIGN = "(?<sign>(?<![\\p{L}\\p{N}])[-\u2212])?";
    /** Groups of three set apart by a blank, an apostrophe or an underscore. */
    private static final String SPACED =
            "(?<spaced>\\d{1,3}+(?:[ '’_]\\d{3}(?!\\d)){1,12}+)" + "(?:[.,](?<decimals>\\d++))?";

    private static final String POINTED =
            "(?<pointed>[.,]?\\d++(?:[.,]\\d++){0,12}+)(?<exponent>[eE][-+]?\\d{1,3}+(?![\\p{L}\\p{N}]))?";
    private static final Pattern NUMBER = Pattern.compile(SIGN + "(?:" + SPACED + "|" + POINTED + ")");
    /** Three digits, or Indian groups of two before the last three. */
    private static final Pattern GROUPED = Pattern.compile("[1-9]\\d{0,2}(?:[.,]\\d{3})+|[1-9]\\d?(?:,\\d{2})+,\\d{3}");

    private static final Pattern LETTER_BEFORE = Pattern.compile("[\\p{L}_]");

    private NumberText() {}

    /**
     * What the first number of a text can mean; empty where there is none. A number that stands by itself goes before one
     * that hangs on a letter ("CO2 12 ppm" is 12). There are two meanings where a single point or comma may set off
     * decimals or thousands: 1.299 is 1299 to some.
     */
    public static List<BigDecimal> first(String text) {
        String plain = plain(text);
        List<BigDecimal> hanging = List.of();
        Matcher found = NUMBER.matcher(plain);
        while (found.find()) {
            List<BigDecimal> meanings = meanings(found);
            if (meanings.isEmpty()) {
                continue; // a version, a date
            }
            int before = found.start() - 1;
            if (before < 0
                    || !LETTER_BEFORE
                            .matcher(plain.substring(before, before + 1))
                            .matches()) {
                return meanings;
            }
            hanging = hanging.isEmpty() ? meanings : hanging;
        }
        return hanging;
    }

    /** Digits of all scripts and kinds of blanks become the usual ones, and so do the Arabic separators. */
    private static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        Normalizer.normalize(text, Normalizer.Form.NFKC).codePoints().forEach(point -> {
            int digit = Character.digit(point, 10);
            plain.appendCodePoint(digit >= 0 ? '0' + digit : point);
        });
        return plain.toString().replace('\u066b', ',').replace('\u066c', '\'');
    }

    private static List<BigDecimal> meanings(Matcher found) {
        String sign = found.group("sign") == null ? "" : "-";
        String spaced = found.group("spaced");
        if (spaced != null) {
            String decimals = found.group("decimals");
            return values(sign + spaced.replaceAll("[ '’_]", "") + (decimals == null ? "" : "." + decimals));
        }
        String exponent = found.group("exponent") == null ? "" : found.group("exponent");
        return values(forms(found.group("pointed")).stream()
                .map(form -> sign + form + exponent)
                .toArray(String[]::new));
    }

    /** The decimal forms of digits with points and commas in them. */
    private static List<String> forms(String digits) {
        int point = digits.lastIndexOf('.');
        int comma = digits.lastIndexOf(',');
        int last = Math.max(point, comma);
        if (last < 0) {
            return List.of(digits);
        }
        String whole = digits.substring(0, last);
        String decimal = whole.replaceAll("[.,]", "") + "." + digits.substring(last + 1);
        boolean grouped = GROUPED.matcher(digits).matches();
        if (point >= 0 && comma >= 0) {
            char other = last == point ? ',' : '.';
            return whole.indexOf(digits.charAt(last)) < 0 && isGrouped(whole, other) ? List.of(decimal) : List.of();
        }
        if (whole.indexOf(digits.charAt(last)) >= 0) {
            return grouped ? List.of(digits.replaceAll("[.,]", "")) : List.of();
        }
        return grouped ? List.of(decimal, digits.replaceAll("[.,]", "")) : List.of(decimal);
    }

    private static boolean isGrouped(String whole, char separator) {
        return whole.indexOf(separator) > 0 && GROUPED.matcher(whole).matches();
    }

    private static List<BigDecimal> values(String... decimals) {
        return Stream.of(decimals).map(BigDecimal::new).toList();
    }
}
