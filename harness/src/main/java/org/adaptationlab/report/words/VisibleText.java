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
        String line = withPlainLineEnds(text);
        line.codePoints().limit(max).forEach(point -> append(shown, point));
        return shown + rest(line, max);
    }

    /** The text with its line ends, cut after {@code max} characters, with how many are left out. */
    public static String cut(String text, int max) {
        String lines = withPlainLineEnds(text);
        String rest = rest(lines, max);
        return rest.isEmpty() ? lines : lines.substring(0, lines.offsetByCodePoints(0, max)) + rest;
    }

    /** The text with its lines and tabs as they are, not cut. */
    public static String lines(String text) {
        if (text.codePoints().noneMatch(VisibleText::isHidden)) {
            return text;
        }
        StringBuilder shown = new StringBuilder();
        withPlainLineEnds(text).codePoints().forEach(point -> {
            if (isHidden(point)) {
                append(shown, point);
            } else {
                shown.appendCodePoint(point);
            }
        });
        return shown.toString();
    }

    /** A line end of two characters is one to a reader. */
    private static String withPlainLineEnds(String text) {
        return text.replace("\r\n", "\n");
    }

    /** How much is left out after {@code max} characters, in words; empty where nothing is. */
    private static String rest(String text, int max) {
        int more = text.codePointCount(0, text.length()) - max;
        return more > 0 ? "… (" + more + (more == 1 ? " more character)" : " more characters)") : "";
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
