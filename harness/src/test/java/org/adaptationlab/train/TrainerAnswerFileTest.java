package org.adaptationlab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.problem.LabDefinitionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerAnswerFileTest {

    @TempDir
    private Path folder;

    @Test
    void readsWhatLiesWithAFolderOfPeft() throws IOException {
        Files.writeString(folder.resolve("answers.json"), """
                [{"example": "t-1", "messages": [{"role": "user", "text": "red?"}], "rendered": "<user> red?",
                  "target": "apple", "answer": "apple", "promptTokens": 12, "of another version": 1}]
                """);
        assertThat(TrainerAnswerFile.ofAdapter(folder))
                .containsExactly(new TrainerAnswer(
                        "t-1",
                        List.of(new ChatMessage(Role.USER, "red?")),
                        "<user> red?",
                        "apple",
                        "apple",
                        12,
                        null,
                        false));
    }

    @Test
    void thereAreNoneWhereNothingLiesThere() {
        assertThat(TrainerAnswerFile.ofAdapter(folder)).isEmpty();
        assertThat(TrainerAnswerFile.ofAdapter(folder.resolve("none.gguf"))).isEmpty();
    }

    @Test
    void namesTheFileThatIsBroken() throws IOException {
        for (String broken : List.of("{\"example\": 1}", "[{\"example\": \"t-1\"}]", "[")) {
            Files.writeString(folder.resolve("answers.json"), broken);
            assertThatThrownBy(() -> TrainerAnswerFile.ofAdapter(folder))
                    .as(broken)
                    .isInstanceOf(LabDefinitionException.class)
                    .hasMessageContaining("answers.json: is no list of a trainer's answers");
        }
    }
}
