package org.adaptationlab.model.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.adaptationlab.model.embedded.Announcement.Kind;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.LabException;
import org.adaptationlab.problem.PrerequisiteException;
import org.junit.jupiter.api.Test;

class StartFailureTest {

    private static final ServingPlan PLAN =
            new ServingPlan("1", "small", "abc", null, "small.gguf", "tickets.gguf", null, "", 64, false, 1, 1);

    private static LabException failure(Kind kind, String complaints) {
        Announcement said = Announcement.failed(kind, new EngineException("it went wrong", null));
        return StartFailure.of(PLAN, Announcement.parse(said.toJson()), 1, complaints);
    }

    @Test
    void saysWhatToInstallForTheNativeLibrary() {
        assertThat(failure(Kind.LIBRARY, "; libgomp.so.1: cannot open shared object file"))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("libgomp.so.1: cannot open shared object file")
                .hasMessageContaining("apt-get install libgomp1 libstdc++6");
    }

    @Test
    void saysWhereToMakeRoomForTheNativeLibrary() {
        assertThat(failure(Kind.LIBRARY, "; No space left on device"))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("-Djava.io.tmpdir=FOLDER")
                .hasMessageNotContaining("apt-get");
    }

    @Test
    void namesTheFilesThatCannotBeLoaded() {
        assertThat(failure(Kind.MODEL, "; model arch and LoRA arch mismatch"))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining("small.gguf with the adapter tickets.gguf")
                .hasMessageContaining("model arch and LoRA arch mismatch");
    }

    @Test
    void takesAFailedAllocationForLackOfMemory() {
        assertThat(failure(Kind.MODEL, "; failed to allocate buffer of size 4096"))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("not enough memory");
    }

    @Test
    void namesTheTemplateThatCannotBeRenderedAndTheWayOut() {
        assertThat(failure(Kind.TEMPLATE, ""))
                .isInstanceOf(LabDefinitionException.class)
                .hasMessageContaining(
                        "small.gguf: llama.cpp (b4916) can't render the chat template in it: it went wrong")
                .hasMessageContaining("--runtime llama-server or ollama");
    }

    @Test
    void passesThePortProblemOn() {
        assertThat(failure(Kind.PORT, ""))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessageContaining("it went wrong");
    }

    @Test
    void tellsHowAProcessEndedThatSaidNothing() {
        assertThat(StartFailure.of(PLAN, Optional.empty(), 137, "; last line"))
                .isInstanceOf(PrerequisiteException.class)
                .hasMessage(
                        "the process that serves small.gguf ended with exit code 137 before it was ready (killed: the "
                                + "system may be out of memory); last line");
    }
}
