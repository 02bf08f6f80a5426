package org.adaptationlab.result.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CsvRecordsTest {

    @Test
    void readsWhatALibraryReads() throws IOException {
        String letters = "ab,,\"\"\n\r";
        Random random = new Random(7);
        for (int file = 0; file < 20_000; file++) {
            StringBuilder text = new StringBuilder();
            for (int record = 0; record < 4; record++) {
                text.append("same,\"x,y\",");
                for (int cell = 0; cell < 3; cell++) {
                    text.append(cell(random, letters)).append(cell < 2 ? "," : "");
                }
                text.append(List.of("\n", "\r\n", "\r", "\n\n").get(random.nextInt(4)));
            }

            assertThat(cells(text.toString())).as(text.toString()).isEqualTo(byTheLibrary(text.toString()));
        }
    }

    @Test
    void readsRecordsThatEndAnywhereInTheBuffer() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int record = 0; record < 300; record++) {
            text.append("run,").append(record).append(",\"").append("é\"\"\n".repeat(record * 7)).append("\",end\n");
        }

        List<CsvRecords.Line> lines = lines(new Trickle(text.toString()));

        assertThat(lines).hasSize(300);
        assertThat(lines.get(299).cells()).containsExactly("run", "299", "é\"\n".repeat(299 * 7), "end");
        assertThat(lines.get(299).number()).isEqualTo(1 + 299 + 7 * 299 * 298 / 2);
    }

    @Test
    void takesTextFromTheRecordAbove() throws IOException {
        List<CsvRecords.Line> lines = lines(stream("run,1,answer\nrun,2,answer\n"));

        assertThat(lines.get(1).cells()).containsExactly("run", "2", "answer");
        assertThat(lines.get(1).cells().get(0)).isSameAs(lines.get(0).cells().get(0));
        assertThat(lines.get(1).cells().get(2)).isSameAs(lines.get(0).cells().get(2));
    }

    @Test
    void countsLinesOfEverySystem() throws IOException {
        assertThat(lines(stream("a\r\n\r\nb\rc\n\n\"d\r\ne\"\nf"))).extracting(CsvRecords.Line::number)
                .containsExactly(1L, 3L, 4L, 6L, 8L);
    }

    @Test
    void saysWhetherTheLastLineHasAnEnd() throws IOException {
        assertThat(endsWithLineEnd("a\nb\n")).isTrue();
        assertThat(endsWithLineEnd("a\nb")).isFalse();
        assertThat(endsWithLineEnd("a\n\"b\n")).isTrue();
    }

    @Test
    void refusesTextBehindAClosingQuotationMark() {
        assertThatExceptionOfType(MalformedCsvException.class)
                .isThrownBy(() -> cells("a\n\"b\"c\n"))
                .matches(e -> e.line() == 2);
    }

    @Test
    void refusesWhatIsNoUtf8ButNotTheReplacementCharacter() throws IOException {
        assertThat(cells("\uFFFD\n")).containsExactly(List.of("\uFFFD"));
        assertThatExceptionOfType(CharacterCodingException.class)
                .isThrownBy(() -> lines(new ByteArrayInputStream(new byte[] {'a', (byte) 0xFC, '\n'})));
    }

    @Test
    void refusesARecordWithoutAnEnd() {
        assertThatExceptionOfType(MalformedCsvException.class).isThrownBy(() -> {
            try (CsvRecords records = new CsvRecords(stream("\"" + "x".repeat(1 << 18)), 1 << 16)) {
                records.next();
            }
        });
    }

    private static String cell(Random random, String letters) {
        StringBuilder cell = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            cell.append(letters.charAt(random.nextInt(letters.length())));
        }
        boolean plain = cell.chars().noneMatch(c -> "\",\n\r".indexOf(c) >= 0) && random.nextBoolean();
        return plain ? cell.toString() : "\"" + cell.toString().replace("\"", "\"\"") + "\"";
    }

    private static List<List<String>> byTheLibrary(String text) throws IOException {
        try (CsvReader<CsvRecord> csv = CsvReader.builder().ofCsvRecord(text)) {
            return csv.stream().map(CsvRecord::getFields).toList();
        }
    }

    private static List<List<String>> cells(String text) throws IOException {
        return lines(stream(text)).stream().map(CsvRecords.Line::cells).toList();
    }

    private static List<CsvRecords.Line> lines(InputStream in) throws IOException {
        try (CsvRecords records = new CsvRecords(in)) {
            List<CsvRecords.Line> lines = new ArrayList<>();
            for (CsvRecords.Line line = records.next(); line != null; line = records.next()) {
                lines.add(line);
            }
            return lines;
        }
    }

    private static boolean endsWithLineEnd(String text) throws IOException {
        try (CsvRecords records = new CsvRecords(stream(text))) {
            CsvRecords.Line line = records.next();
            while (line != null) {
                line = records.next();
            }
            return records.endsWithLineEnd();
        }
    }

    private static InputStream stream(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Hands over a few bytes at a time. */
    private static final class Trickle extends ByteArrayInputStream {
        Trickle(String text) {
            super(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, 997));
        }
    }
}
