package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.dataset.document.Markup;
import org.adaptationlab.problem.Problem;
import org.adaptationlab.problem.Problems;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorpusReaderTest {

    @TempDir
    private Path folder;

    private final Problems problems = new Problems();

    @Test
    void readsMarkdownTextAndHtmlInFoldersOfFolders() throws IOException {
        write("leave.md", "# Leave\n\nTwenty days.\n");
        write("hr/leave.MD", "no heading\n");
        write("hr/pay/days.txt", "# is no heading here\n");
        write("site/index.html", "<title>Hours</title><p>Nine to five.</p>");
        write("site/logo.svg", "<svg/>");
        write(".obsidian/notes.md", "hidden");

        assertThat(read().documents())
                .containsExactly(
                        new Document("hr/leave", "leave", "no heading\n"),
                        new Document("hr/pay/days", "days", "# is no heading here\n", Markup.NONE),
                        new Document("leave", "Leave", "# Leave\n\nTwenty days.\n"),
                        new Document("site/index", "Hours", "# Hours\n\nNine to five.\n"));
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void refusesTwoDocumentsOfOneName() throws IOException {
        write("leave.md", "a");
        write("leave.txt", "b");
        CorpusReader.read(folder, problems);
        assertThat(found())
                .containsExactly("leave.txt: is a second document of the name \"leave\", the first is "
                        + folder.resolve("leave.md") + "; rename one of them");
    }

    @Test
    void refusesADocumentThatIsTooLarge() throws IOException {
        Files.write(folder.resolve("all.md"), new byte[50 << 20]);
        CorpusReader.read(folder, problems);
        assertThat(found())
                .containsExactly("all.md: is too large for one document: 50 MB; at most 4 MB;"
                        + " divide it into documents of one subject each");
    }

    @Test
    void refusesAFolderWithoutDocumentsAndAnEmptyDocument() throws IOException {
        write("notes.rst", "x");
        CorpusReader.read(folder, problems);
        assertThat(found().get(0))
                .endsWith("has no document (.md, .markdown, .txt, .html, .htm, .pdf, .docx); left out: 1 .rst;"
                        + " add documents or delete the folder");

        write("blank.html", "<html><head><script>only()</script></head><body> </body></html>");
        CorpusReader.read(folder, problems);
        assertThat(found().get(1)).isEqualTo("blank.html: is empty; write the document or delete it");
    }

    @Test
    void countsWhatIsLeftOutByItsEndingAndSaysWhy() throws IOException {
        write("hr/leave.md", "# Leave\n\nThirty days.\n");
        write("price-list.PDF", "%PDF-1.7 …");
        write("contract.docx", "PK…");
        write("faq.rst", "a: b\n");
        write("more/faq.rst", "a: b\n");
        write("Makefile", "all:\n");
        write(".git/config", "hidden");

        Corpus corpus = read();

        assertThat(corpus.documents()).extracting(Document::id).containsExactly("hr/leave");
        assertThat(corpus.leftOut().counts())
                .isEqualTo("left out: 2 .rst, 1 .docx, 1 .pdf, 1 without an ending"
                        + " (.md, .markdown, .txt, .html, .htm, .pdf, .docx can be read)");
        assertThat(corpus.leftOut().reasons())
                .containsExactly(
                        folder.resolve("contract.docx")
                                + ": is no Word document, or a damaged one; open and save it in Word again",
                        folder.resolve("price-list.PDF")
                                + ": is no PDF, or a damaged one; save or print it to PDF again");
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void refusesAFolderWhoseDocumentsAllCannotBeRead() throws IOException {
        write("scan.pdf", "x");
        CorpusReader.read(folder, problems);
        assertThat(found()).containsExactly("scan.pdf: is no PDF, or a damaged one; save or print it to PDF again");
    }

    @Test
    void namesDocumentsAlikeWhateverNormalFormTheFileSystemKeeps() throws IOException {
        write("Gebu\u0308hren/Uebersicht.md", "a\n");
        write("がっこう.md".replace("が", "か\u3099"), "b\n");

        assertThat(read().documents()).extracting(Document::id).containsExactly("Geb\u00fchren/Uebersicht", "がっこう");
    }

    private Corpus read() {
        return CorpusReader.read(folder, problems);
    }

    @Test
    void hasNoDocumentsWhereThereIsNoFolder() {
        assertThat(CorpusReader.read(folder.resolve("corpus"), problems).documents())
                .isEmpty();
        assertThat(problems.found()).isEmpty();
    }

    private List<String> found() {
        return problems.found().stream()
                .map(problem -> new Problem(problem.file().getFileName(), problem.line(), problem.message()).toString())
                .toList();
    }

    private void write(String file, String text) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.resolveSibling(""));
        Files.writeString(path, text);
    }
}
