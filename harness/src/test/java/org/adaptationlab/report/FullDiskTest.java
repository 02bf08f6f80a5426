package org.adaptationlab.report;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FilterWriter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FullDiskTest {

    /** At the start, in a table, in the examples. */
    @ParameterizedTest
    @ValueSource(ints = {0, 30_000, 60_000})
    void aReportThatDoesNotFitOnTheDiskSaysSo(int room) {
        RunResults results = RunFixture.tickets();
        Writer full = new FilterWriter(new StringWriter()) {

            private int left = room;

            @Override
            public void write(String text, int from, int length) throws IOException {
                left -= length;
                if (left < 0) {
                    throw new IOException("No space left on device");
                }
            }
        };

        assertThatThrownBy(() -> new HtmlReport().write(results, full))
                .isInstanceOf(IOException.class)
                .hasMessage("No space left on device");
    }
}
