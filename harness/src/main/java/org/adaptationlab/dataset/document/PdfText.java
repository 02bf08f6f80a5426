package org.adaptationlab.dataset.document;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;

/** The text of a PDF, in the order in which the file draws it; {@link PdfLayout} makes headings and paragraphs of it. */
final class PdfText extends PDFTextStripper {

    static {
        FontMappers.set(new BundledFonts());
    }

    private final List<PdfLine> lines = new ArrayList<>();
    private final StringBuilder line = new StringBuilder();
    private double size;
    private boolean startsParagraph = true;

    private PdfText() {}

    static DocumentText of(Path file) throws IOException, UnreadableDocumentException {
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            if (!document.getCurrentAccessPermission().canExtractContent()) {
                throw new UnreadableDocumentException(
                        "does not permit that its text is taken out; get a copy that does", null);
            }
            PdfText reader = new PdfText();
            reader.writeText(document, Writer.nullWriter());
            String text = new PdfLayout(reader.lines).text();
            if (text.isBlank()) {
                throw new UnreadableDocumentException(
                        "has no text, so it may be a scan; run text recognition (OCR) over it", null);
            }
            return DocumentText.marked(text);
        } catch (InvalidPasswordException e) {
            throw new UnreadableDocumentException("is protected by a password; save a copy without one", e);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw new UnreadableDocumentException("is no PDF, or a damaged one; save or print it to PDF again", e);
        }
    }

    @Override
    protected void writeString(String text, List<TextPosition> positions) {
        line.append(text);
        positions.forEach(position -> size = Math.max(size, Math.round(10.0 * position.getFontSizeInPt()) / 10.0));
    }

    @Override
    protected void writeWordSeparator() {
        line.append(' ');
    }

    @Override
    protected void writeLineSeparator() {
        endLine();
    }

    @Override
    protected void writeParagraphStart() throws IOException {
        super.writeParagraphStart();
        startsParagraph = true;
    }

    @Override
    protected void writePageEnd() {
        endLine();
        startsParagraph = true;
    }

    private void endLine() {
        String text = line.toString().replaceAll("[\\s\\p{Z}]+", " ").strip();
        if (!text.isEmpty()) {
            lines.add(new PdfLine(text, size, getCurrentPageNo(), startsParagraph));
            startsParagraph = false;
        }
        line.setLength(0);
        size = 0;
    }
}
