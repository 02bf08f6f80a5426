package org.adaptationlab.run.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.run.Fixtures;
import org.adaptationlab.train.TrainingExample;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingLengthsTest {

    /** Its context counts only where its file is read. */
    private static final BaseModel BASE = new BaseModel("tiny", "digest", null, (Path) null);

    @TempDir
    private Path folder;

    private final AtomicInteger opened = new AtomicInteger();
    private final TrainingLengths lengths = new TrainingLengths((base, options) -> () -> {
        opened.incrementAndGet();
        return new WordTokenizer();
    });

    private LabDefinition lab;

    @BeforeEach
    void makeLab() {
        lab = Fixtures.lab(folder, null, List.of());
    }

    @Test
    void namesThoseThatAreTooLongWithTheirTokens() {
        assertThat(lengths.words(lab, BASE, List.of(words("short", 3), words("fits", 510), words("long", 511))))
                .hasValue("1 training example is longer than the 512 tokens of context-tokens of the lab: long (513)");
        assertThat(opened).hasValue(1);
    }

    @Test
    void startsNoTokenizerWhereTheBytesAreFewEnough() {
        assertThat(lengths.words(lab, BASE, List.of(words("short", 3), words("shorter", 200))))
                .isEmpty();
        assertThat(opened).hasValue(0);
    }

    @Test
    void saysNothingWhereTheBytesWereManyAndTheTokensAreFew() {
        assertThat(lengths.words(lab, BASE, List.of(words("fits", 510)))).isEmpty();
        assertThat(opened).hasValue(1);
    }

    @Test
    void saysNothingWhereThereIsNoTokenizer() {
        TrainingLengths none = new TrainingLengths((base, options) -> () -> {
            throw new PrerequisiteException("no memory");
        });
        assertThat(none.words(lab, BASE, List.of(words("long", 600)))).isEmpty();
    }

    /** A prompt of so many words, with a target of one. */
    private static TrainingExample words(String id, int count) {
        return new TrainingExample(
                id, List.of(new ChatMessage(Role.USER, "a ".repeat(count).strip())), "b");
    }

    /** A word is a token. */
    private static final class WordTokenizer implements ChatTokenizer {

        @Override
        public int[] promptTokens(List<ChatMessage> messages) {
            return textTokens(messages.get(0).text());
        }

        @Override
        public int[] textTokens(String text) {
            return new int[text.split(" ", -1).length];
        }

        @Override
        public String render(List<ChatMessage> messages) {
            throw new UnsupportedOperationException();
        }

        @Override
        public String text(int[] tokens) {
            throw new UnsupportedOperationException();
        }

        @Override
        public OptionalInt afterTurn() {
            return OptionalInt.empty();
        }

        @Override
        public String identity() {
            return "words";
        }
    }
}
