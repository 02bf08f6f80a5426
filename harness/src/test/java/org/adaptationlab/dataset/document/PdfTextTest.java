package org.adaptationlab.dataset.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PdfTextTest {

    @TempDir
    private Path folder;

    private record Line(int size, int gap, String text) {}

    @Test
    void readsHeadingsAndParagraphs() throws Exception {
        Path file = pdf(
                "leave.pdf",
                List.of(
                        new Line(20, 30, "Leave"),
                        new Line(11, 40, "Every employee has thirty days of paid leave in each calen-"),
                        new Line(11, 14, "dar year, and asks the lead for them by the end of March at the"),
                        new Line(11, 14, "latest."),
                        new Line(11, 40, "A second paragraph says more."),
                        new Line(15, 40, "Who asks"),
                        new Line(11, 30, "You do.")));

        assertThat(PdfText.of(file)).isEqualTo(new DocumentText("Leave", """
                        # Leave

                        Every employee has thirty days of paid leave in each calendar year, and asks the lead for them \
                        by the end of March at the latest.

                        A second paragraph says more.

                        ## Who asks

                        You do.
                        """, Markup.MARKDOWN));
    }

    @Test
    void leavesOutWhatStandsAtTheHeadAndFootOfEveryPage() throws Exception {
        List<Line> page = List.of(
                new Line(9, 20, "Example Ltd, handbook"),
                new Line(11, 60, "Text of a page that says something."),
                new Line(9, 400, "Page 7 of 9"));

        assertThat(PdfText.of(pdf("handbook.pdf", page, page, page)).text())
                .contains("Text of a page")
                .doesNotContain("Example Ltd", "Page 7");
        assertThat(PdfText.of(pdf("letter.pdf", page)).text()).contains("Example Ltd", "Page 7");
    }

    @Test
    void saysWhyAFileHasNoText() throws Exception {
        assertThatThrownBy(() -> PdfText.of(pdf("scan.pdf", List.of())))
                .hasMessage("has no text, so it may be a scan; run text recognition (OCR) over it");
        assertThatThrownBy(() -> PdfText.of(locked("secret", new AccessPermission())))
                .hasMessage("is protected by a password; save a copy without one");
        AccessPermission noCopies = new AccessPermission();
        noCopies.setCanExtractContent(false);
        assertThatThrownBy(() -> PdfText.of(locked("", noCopies)))
                .hasMessage("does not permit that its text is taken out; get a copy that does");
        Path cut = folder.resolve("cut.pdf");
        Files.write(cut, Arrays.copyOf(Files.readAllBytes(pdf("whole.pdf", List.of(new Line(11, 20, "a")))), 300));
        assertThatThrownBy(() -> PdfText.of(cut)).isInstanceOf(UnreadableDocumentException.class);
    }

    private Path locked(String password, AccessPermission permission) throws IOException {
        Path file = pdf("open.pdf", List.of(new Line(11, 20, "Hello")));
        Path locked = folder.resolve("locked" + password + ".pdf");
        try (PDDocument document = Loader.loadPDF(file.toFile())) {
            document.protect(new StandardProtectionPolicy("owner", password, permission));
            document.save(locked.toFile());
        }
        return locked;
    }

    @SafeVarargs
    private Path pdf(String name, List<Line>... pages) throws IOException {
        Path file = folder.resolve(name);
        try (PDDocument document = new PDDocument()) {
            for (List<Line> lines : pages) {
                PDPage page = new PDPage();
                document.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                    float y = page.getMediaBox().getHeight();
                    for (Line line : lines) {
                        y -= line.gap();
                        content.beginText();
                        content.setFont(new PDType1Font(FontName.HELVETICA), line.size());
                        content.newLineAtOffset(60, y);
                        content.showText(line.text());
                        content.endText();
                    }
                }
            }
            document.save(file.toFile());
        }
        return file;
    }
}
