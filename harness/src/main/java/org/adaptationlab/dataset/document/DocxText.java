package org.adaptationlab.dataset.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.poi.xwpf.usermodel.IBodyElement;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFSDT;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableCell;
import org.jspecify.annotations.Nullable;

/**
 * The text of a Word document (.docx): headings by their style, lists, tables; notes at the end. What was deleted and is
 * still recorded, headers, footers and comments are left out.
 */
final class DocxText {

    /** The name of a built-in style is English in every language of Word. */
    private static final Pattern HEADING_STYLE = Pattern.compile("heading ([1-6])");

    private static final Pattern NOTE_MARK = Pattern.compile("\\[(?:footnote|endnote)Ref:-?\\d+\\]");
    private static final int MOST_ANCESTORS = 10;

    private final XWPFDocument document;
    private final StringBuilder text = new StringBuilder();

    private DocxText(XWPFDocument document) {
        this.document = document;
    }

    static DocumentText of(Path file) throws IOException, UnreadableDocumentException {
        try (InputStream bytes = Files.newInputStream(file);
                XWPFDocument document = open(bytes)) {
            DocxText content = new DocxText(document);
            document.getBodyElements().forEach(content::add);
            document.getFootnotes().forEach(note -> note.getParagraphs().forEach(content::addParagraph));
            document.getEndnotes().forEach(note -> note.getParagraphs().forEach(content::addParagraph));
            return DocumentText.marked(content.text.toString().strip() + "\n");
        } catch (RuntimeException | StackOverflowError e) {
            throw damaged(e);
        }
    }

    private static XWPFDocument open(InputStream bytes) throws UnreadableDocumentException {
        try {
            return new XWPFDocument(bytes);
        } catch (org.apache.poi.openxml4j.exceptions.OLE2NotOfficeXmlFileException e) {
            throw new UnreadableDocumentException(
                    "is protected by a password, or an old .doc under another name; save it as .docx without one", e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw damaged(e);
        }
    }

    private static UnreadableDocumentException damaged(Throwable cause) {
        return new UnreadableDocumentException(
                "is no Word document, or a damaged one; open and save it in Word again", cause);
    }

    private void add(IBodyElement element) {
        if (element instanceof XWPFParagraph paragraph) {
            addParagraph(paragraph);
        } else if (element instanceof XWPFTable table) {
            List<List<String>> rows = table.getRows().stream()
                    .map(row -> row.getTableCells().stream()
                            .map(XWPFTableCell::getTextRecursively)
                            .map(DocxText::withoutNoteMarks)
                            .toList())
                    .toList();
            addBlock(MarkdownTable.of(rows));
        } else if (element instanceof XWPFSDT part) {
            addBlock(part.getContent().getText());
        }
    }

    private void addParagraph(XWPFParagraph paragraph) {
        String words =
                withoutNoteMarks(paragraph.getText()).replace('\u000B', '\n').strip();
        if (words.isEmpty()) {
            return;
        }
        int level = level(paragraph.getStyleID());
        if (level > 0) {
            addBlock("#".repeat(level) + " " + words.replaceAll("\\s+", " "));
        } else if (paragraph.getNumID() != null) {
            addBlock("- " + words);
        } else {
            addBlock(words);
        }
    }

    private void addBlock(String block) {
        if (!block.isBlank()) {
            text.append(block.strip()).append("\n\n");
        }
    }

    /** The level of the heading that a style, or one that it is based on, makes; 0 for none. */
    private int level(@Nullable String styleId) {
        String id = styleId;
        for (int i = 0; i < MOST_ANCESTORS && id != null && document.getStyles() != null; i++) {
            XWPFStyle style = document.getStyles().getStyle(id);
            if (style == null) {
                return levelOfName(id.replaceFirst("(?i)^heading", "heading "));
            }
            int level = levelOfName(style.getName());
            if (level > 0) {
                return level;
            }
            id = style.getBasisStyleID();
        }
        return id == null ? 0 : levelOfName(id.replaceFirst("(?i)^heading", "heading "));
    }

    private static int levelOfName(@Nullable String name) {
        String lower = name == null ? "" : name.toLowerCase(Locale.ROOT);
        Matcher heading = HEADING_STYLE.matcher(lower);
        if (heading.matches()) {
            return Integer.parseInt(heading.group(1));
        }
        return lower.equals("title") ? 1 : 0;
    }

    private static String withoutNoteMarks(String words) {
        return NOTE_MARK.matcher(words).replaceAll("");
    }
}
