package org.adaptationlab.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class YamlTextTest {

    private static final String TEXT = """
            lab: faq   # 😀 the name
            modes:
              few: {technique: prompt, shots: 3}   # three
              lora:
                adapter:
                  train:
                    seeds:
                      - 1
                      - 2
                # behind all

            # the end
            tune:
              folds: 2   # halves
            limit: 3
            """;

    private static String with(String value, String... path) {
        return YamlText.with(TEXT, List.of(path), value);
    }

    @Test
    void replacesAValueAndNothingElse() {
        assertThat(with("5", "modes", "few", "shots")).isEqualTo(TEXT.replace("shots: 3", "shots: 5"));
        assertThat(with("faq2", "lab")).isEqualTo(TEXT.replace("lab: faq ", "lab: faq2 "));
    }

    @Test
    void addsAKeyInTheFormOfItsMapping() {
        assertThat(with("true", "modes", "few", "constrain"))
                .isEqualTo(TEXT.replace("shots: 3}", "shots: 3, constrain: true}"));
        assertThat(with("prompt", "modes", "lora", "technique"))
                .isEqualTo(TEXT.replace("          - 2\n", "          - 2\n    technique: prompt\n"));
    }

    @Test
    void makesTheMappingsThatAreMissing() {
        assertThat(with("1", "modes", "few", "retrieve", "top-k"))
                .isEqualTo(TEXT.replace("shots: 3}", "shots: 3, retrieve: {top-k: 1}}"));
        assertThat(YamlText.with("modes: {few: {}}\n", List.of("modes", "few", "shots"), "1"))
                .isEqualTo("modes: {few: {shots: 1}}\n");
    }

    @Test
    void replacesABlockListAndLeavesTheCommentsBehindIt() {
        assertThat(with("[7]", "modes", "lora", "adapter", "train", "seeds"))
                .isEqualTo(TEXT.replace("- 1\n          - 2\n", "[7]\n"));
    }

    @Test
    void takesOutATopKeyUpToTheNext() {
        assertThat(YamlText.without(TEXT, "tune")).isEqualTo(TEXT.replace("tune:\n  folds: 2   # halves\n", ""));
        assertThat(YamlText.without(TEXT, "limit")).isEqualTo(TEXT.replace("limit: 3\n", ""));
        assertThat(YamlText.without(TEXT, "few")).isEqualTo(TEXT);
    }

    @Test
    void quotesWhatYamlWouldReadOtherwise() {
        assertThat(YamlText.list(List.of("t-1", "a, b", "c: \"d\"", "# e")))
                .isEqualTo("[t-1, \"a, b\", \"c: \\\"d\\\"\", \"# e\"]");
    }
}
