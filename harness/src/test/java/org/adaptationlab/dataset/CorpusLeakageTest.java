package org.adaptationlab.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.dataset.CorpusLeakage.Leak;
import org.junit.jupiter.api.Test;

class CorpusLeakageTest {

    private static final List<Document> CORPUS = List.of(
            new Document("hours", "Hours", "# Hours\n\nWe are open from nine to five on working days."),
            new Document(
                    "example", "Example", "For instance: \"My card was charged twice,\nwhat do I do?\" is billing."),
            new Document("和", "和", "退货请在三十天内寄回并附上原始收据和完整包装盒谢谢合作。"));

    @Test
    void findsATestTextInADocumentWhateverItsCasePunctuationAndLineEnds() {
        assertThat(CorpusLeakage.find(CORPUS, List.of("Where is it?", "my card was charged twice - what do I do")))
                .containsExactly(new Leak("example", 1));
    }

    @Test
    void findsNoTextThatOnlyBeginsOrEndsAlike() {
        assertThat(CorpusLeakage.find(
                        CORPUS,
                        List.of("My card was charged twice, what do I dodge?", "We are open from nine to six always")))
                .isEmpty();
    }

    @Test
    void passesOverShortTextsThatStandAnywhere() {
        assertThat(CorpusLeakage.find(CORPUS, List.of("on working days"))).isEmpty();
    }

    @Test
    void findsTextInScriptsWithoutSpaces() {
        assertThat(CorpusLeakage.find(CORPUS, List.of("请在三十天内寄回并附上原始收据和完整包装盒谢谢")))
                .containsExactly(new Leak("和", 0));
    }
}
