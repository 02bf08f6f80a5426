package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResumeLineTest {

    @Test
    void repeatsWhatWasTypedAndNamesTheRun() {
        assertThat(ResumeLine.of(List.of("run", "my-lab", "--limit", "5"), null, "id-1"))
                .isEqualTo("lab run my-lab --limit 5 --resume id-1");
    }

    @Test
    void replacesTheResumeThatWasTyped() {
        String line = "lab run my-lab --limit 5 --resume id-1";

        assertThat(ResumeLine.of(List.of("run", "--resume", "my-lab", "--limit", "5"), "", "id-1"))
                .isEqualTo(line);
        assertThat(ResumeLine.of(List.of("run", "--resume", "id-1", "my-lab", "--limit", "5"), "id-1", "id-1"))
                .isEqualTo(line);
        assertThat(ResumeLine.of(List.of("run", "my-lab", "--resume=id-1", "--limit", "5"), "id-1", "id-1"))
                .isEqualTo(line);
    }

    @Test
    void quotesWhatAShellWouldTakeApart() {
        assertThat(ResumeLine.of(List.of("run", "лаб/lab.yaml", "--out", "Anna's results"), null, "id-1"))
                .isEqualTo("lab run лаб/lab.yaml --out 'Anna'\\''s results' --resume id-1");
    }
}
