package org.adaptationlab.adapt;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.dataset.document.Markup;
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

    @Test
    void keepsCodeAsItIsAndTakesNoCommentForAHeading() {
        String code =
                "```sh\n# fetch the archive\ncurl -O https://example.org/agent.tgz\n## unpack it\ntar xf agent.tgz\n```";
        assertThat(split("# The desk\n\nRun this first:\n\n" + code + "\n\n# Ports\n\nPort 4711.\n", PassageSize.USUAL))
                .extracting(Passage::text)
                .containsExactly("The desk\n\nRun this first:\n\n" + code, "The desk\nPorts\n\nPort 4711.");
    }

    @Test
    void takesALineBelowForAHeading() {
        assertThat(split("The desk\n========\n\nHello.\n\nIn\n--\n---\n\nOut\n---\nNo mail.\n", PassageSize.USUAL))
                .extracting(Passage::text)
                .containsExactly("The desk\n\nHello.\n\nIn\n--\n---", "The desk\nOut\n\nNo mail.");
    }

    @Test
    void endsDeeperHeadingsAtTheNextOfTheirLevel() {
        assertThat(split("# The desk\n\n## A\n\n#### B\n\nb\n\n#### C\n\nc\n", PassageSize.USUAL))
                .extracting(Passage::text)
                .containsExactly("The desk\nA > B\n\nb", "The desk\nA > C\n\nc");
    }

    @Test
    void cutsCodeBetweenLinesAndTablesBetweenRows() {
        String code = "```\n" + "let a = 1;\n".repeat(4) + "```\n";
        String table = "| plan | price |\n| --- | --- |\n" + "| basic | 10 |\n".repeat(4);
        assertThat(split("# The desk\n\n## Code\n\n" + code + "\n## Prices\n\n" + table, new PassageSize(20, 0)))
                .extracting(passage -> passage.text().replace("The desk\n", ""))
                .containsExactly(
                        "Code\n\n" + code.strip(),
                        "Prices\n\n| plan | price |\n| --- | --- |\n| basic | 10 |\n| basic | 10 |",
                        "Prices\n\n| plan | price |\n| --- | --- |\n| basic | 10 |\n| basic | 10 |");
        assertThat(split("# The desk\n\n## Code\n\n" + code, new PassageSize(11, 0)))
                .extracting(Passage::text)
                .containsExactly(
                        "The desk\nCode\n\n```\nlet a = 1;\nlet a = 1;\n```",
                        "The desk\nCode\n\n```\nlet a = 1;\nlet a = 1;\n```");
    }

    @Test
    void boundsPassagesByCharactersWhereNoSpacesAre() {
        String article = "本手册说明员工休假的申请办法审批流程，以及假期余额的计算方式。";
        List<Passage> passages = split("# The desk\n\n" + article.repeat(150), PassageSize.USUAL);

        assertThat(passages)
                .hasSizeGreaterThan(8)
                .allSatisfy(passage -> assertThat(passage.text().length()).isBetween(100, 450));
        assertThat(passages.stream().map(Passage::text).collect(Collectors.joining()))
                .contains("本手册说明员工休假的申请办法审批流程，以及假期余额的计算方式。");
    }

    @Test
    void boundsPassagesOfOneVeryLongLine() {
        String thai = "พนักงานลาพักร้อนได้สิบวันต่อปี".repeat(200);
        String bytes = "0123456789abcdef".repeat(1000);
        for (String line : List.of(thai, bytes)) {
            List<Passage> passages = split("# The desk\n\n## In\n\n" + line, new PassageSize(50, 0));
            assertThat(passages).hasSizeGreaterThan(5);
            assertThat(passages.stream()
                            .map(passage -> passage.text().replace("The desk\nIn\n\n", ""))
                            .collect(Collectors.joining()))
                    .isEqualTo(line);
        }
    }

    @Test
    void takesEveryLineOfPlainTextForText() {
        Document plain = new Document("notes", "notes", "# one\n## two\n", Markup.NONE);
        assertThat(PassageSplitter.split(List.of(plain), PassageSize.USUAL))
                .extracting(Passage::text)
                .containsExactly("notes\n# one\n## two");
    }

    private static List<Passage> split(String text, PassageSize size) {
        String title = text.contains("The desk") ? "The desk" : "desk";
        return PassageSplitter.split(List.of(new Document("desk", title, text)), size);
    }
}
