package org.adaptationlab.lab;

import java.util.Random;

/** Texts that no parser expects, for property tests. */
public final class RandomText {

    private static final String[] PIECES = {
        "a",
        "the",
        "Wort",
        "12",
        "1.299,00",
        " ",
        "\n",
        "-",
        "{",
        "}",
        "[",
        "]",
        "\"k\":",
        ",",
        "1e9999",
        "```json",
        "\u0000",
        "\ud83d",
        "\ude00",
        "\u200f",
        "返品",
        "ثلاثة",
        "ก็",
        "½",
        "\u2212",
        ".",
        "%",
        "don't know",
        "null",
        "'"
    };

    private RandomText() {}

    /** Up to {@code most} pieces of words, numbers, JSON and broken Unicode. */
    public static String of(Random random, int most) {
        StringBuilder text = new StringBuilder();
        int pieces = random.nextInt(most + 1);
        for (int i = 0; i < pieces; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
