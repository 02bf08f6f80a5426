package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.dataset.Corpus;
import org.adaptationlab.dataset.CorpusLeakage;
import org.adaptationlab.dataset.LabSetup;
import org.adaptationlab.lab.RetrievalSpec.IndexKind;
import org.adaptationlab.lab.RetrievalSpec.PassageSize;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A folder as teams have them: four kinds of files, and documents in four scripts. */
class MixedCorpusTest {

    @TempDir
    private Path folder;

    private Path docs;

    @BeforeEach
    void writeDocuments() throws IOException {
        docs = Files.createDirectories(folder.resolve("docs/hr")).resolveSibling("");
        write("hr/leave.md", "---\ntitle: Leave\n---\nEvery employee has thirty days of paid leave.\n");
        write("hours.html", "<title>Hours</title><pre>open 9-17\nclosed on Sunday</pre>");
        write("zh.md", "# 报销手册\n\n" + "出差费用须在返回后十天内报销，并附上全部发票原件。".repeat(30) + "\n");
        write("ja.txt", "健康診断は年に一度、春に行われます。費用は会社が負担します。\n");
        write("ar.md", "# دليل الأمن\n\nيجب تغيير كلمة المرور كل ثلاثة أشهر على الأقل.\n");
        write("notes.rst", "left out\n");
        pdf("parking.pdf", "The garage has forty parking spaces for visitors.");
        docx("canteen.docx", "The canteen serves lunch between noon and two.");
    }

    @Test
    void isReadCutAndSearchedInEveryKindAndScript() {
        Corpus corpus = LabSetup.corpus(docs);
        List<Passage> passages = PassageSplitter.split(corpus.documents(), PassageSize.USUAL);

        assertThat(corpus.leftOut().counts()).startsWith("left out: 1 .rst (");
        assertThat(passages)
                .extracting(Passage::source)
                .contains("hr/leave", "hours", "zh", "ja", "ar", "parking", "canteen");
        assertThat(passages)
                .allSatisfy(passage -> assertThat(passage.text().length()).isLessThan(450));
        try (PassageIndex index = new PassageIndexStore(
                        folder.resolve("indexes"), TextEmbedder.english(), System::nanoTime)
                .open(passages, IndexKind.LEXICAL)) {
            Map.of(
                            "How many days of leave do employees have?", "hr/leave",
                            "Is it open on Sunday?", "hours",
                            "发票原件什么时候报销", "zh",
                            "健康診断の費用はだれが負担しますか", "ja",
                            "كم مرة تغير كلمة المرور؟", "ar",
                            "How many parking spaces are there?", "parking",
                            "When is lunch in the canteen?", "canteen")
                    .forEach((question, document) -> assertThat(
                                    index.passagesFor(1).retrieve(question, ""))
                            .extracting(Passage::source)
                            .containsExactly(document));
        }
    }

    @Test
    void showsTestTextsThatStandInIt() {
        assertThat(CorpusLeakage.find(
                        LabSetup.corpus(docs).documents(),
                        List.of(
                                "the garage has forty parking spaces",
                                "出差费用须在返回后十天内报销并附上全部发票",
                                "健康診断は年に一度春に行われます費用は会社",
                                "يجب تغيير كلمة المرور كل ثلاثة أشهر",
                                "the garage has fifty parking spaces")))
                .extracting(CorpusLeakage.Leak::document)
                .containsExactly("parking", "zh", "ja", "ar");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(docs.resolve(file), text);
    }

    private void pdf(String file, String text) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage();
            document.addPage(page);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.beginText();
                content.setFont(new PDType1Font(FontName.TIMES_ROMAN), 11);
                content.newLineAtOffset(60, 700);
                content.showText(text);
                content.endText();
            }
            document.save(docs.resolve(file).toFile());
        }
    }

    private void docx(String file, String text) throws IOException {
        try (XWPFDocument document = new XWPFDocument();
                OutputStream out = Files.newOutputStream(docs.resolve(file))) {
            document.createParagraph().createRun().setText(text);
            document.write(out);
        }
    }
}
