package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.adaptationlab.lab.AnswerMatch;
import org.adaptationlab.lab.AnswerSchema;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.ExtractionTask;
import org.adaptationlab.lab.ShortAnswerTask;
import org.adaptationlab.problem.Problems;
import org.junit.jupiter.api.Test;

class AnswerFormTest {

    @Test
    void isALabelThatIsQuotedUnderAConstraint() {
        ClassificationTask task = new ClassificationTask(List.of("a \"b\"", "c"));

        assertThat(new AnswerForm(task, false).write("a \"b\"")).isEqualTo("a \"b\"");
        assertThat(new AnswerForm(task, false).schema()).isNull();
        assertThat(new AnswerForm(task, true).write("a \"b\"")).isEqualTo("\"a \\\"b\\\"\"");
        assertThat(new AnswerForm(task, true).schema())
                .isEqualTo("{\"type\":\"string\",\"enum\":[\"a \\\"b\\\"\",\"c\"]}");
    }

    @Test
    void isTheFirstRefusalWhereAQuestionHasNoAnswer() {
        AnswerForm form =
                new AnswerForm(new ShortAnswerTask(AnswerMatch.ALIAS, 0, List.of("No idea", "unknown")), false);

        assertThat(form.write("")).isEqualTo("No idea");
        assertThat(form.write("unknown")).isEqualTo("unknown");
        assertThat(form.write("12 days")).isEqualTo("12 days");
    }

    @Test
    void isCompactJsonInTheOrderOfTheSchemaConstrainedOrNot() {
        String schema =
                "{\"type\":\"object\",\"properties\":{\"a\":{\"type\":\"string\"},\"b\":{\"type\":\"number\"}}}";
        ExtractionTask task = new ExtractionTask(
                AnswerSchema.parse(Path.of("s.json"), schema, new Problems()).orElseThrow());

        for (boolean constrain : List.of(true, false)) {
            assertThat(new AnswerForm(task, constrain).write("{\"b\":1.5,\"a\":\"x\"}"))
                    .isEqualTo("{\"a\":\"x\",\"b\":1.5}");
        }
        assertThat(new AnswerForm(task, true).schema()).isEqualTo(schema);
        assertThat(new AnswerForm(task, false).schema()).isNull();
    }
}
