package org.adaptationlab.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.adaptationlab.file.LockedElsewhere;
import org.adaptationlab.problem.ResultFormatException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadFolderTest {

    @Test
    void isMeasuredByOneProcessAtATime(@TempDir Path path) throws IOException {
        LoadFolder folder = new LoadFolder(path);
        try (LockedElsewhere other = LockedElsewhere.lock(Files.createFile(path.resolve(".measuring")), 0)) {
            assertThat(other.isLocked()).isTrue();
            assertThatThrownBy(() -> folder.alone(() -> "measured"))
                    .isInstanceOf(ResultFormatException.class)
                    .hasMessage(path + ": another process is measuring this load; wait until it has ended");
        }
        assertThat(folder.alone(() -> "measured")).isEqualTo("measured");
    }
}
