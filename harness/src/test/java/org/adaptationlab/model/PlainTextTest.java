package org.adaptationlab.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class PlainTextTest {

    private static final int SPECIAL = -1;
    private static final Pattern TOKEN = Pattern.compile("<\\|end\\|>|.", Pattern.DOTALL);

    @Test
    void aSpecialTokenSpelledOutIsOrdinaryText() {
        assertThat(encode("a <|end|> b")).as("what it is to the tokenizer").contains(SPECIAL);

        int[] tokens = PlainText.tokens("a <|end|> b<|end|>", PlainTextTest::encode);

        assertThat(tokens).doesNotContain(SPECIAL);
        assertThat(decode(tokens)).isEqualTo("a <|end|> b<|end|>");
    }

    @Test
    void otherTextIsTokenisedAsAWhole() {
        assertThat(PlainText.tokens("1 < 2 <b>x</b> [1]", text -> new int[] {text.length(), 0}))
                .containsExactly(18, 0);
    }

    private static int[] encode(String text) {
        return TOKEN.matcher(text)
                .results()
                .mapToInt(token ->
                        token.group().length() > 1 ? SPECIAL : token.group().charAt(0))
                .toArray();
    }

    private static String decode(int[] tokens) {
        StringBuilder text = new StringBuilder();
        Arrays.stream(tokens).forEach(text::appendCodePoint);
        return text.toString();
    }
}
