package org.adaptationlab.dataset.document;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Markdown without its front matter, whose title becomes a heading. */
final class MarkdownText {

    private static final Pattern ENTRY = Pattern.compile("[\\p{L}\\p{N}_.\"' -]+[:=].*");
    private static final Pattern TITLE = Pattern.compile("(?i)title\\s*[:=]\\s*(.+)");
    private static final int MOST_LINES = 200;

    private MarkdownText() {}

    static DocumentText of(String raw) {
        List<String> lines = BlockReader.lines(raw);
        int end = endOfFrontMatter(lines);
        if (end == 0) {
            return DocumentText.marked(raw);
        }
        String text = String.join("", lines.subList(end, lines.size())).replaceFirst("^\\n+", "");
        String title = title(lines.subList(1, end - 1));
        boolean said = Block.of(text, Markup.MARKDOWN).stream()
                .findFirst()
                .filter(block -> block.heading().equals(title))
                .isPresent();
        return DocumentText.marked(title.isEmpty() || said ? text : "# " + title + "\n\n" + text);
    }

    /** Number of lines of the front matter between --- (YAML) or +++ (TOML), these with it; 0 where there is none. */
    private static int endOfFrontMatter(List<String> lines) {
        String mark = lines.isEmpty() ? "" : lines.get(0).strip();
        if (!mark.equals("---") && !mark.equals("+++")) {
            return 0;
        }
        boolean entries = false;
        for (int i = 1; i < Math.min(lines.size(), MOST_LINES); i++) {
            String line = lines.get(i).stripTrailing();
            if (line.equals(mark)) {
                return entries ? i + 1 : 0;
            }
            boolean entry = ENTRY.matcher(line).matches();
            entries |= entry;
            if (!entry && !belongsToAnEntry(line)) {
                return 0;
            }
        }
        return 0;
    }

    private static boolean belongsToAnEntry(String line) {
        return line.isEmpty()
                || line.startsWith("#")
                || line.startsWith(" ")
                || line.startsWith("\t")
                || line.startsWith("-")
                || line.startsWith("[")
                || line.startsWith("]")
                || line.startsWith("}");
    }

    private static String title(List<String> frontMatter) {
        for (String line : frontMatter) {
            Matcher title = TITLE.matcher(line.stripTrailing());
            if (title.matches()) {
                String value = title.group(1).strip();
                boolean quoted = value.length() > 1
                        && (value.charAt(0) == '"' || value.charAt(0) == '\'')
                        && value.charAt(value.length() - 1) == value.charAt(0);
                return (quoted ? value.substring(1, value.length() - 1) : value).strip();
            }
        }
        return "";
    }
}
