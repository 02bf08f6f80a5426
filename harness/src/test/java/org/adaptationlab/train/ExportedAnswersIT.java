package org.adaptationlab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.TrainerPython;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.train.peft.TrainerScripts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What the exported trainer writes of its model's answers is what is read where its adapter is measured. */
@Timeout(120)
class ExportedAnswersIT {

    /** A tokenizer of one token for a letter. */
    private static final String PROGRAM = """
            from exported import Exported

            class Letters:
                def apply_chat_template(self, chat, **options):
                    return "".join(f"<{turn['role']}>{turn['content']}" for turn in chat)

                def decode(self, ids, **options):
                    return "".join(map(chr, ids))

            done = Exported.__new__(Exported)
            done.tokenizer = Letters()
            done.chats = [[{"role": "user", "content": q}, {"role": "assistant", "content": "left"}] for q in ("a?", "b?")]
            done.sequences = [(list(map(ord, "ab?")), list(map(ord, "left")) + [0])] * 2
            done.write_answers([list(map(ord, "left")), list(map(ord, "lost on the w"))], ".")
            """;

    @TempDir
    private Path folder;

    @Test
    void areReadWithTheAdapter() throws IOException, InterruptedException {
        for (Map.Entry<String, String> script : TrainerScripts.texts().entrySet()) {
            Files.writeString(folder.resolve(script.getKey()), script.getValue());
        }
        Files.writeString(folder.resolve("write.py"), PROGRAM);
        Process python = new ProcessBuilder(TrainerPython.require().toString(), "write.py")
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(python.waitFor(100, TimeUnit.SECONDS)).isTrue();
        assertThat(TrainerAnswerFile.ofAdapter(folder))
                .containsExactly(
                        answer("train.jsonl, line 1", "a?", "left", false),
                        answer("train.jsonl, line 2", "b?", "lost on the w", true));
    }

    private static TrainerAnswer answer(String example, String question, String said, boolean cut) {
        return new TrainerAnswer(
                example, List.of(new ChatMessage(Role.USER, question)), "<user>" + question, "left", said, 3, 13, cut);
    }
}
