package org.adaptationlab.report.words;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VisibleTextTest {

    @Test
    void leavesOrdinaryTextOfAnyLanguageAlone() {
        String text = "Zażółć 返品 مرحبا 👩‍💻 – a";

        assertThat(VisibleText.of(text)).isEqualTo(text);
    }

    @Test
    void showsWhatWouldNotBeSeen() {
        assertThat(VisibleText.of("a\r\nb\u001b[0m\u202ec\u2028d\u0000\u200fe\ufeff"))
                .isEqualTo("a⏎b⟨U+001B⟩[0m⟨U+202E⟩c⟨U+2028⟩d⟨U+0000⟩⟨U+200F⟩e⟨U+FEFF⟩");
    }

    @Test
    void cutsLongTextBetweenCodePoints() {
        assertThat(VisibleText.of("\ud83d\ude00".repeat(5), 2))
                .isEqualTo("\ud83d\ude00\ud83d\ude00… (3 more characters)");
        assertThat(VisibleText.of("abc", 2)).isEqualTo("ab… (1 more character)");
        assertThat(VisibleText.cut("abc", 2)).isEqualTo("ab… (1 more character)");
    }

    @Test
    void takesALineEndOfTwoCharactersForOne() {
        assertThat(VisibleText.of("a\r\nb", 3)).isEqualTo("a⏎b");
        assertThat(VisibleText.of("a\r\nbc", 3)).isEqualTo("a⏎b… (1 more character)");
        assertThat(VisibleText.cut("a\r\nb", 3)).isEqualTo("a\nb");
        assertThat(VisibleText.lines("a\r\nb\rc")).isEqualTo("a\nb⏎c");
    }
}
