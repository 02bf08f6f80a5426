package org.adaptationlab.dataset.document;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes Markdown apart, as CommonMark 0.31 says of headings and fences and GitHub of tables; only the first line of a
 * paragraph can be a heading with a line below it. A fence may be indented as lists are.
 */
final class BlockReader {

    private static final Pattern HEADING = Pattern.compile(" {0,3}(#{1,6})[ \\t]+(\\S.*?)[ \\t]*(?:[ \\t]#+[ \\t]*)?");
    private static final Pattern UNDERLINE = Pattern.compile(" {0,3}(={3,}|-{3,})[ \\t]*");
    /** What cannot be a heading though dashes stand below it: it begins another kind of block. */
    private static final Pattern NO_HEADING = Pattern.compile(" {0,3}([-*+>|=]|\\d+[.)] ).*|\\s.*|.*\\|.*");

    private static final Pattern FENCE = Pattern.compile("[ \\t]*(`{3,}(?=[^`]*$)|~{3,}).*");
    private static final int MAX_HEADING = 500;

    private final List<String> lines;
    private final List<Block> blocks = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private int next;

    BlockReader(String text) {
        this.lines = lines(text);
    }

    /** Lines with their line ends. */
    static List<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf('\n', start);
            int after = end < 0 ? text.length() : end + 1;
            lines.add(text.substring(start, after));
            start = after;
        }
        return lines;
    }

    List<Block> read() {
        boolean startsParagraph = true;
        while (next < lines.size()) {
            String line = line(next);
            boolean taken = heading(line) || fence(line) || table(line) || (startsParagraph && underlined(line));
            if (!taken) {
                open.append(lines.get(next++));
            }
            startsParagraph = taken || line.isBlank();
        }
        closeText();
        return blocks;
    }

    private boolean heading(String line) {
        Matcher mark = HEADING.matcher(line);
        if (line.length() > MAX_HEADING || !mark.matches()) {
            return false;
        }
        add(Block.Kind.HEADING, mark.group(1).length(), mark.group(2).strip(), next + 1);
        return true;
    }

    private boolean underlined(String line) {
        if (line.isBlank()
                || line.length() > MAX_HEADING
                || next + 1 >= lines.size()
                || NO_HEADING.matcher(line).matches()) {
            return false;
        }
        Matcher below = UNDERLINE.matcher(line(next + 1));
        if (!below.matches()) {
            return false;
        }
        add(Block.Kind.HEADING, below.group(1).startsWith("=") ? 1 : 2, line.strip(), next + 2);
        return true;
    }

    private boolean fence(String line) {
        Matcher mark = FENCE.matcher(line);
        if (!mark.matches()) {
            return false;
        }
        String fence = mark.group(1);
        int end = next + 1;
        while (end < lines.size() && !closes(line(end).strip(), fence)) {
            end++;
        }
        add(Block.Kind.CODE, 0, "", Math.min(end + 1, lines.size()));
        return true;
    }

    private static boolean closes(String line, String fence) {
        return line.length() >= fence.length() && line.chars().allMatch(character -> character == fence.charAt(0));
    }

    private boolean table(String line) {
        if (line.indexOf('|') < 0 || next + 1 >= lines.size() || !isDashes(line(next + 1))) {
            return false;
        }
        int end = next + 2;
        while (end < lines.size() && line(end).indexOf('|') >= 0) {
            end++;
        }
        add(Block.Kind.TABLE, 0, "", end);
        return true;
    }

    private static boolean isDashes(String line) {
        return line.indexOf('|') >= 0
                && line.indexOf('-') >= 0
                && line.chars().allMatch(character -> "|-: \t".indexOf(character) >= 0);
    }

    private void add(Block.Kind kind, int level, String heading, int end) {
        closeText();
        blocks.add(new Block(kind, level, heading, String.join("", lines.subList(next, end))));
        next = end;
    }

    private void closeText() {
        if (open.length() > 0) {
            blocks.add(new Block(Block.Kind.TEXT, 0, "", open.toString()));
            open.setLength(0);
        }
    }

    private String line(int number) {
        String line = lines.get(number);
        return line.endsWith("\n") ? line.substring(0, line.length() - 1) : line;
    }
}
