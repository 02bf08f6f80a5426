package org.adaptationlab.dataset.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChatsTest {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'messages':[{'role':'system','content':'Sort.'},{'role':'user','content':'Hi'},{'role':'assistant','content':'a'}]}",
                "{'conversations':[{'from':'system','value':'Sort.'},{'from':'human','value':'Hi'},{'from':'gpt','value':'a'}]}",
                "{'messages':[{'role':'developer','content':[{'type':'text','text':'Sort.'}]},{'role':'user','content':[{'type':'text','text':'Hi'}]},{'role':'assistant','content':'a'}]}",
                "{'contents':[{'role':'system','parts':['Sort.']},{'role':'user','parts':[{'text':'Hi'}]},{'role':'model','parts':[{'text':'a'}]}]}"
            })
    void takesTheLastQuestionAndItsAnswerOfEveryForm(String chat) throws IOException {
        SourceTable table = read(chat);

        assertThat(table.columns()).containsExactly("user", "assistant", "system");
        assertThat(table.rows().get(0).text("user")).isEqualTo("Hi");
        assertThat(table.rows().get(0).text("assistant")).isEqualTo("a");
        assertThat(table.roles())
                .extracting(ColumnRoles::input, ColumnRoles::target, ColumnRoles::system)
                .containsExactly("user", "assistant", "Sort.");
        assertThat(table.notes()).isEmpty();
    }

    @Test
    void saysWhichChatsHaveEarlierTurnsAndThatSystemTextsDiffer() throws IOException {
        SourceTable table = read(
                "{'id':7,'messages':[{'role':'system','content':'A'},{'role':'user','content':'1'},{'role':'assistant','content':'x'},{'role':'user','content':'2'},{'role':'assistant','content':'y'},{'role':'user','content':'3'}]}\n"
                        + "{'messages':[{'role':'system','content':'B'},{'role':'user','content':'4'},{'role':'assistant','content':'z'}]}");

        assertThat(table.rows()).extracting(row -> row.text("user")).containsExactly("2", "4");
        assertThat(table.rows()).extracting(row -> row.text("assistant")).containsExactly("y", "z");
        assertThat(table.rows().get(0).text("id")).isEqualTo("7");
        assertThat(table.notes()).hasSize(2);
        assertThat(table.notes().get(0)).endsWith("left out are the turns before them in line 1");
        assertThat(table.notes().get(1)).startsWith("the chats begin with 2 different system texts");
    }

    @Test
    void namesChatsWithoutAnAnswer() {
        String chats = """
                {'messages':[{'role':'user','content':'1'},{'role':'assistant','content':'x'}]}
                {'messages':[{'role':'user','content':'1'}]}
                {'messages':[{'role':'user','content':'1'},{'role':'assistant','content':null}]}
                {'text':'1'}
                """;
        assertThatThrownBy(() -> read(chats))
                .hasMessageContaining(":2: has no turn of a user that an assistant answers; roles found: user")
                .hasMessageContaining(":3: the last answer of the chat has no text")
                .hasMessageContaining(":4: has no chat in \"messages\"");
    }

    private SourceTable read(String json) throws IOException {
        return SourceTable.read(Files.writeString(folder.resolve("c.jsonl"), json.replace('\'', '"')), null);
    }
}
