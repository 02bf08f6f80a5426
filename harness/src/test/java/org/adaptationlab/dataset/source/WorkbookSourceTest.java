package org.adaptationlab.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbookSourceTest {

    private static final String NAMESPACE = "xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'";

    @TempDir
    private Path folder;

    @Test
    void readsTheFirstSheetThatHasSomethingAndNamesTheOthers() throws IOException {
        SourceTable table = SourceTable.read(
                workbook(
                        "<row r='1'/>",
                        "<row r='1'>" + text("A1", "text") + text("B1", "n") + text("C1", "day") + "</row>"
                                + "<row r='3'>" + text("A3", "late &amp; lost")
                                + "<c r='B3'><v>0.10000000000000001</v></c>"
                                + "<c r='C3' s='1'><v>45000</v></c></row>"
                                + "<row r='4'>" + text("A4", "two") + "<c r='B4'><v>98000000</v></c></row>"
                                + "<row r='9'>" + text("A9", " ") + "</row>",
                        "<row r='1'>" + text("A1", "other") + "</row>"),
                null);

        assertThat(table.columns()).containsExactly("text", "n", "day");
        assertThat(table.unit()).isEqualTo(RowUnit.ROW);
        assertThat(table.rows()).extracting(SourceRow::line).containsExactly(3, 4);
        assertThat(table.rows().get(0).text("text")).isEqualTo("late & lost");
        assertThat(table.rows().get(0).text("n")).isEqualTo("0.1");
        assertThat(table.rows().get(0).text("day")).isEqualTo("2023-03-15");
        assertThat(table.rows().get(1).text("n")).isEqualTo("98000000");
        assertThat(table.notes())
                .containsExactly("sheet \"s2\" was read; left out: \"s3\" (to take another, put it first)");
    }

    @Test
    void namesCellsWithErrorsAndBrokenWorkbooks() throws IOException {
        Path faulty = workbook(
                "<row r='1'>" + text("A1", "text") + "</row><row r='2'><c r='A2' t='e'><v>#REF!</v></c></row>");
        assertThatThrownBy(() -> SourceTable.read(faulty, null))
                .hasMessageContaining(":2: cell A2 holds the error #REF!");
        byte[] half = Files.readAllBytes(faulty);
        Path cut = Files.write(folder.resolve("cut.xlsx"), Arrays.copyOfRange(half, 0, half.length / 2));
        assertThatThrownBy(() -> SourceTable.read(cut, null)).hasMessageStartingWith(cut + ": ");
    }

    private static String text(String place, String text) {
        return "<c r='" + place + "' t='inlineStr'><is><t xml:space='preserve'>" + text + "</t></is></c>";
    }

    private Path workbook(String... sheets) throws IOException {
        Path file = folder.resolve("t.xlsx");
        String relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        StringBuilder list = new StringBuilder();
        StringBuilder relations = new StringBuilder();
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 1; i <= sheets.length; i++) {
                list.append("<sheet name='s" + i + "' sheetId='" + i + "' r:id='rId" + i + "'/>");
                relations.append("<Relationship Id='rId" + i + "' Type='" + relation
                        + "/worksheet' Target='worksheets/sheet" + i + ".xml'/>");
                entry(
                        zip,
                        "xl/worksheets/sheet" + i + ".xml",
                        "<worksheet " + NAMESPACE + "><sheetData>" + sheets[i - 1] + "</sheetData></worksheet>");
            }
            relations.append("<Relationship Id='rId99' Type='" + relation + "/styles' Target='styles.xml'/>");
            entry(
                    zip,
                    "xl/styles.xml",
                    "<styleSheet " + NAMESPACE
                            + "><cellXfs count='2'><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>");
            entry(
                    zip,
                    "xl/_rels/workbook.xml.rels",
                    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" + relations
                            + "</Relationships>");
            entry(
                    zip,
                    "xl/workbook.xml",
                    "<workbook " + NAMESPACE + " xmlns:r='" + relation + "'><sheets>" + list + "</sheets></workbook>");
            entry(
                    zip,
                    "[Content_Types].xml",
                    "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
                            + type("workbook", "sheet.main") + type("styles", "styles") + "</Types>");
        }
        return file;
    }

    private static String type(String part, String kind) {
        return "<Override PartName='/xl/" + part
                + ".xml' ContentType='application/vnd.openxmlformats-officedocument.spreadsheetml." + kind + "+xml'/>";
    }

    private static void entry(ZipOutputStream zip, String name, String xml) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(("<?xml version='1.0' encoding='UTF-8'?>" + xml).getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
