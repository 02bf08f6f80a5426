package org.adaptationlab.dataset.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.adaptationlab.dataset.document.Block.Kind;
import org.junit.jupiter.api.Test;

class BlockTest {

    @Test
    void knowsHeadingsOfBothForms() {
        assertThat(Block.of("# A #\nx\n\nB\n===\ny\n\nC c\n---\n   ###   D\n#no\n####### seven\n", Markup.MARKDOWN))
                .filteredOn(block -> block.kind() == Kind.HEADING)
                .extracting(Block::level, Block::heading)
                .containsExactly(tuple(1, "A"), tuple(1, "B"), tuple(2, "C c"), tuple(3, "D"));
    }

    @Test
    void takesNoRuleListTableOrQuoteForAHeading() {
        String text = "a\nb\n---\n\n- item\n---\n\n> said\n---\n\n---\n---\n";
        assertThat(kinds(text)).containsExactly(Kind.TEXT);
    }

    @Test
    void endsAFenceWhereItsOwnKindEnds() {
        assertThat(kinds("~~~\n# a\n```\n~~~~\n# b\n")).containsExactly(Kind.CODE, Kind.HEADING);
        assertThat(kinds("````md\n```\n# a\n```\n````\ntext\n")).containsExactly(Kind.CODE, Kind.TEXT);
        assertThat(kinds("- step\n    ```sh\n    # a\n    ```\n# b\n"))
                .containsExactly(Kind.TEXT, Kind.CODE, Kind.HEADING);
        assertThat(kinds("```one line``` of code\n# b\n")).containsExactly(Kind.TEXT, Kind.HEADING);
        assertThat(kinds("```\n# never closed\n")).containsExactly(Kind.CODE);
    }

    @Test
    void knowsTables() {
        assertThat(kinds("x\n\na | b\n--|:-:\n1 | 2\n\ny\n")).containsExactly(Kind.TEXT, Kind.TABLE, Kind.TEXT);
        assertThat(kinds("a | b\nc | d\n")).containsExactly(Kind.TEXT);
    }

    @Test
    void losesNothingWhateverTheText() {
        List<String> parts =
                List.of("# h", "```", "~~~", "a | b", "--|--", "---", "===", "", "text", "    code", "- x", "\r", "|");
        Random random = new Random(5);
        for (int trial = 0; trial < 2000; trial++) {
            String text = IntStream.range(0, 12)
                    .mapToObj(i -> parts.get(random.nextInt(parts.size())))
                    .collect(Collectors.joining("\n"));
            assertThat(Block.of(text, Markup.MARKDOWN).stream().map(Block::text).collect(Collectors.joining()))
                    .isEqualTo(text);
        }
    }

    private static List<Kind> kinds(String text) {
        return Block.of(text, Markup.MARKDOWN).stream().map(Block::kind).toList();
    }
}
