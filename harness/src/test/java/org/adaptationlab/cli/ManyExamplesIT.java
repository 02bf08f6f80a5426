package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunFolder;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.score.Metric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done with a finished run takes seconds, also with as many examples as anybody measures. */
class ManyExamplesIT {

    private static final int EXAMPLES = 20_000;

    @TempDir
    private Path folder;

    @Test
    void areReportedComparedAndCopiedInSeconds() {
        results().write(new RunFolder(folder.resolve("run")));

        for (List<String> command : List.of(
                List.of("report", "run"), List.of("baseline", "run", "base"), List.of("compare", "base", "run"))) {
            assertTimeout(
                    Duration.ofSeconds(30),
                    () -> assertThat(new LabCommandLine(folder)
                                    .run(command.toArray(String[]::new))
                                    .exitCode())
                            .as(String.join(" ", command))
                            .isZero());
        }
    }

    /** Every mode, the files of a run beside their rows taken from a small one. */
    private static RunResults results() {
        RunResults few = RunFixture.tickets();
        List<ModeIdentity> modes =
                few.provenance().facts().stream().map(facts -> facts.mode()).toList();
        List<ExampleResult> rows = new ArrayList<>();
        for (ModeIdentity mode : modes) {
            for (int i = 0; i < EXAMPLES; i++) {
                boolean isRight = i % (2 + modes.indexOf(mode)) == 0;
                rows.add(RunFixture.row(
                        mode,
                        "ticket-" + i,
                        1,
                        RunFixture.answered("x", isRight ? "billing" : "shipping", isRight ? 1 : 0)));
            }
        }
        return RunResults.of(few.provenance(), rows, Metric.ACCURACY);
    }
}
