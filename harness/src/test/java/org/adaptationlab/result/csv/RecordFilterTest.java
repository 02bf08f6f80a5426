package org.adaptationlab.result.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class RecordFilterTest {

    private static final String FILE = """
            id,text
            1,plain
            2,"two
            lines, a comma and a ""quote"", at the end ""\"

            3,not "quoted" at its start
            "4",\"\"
            5,ä
            """;

    private static String kept(String file, int... rows) throws IOException {
        BitSet wanted = new BitSet();
        for (int row : rows) {
            wanted.set(row);
        }
        InputStream inBits = new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] buffer, int offset, int length) {
                return super.read(buffer, offset, Math.min(length, 3)); // a record comes in many parts
            }
        };
        return new String(RecordFilter.of(inBits, wanted), StandardCharsets.UTF_8);
    }

    @Test
    void keepsTheHeaderAndTheWantedRecords() throws IOException {
        assertThat(kept(FILE)).isEqualTo("id,text\n");
        assertThat(kept(FILE, 0, 4)).isEqualTo("id,text\n1,plain\n5,ä\n");
    }

    @Test
    void knowsWhatIsQuoted() throws IOException {
        assertThat(kept(FILE, 1))
                .isEqualTo("id,text\n2,\"two\nlines, a comma and a \"\"quote\"\", at the end \"\"\"\n");
        assertThat(kept(FILE, 2, 3)).isEqualTo("id,text\n3,not \"quoted\" at its start\n\"4\",\"\"\n");
    }

    @Test
    void takesEveryLineEnd() throws IOException {
        assertThat(kept("a\r\n\r\n1\r\n2\r\n", 1)).isEqualTo("a\n2\n");
        assertThat(kept("a\r1\r2\r", 0)).isEqualTo("a\n1\n");
    }

    @Test
    void goesNoFurtherThanTheLastWantedRecord() throws IOException {
        String endless = FILE + "6,\"never closed".repeat(3);

        assertThat(kept(endless, 0)).isEqualTo("id,text\n1,plain\n");
    }
}
