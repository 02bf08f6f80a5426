package org.adaptationlab.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.adaptationlab.cli.LabCommandLine.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListCommandTest {

    @TempDir
    private Path folder;

    @Test
    void listsEveryLabAlsoABrokenOne() throws IOException {
        LabFolder.in(folder).write("labs/broken/lab.yaml", "lab: broken\nmodel: x\n");

        assertThat(run()).isEqualTo(new Result(0, """
                        NAME    TITLE                                DATA SET  MODES
                        broken  4 problems, see lab validate broken
                        turns   Left or right?                       turns     prompt, near (+1 control)
                        """, ""));
    }

    @Test
    void saysWhatToDoWhereThereIsNoLab() {
        assertThat(run())
                .isEqualTo(
                        new Result(
                                2,
                                "",
                                "no labs: there is no labs/NAME/lab.yaml in the working directory or in .; make one with lab init\n"));
    }

    private Result run() {
        return new LabCommandLine(folder).run("list");
    }
}
