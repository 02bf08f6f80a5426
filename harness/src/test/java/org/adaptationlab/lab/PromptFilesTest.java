package org.adaptationlab.lab;

import static org.adaptationlab.lab.LabFileFixture.LAB;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PromptFilesTest {

    @TempDir
    private Path folder;

    private LabFileFixture labFile;

    @BeforeEach
    void writeLabFile() throws IOException {
        labFile = new LabFileFixture(folder);
    }

    @Test
    void namesAMissingPromptFileAndTheOneNearIt() throws IOException {
        assertThat(labFile.problemsOf(LAB.replace("task.txt, constrain", "tsk.txt, constrain")))
                .containsExactly(
                        "lab.yaml:14: modes.prompt.system names " + labFile.file.resolveSibling("prompts/tsk.txt")
                                + ", but there is no such file; did you mean \"task.txt\"?");
    }

    @Test
    void reportsAnUnknownPlaceholderOnceWithItsLine() throws IOException {
        labFile.writePrompt("Answer {\"a\": {b}}\nwith one of {lables}.\n");

        assertThat(labFile.problemsOf(LAB))
                .containsExactly(
                        "task.txt:1: unknown placeholder {b}; allowed here: {examples}, {labels}",
                        "task.txt:2: unknown placeholder {lables}; allowed here: {examples}, {labels};"
                                + " did you mean \"{labels}\"?");
    }

    @Test
    void refusesAPromptThatIsEmptyOrNotUtf8() throws IOException {
        labFile.writePrompt(" \n");
        assertThat(labFile.problemsOf(LAB)).containsExactly("task.txt: is empty; a prompt needs a text");

        Files.write(
                labFile.file.resolveSibling("prompts/task.txt"),
                "Gr\u00fc\u00df\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(labFile.problemsOf(LAB)).containsExactly("task.txt:1: is not UTF-8 text; save the file as UTF-8");
    }

    @Test
    void checksThatAUserMessageShowsWhatTheModeHas() throws IOException {
        Files.writeString(labFile.file.resolveSibling("bare.txt"), "Sort this.");
        Files.writeString(labFile.file.resolveSibling("full.txt"), "{passages} {input}");
        Files.writeString(labFile.file.resolveSibling("shown.txt"), "{examples}");

        assertThat(labFile.problemsOf(LAB.replace("top-k: 2}", "top-k: 2}, user: bare.txt")))
                .containsExactly(
                        "lab.yaml:15: modes.rag.user does not use {input}, so the model would not see the example",
                        "lab.yaml:15: modes.rag.user does not use {passages}, so the model would not see what is retrieved");
        assertThat(labFile.problemsOf(LAB.replace("shots: 3", "user: full.txt")))
                .containsExactly(
                        "lab.yaml:14: modes.prompt.user uses {passages}, but the mode retrieves nothing from the corpus");
        assertThat(labFile.problemsOf(LAB.replace("prompts/task.txt, control", "shown.txt, control")))
                .containsExactly("lab.yaml:18: modes.free.system uses {examples}, but the mode has no shots");
        assertThat(labFile.problemsOf(LAB.replace("top-k: 2}", "top-k: 2}, user: full.txt")))
                .isEmpty();
    }
}
