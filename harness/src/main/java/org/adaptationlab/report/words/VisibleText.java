package org.adaptationlab.report.words;

import java.util.Locale;

/**
 * Text of a model or of data made fit to be shown on one line: line ends become {@code ⏎}, control characters and
 * marks that turn the direction of writing become their code points, and long text is cut. It is not yet escaped for
 * any format.
 */
public final class VisibleText {

    private static final int MAX_CODE_POINTS = 400;

    private VisibleText() {}

    /** The text, cut after 400 characters. */
    public static String of(String text) {
        return of(text, MAX_CODE_POINTS);
    }

    /** The text, cut after {@code max} characters, with how many are left out. */
    public static String of(String text, int max) {
        StringBuilder shown = new StringBuilder();
        int length = text.codePointCount(0, text.length());
        String line = text.replace("\r\n", "\n");
        line.codePoints().limit(max).forEach(point -> append(shown, point));
        if (length > max) {
            shown.append("… (").append(length - max).append(" more characters)");
        }
        return shown.toString();
    }

    /** The text with its line ends, cut after {@code max} characters, with how many are left out. */
    public static String cut(String text, int max) {
        int length = text.codePointCount(0, text.length());
        return length <= max
                ? text
                : text.substring(0, text.offsetByCodePoints(0, max)) + "… (" + (length - max) + " more characters)";
    }

    /** The text with its line ends and tabs as they are, not cut. */
    public static String lines(String text) {
        if (text.codePoints().noneMatch(VisibleText::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(point -> {
            if (isHidden(point)) {
                append(shown, point);
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    private static boolean isHidden(int point) {
        return point != '\n' && point != '\t' && isInvisible(point);
    }

    private static void append(StringBuilder shown, int point) {
        if (point == '\n' || point == '\r') {
            shown.append('⏎');
        } else if (point == '\t') {
            shown.append(' ');
        } else if (isInvisible(point)) {
            shown.append(String.format(Locale.ROOT, "⟨U+%04X⟩", point));
        } else {
            shown.appendCodePoint(point);
        }
    }

    private static boolean isInvisible(int point) {
        byte direction = Character.getDirectionality(point);
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.UNASSIGNED -> true;
            case Character.FORMAT ->
                direction != Character.DIRECTIONALITY_BOUNDARY_NEUTRAL || point == '\u200b' || point == '\ufeff';
            default -> false;
        };
    }
}
