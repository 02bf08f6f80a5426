package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.lab.RetrievalSpec.PassageSize;
import org.junit.jupiter.api.Test;

class PassageSplitterTest {

    @Test
    void splitsDocumentsAtTheirSectionsAndKeepsTheTitle() {
        assertThat(split("# The desk\n\n## In\n\nAll mail.\n\n## Out\n\nNo mail.\n", PassageSize.USUAL))
                .containsExactly(
                        new Passage("desk#1", "desk", "The desk\nIn\n\nAll mail."),
                        new Passage("desk#2", "desk", "The desk\nOut\n\nNo mail."));
    }

    @Test
    void saysTheHeadingsAboveASection() {
        assertThat(split(
                        "# The desk\n\n## In\n\n### Parcels\n\nTo the left.\n\n### Letters\n\nTo the right.\n\n## Out\n\nNo.",
                        PassageSize.USUAL))
                .extracting(Passage::text)
                .containsExactly(
                        "The desk\nIn > Parcels\n\nTo the left.",
                        "The desk\nIn > Letters\n\nTo the right.",
                        "The desk\nOut\n\nNo.");
    }

    @Test
    void cutsALongSectionBetweenSentencesWithOverlap() {
        String text = IntStream.rangeClosed(1, 6)
                .mapToObj(i -> "Sentence number " + i + " is here.")
                .collect(Collectors.joining(" "));
        assertThat(split("# The desk\n\n## In\n\n" + text, new PassageSize(15, 5)))
                .extracting(passage -> passage.text().replace("The desk\nIn\n\n", ""))
                .containsExactly(
                        "Sentence number 1 is here. Sentence number 2 is here. Sentence number 3 is here.",
                        "Sentence number 3 is here. Sentence number 4 is here. Sentence number 5 is here.",
                        "Sentence number 5 is here. Sentence number 6 is here.");
    }

    @Test
    void losesNoWordWhateverTheSize() {
        List<String> words =
                IntStream.rangeClosed(1, 300).mapToObj(i -> "w" + i).toList();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            text.append(words.get(i)).append(i % 7 == 6 ? ". " : " ");
        }
        for (PassageSize size : List.of(new PassageSize(1, 0), new PassageSize(20, 10), new PassageSize(97, 48))) {
            List<Passage> passages = split(text.toString(), size);
            String all = passages.stream().map(Passage::text).collect(Collectors.joining(" "));
            assertThat(all.replace(".", "").split("\\s+")).containsAll(words);
            assertThat(passages)
                    .allSatisfy(passage -> assertThat(
                                    passage.text().replace("desk\n\n", "").split("\\s+").length)
                            .isLessThanOrEqualTo(size.words() + 1)); // the title
        }
    }

    @Test
    void cutsASentenceThatIsTooLongByItselfBetweenWords() {
        assertThat(split("a b c d e f g", new PassageSize(3, 1)))
                .extracting(passage -> passage.text().replace("desk\n", "").strip())
                .containsExactly("a b c", "d e f", "g");
    }

    private static List<Passage> split(String text, PassageSize size) {
        String title = text.startsWith("# The desk") ? "The desk" : "desk";
        return PassageSplitter.split(List.of(new Document("desk", title, text)), size);
    }
}
