package org.adaptationlab.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LabHomeTest {

    @TempDir
    private Path folder;

    private String in(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void takesTheFirstFolderThatIsNamed() {
        Map<String, String> both = Map.of("LAB_HOME", in("lab"), "XDG_CACHE_HOME", in("cache"));

        assertThat(LabHome.of(both, in("me"))).isEqualTo(folder.resolve("lab"));
        assertThat(LabHome.of(Map.of("XDG_CACHE_HOME", in("cache")), in("me")))
                .isEqualTo(folder.resolve("cache/adaptation-lab"));
        assertThat(LabHome.of(Map.of("LAB_HOME", " "), in("me"))).isEqualTo(folder.resolve("me/.cache/adaptation-lab"));
        assertThat(LabHome.of(Map.of("LAB_HOME", "here"), "?"))
                .isEqualTo(Path.of("here").toAbsolutePath());
    }

    @Test
    void takesNoFolderBelowTheWorkingDirectoryForAHome() {
        String root = String.valueOf(folder.getRoot());

        for (String home : List.of("?", "", "me", ".", root)) {
            assertThatThrownBy(() -> LabHome.of(Map.of(), home))
                    .isInstanceOf(PrerequisiteException.class)
                    .hasMessageContainingAll(
                            "the home folder of this user is \"" + home + "\"", "name another with LAB_HOME");
        }
        assertThatThrownBy(() -> LabHome.of(Map.of("XDG_CACHE_HOME", "cache"), "?"))
                .isInstanceOf(PrerequisiteException.class);
        assertThat(LabHome.of(Map.of("XDG_CACHE_HOME", in("cache")), "?"))
                .isEqualTo(folder.resolve("cache/adaptation-lab"));
    }

    @Test
    void takesTheHomeOfAUserWhomTheSystemDoesNotKnow() {
        assertThat(LabHome.of(Map.of("HOME", in("me")), "?")).isEqualTo(folder.resolve("me/.cache/adaptation-lab"));
        assertThat(LabHome.of(Map.of("HOME", in("other")), in("me")))
                .isEqualTo(folder.resolve("me/.cache/adaptation-lab"));
        assertThatThrownBy(() -> LabHome.of(Map.of("HOME", "here"), "?")).isInstanceOf(PrerequisiteException.class);
    }
}
