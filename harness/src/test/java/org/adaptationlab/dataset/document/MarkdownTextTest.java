package org.adaptationlab.dataset.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class MarkdownTextTest {

    @Test
    void leavesFrontMatterOutAndTakesTheTitleFromIt() {
        assertThat(MarkdownText.of("""
                        ---
                        title: "Installing the agent"
                        # internal: owner is team blue
                        tags: [setup]
                        owners:
                          - blue
                        ---
                        Run this first:
                        """))
                .isEqualTo(new DocumentText(
                        "Installing the agent", "# Installing the agent\n\nRun this first:\n", Markup.MARKDOWN));
        assertThat(MarkdownText.of("+++\ntitle = 'Ports'\n+++\n\n# Ports\n\n4711\n")
                        .text())
                .isEqualTo("# Ports\n\n4711\n");
        assertThat(MarkdownText.of("---\nlayout: page\n---\nHello\n"))
                .isEqualTo(new DocumentText("", "Hello\n", Markup.MARKDOWN));
    }

    @Test
    void keepsWhatIsNoFrontMatter() {
        for (String text : List.of(
                "---\n\nA rule above.\n\n---\n",
                "---\ntitle: never closed\n",
                "text\n---\na: b\n---\n",
                "---\n---\n# A\n",
                "")) {
            assertThat(MarkdownText.of(text).text()).isEqualTo(text);
        }
    }

    @Test
    void takesNoCommentInCodeForTheTitle() {
        assertThat(MarkdownText.of("```sh\n# fetch\n```\n\nReal\n====\n").title())
                .isEqualTo("Real");
    }
}
