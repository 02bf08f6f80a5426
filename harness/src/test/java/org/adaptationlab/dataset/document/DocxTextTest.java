package org.adaptationlab.dataset.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DocxTextTest {

    @TempDir
    private Path folder;

    @Test
    void readsHeadingsTextAndTables() throws Exception {
        Path file = folder.resolve("leave.docx");
        try (XWPFDocument document = new XWPFDocument();
                OutputStream out = Files.newOutputStream(file)) {
            add(document, "Heading1", "Leave");
            add(document, null, "Thirty days 年次有給休暇.");
            add(document, "Heading2", "Who asks");
            add(document, null, "");
            add(document, null, "You do.");
            XWPFTable table = document.createTable(2, 2);
            table.getRow(0).getCell(0).setText("grade");
            table.getRow(0).getCell(1).setText("days");
            table.getRow(1).getCell(0).setText("A|B");
            table.getRow(1).getCell(1).setText("21");
            document.write(out);
        }

        assertThat(DocxText.of(file)).isEqualTo(new DocumentText("Leave", """
                        # Leave

                        Thirty days 年次有給休暇.

                        ## Who asks

                        You do.

                        | grade | days |
                        | --- | --- |
                        | A\\|B | 21 |
                        """, Markup.MARKDOWN));
    }

    @Test
    void saysWhyAFileCannotBeRead() throws Exception {
        Path old = folder.resolve("old.docx");
        try (POIFSFileSystem container = new POIFSFileSystem();
                OutputStream out = Files.newOutputStream(old)) {
            container.createDocument(new ByteArrayInputStream(new byte[100]), "WordDocument");
            container.writeFilesystem(out);
        }
        assertThatThrownBy(() -> DocxText.of(old))
                .hasMessage(
                        "is protected by a password, or an old .doc under another name; save it as .docx without one");
        Path cut = Files.writeString(folder.resolve("cut.docx"), "PK…");
        assertThatThrownBy(() -> DocxText.of(cut))
                .hasMessage("is no Word document, or a damaged one; open and save it in Word again");
    }

    private static void add(XWPFDocument document, @Nullable String style, String text) throws IOException {
        XWPFParagraph paragraph = document.createParagraph();
        if (style != null) {
            paragraph.setStyle(style);
        }
        paragraph.createRun().setText(text);
    }
}
