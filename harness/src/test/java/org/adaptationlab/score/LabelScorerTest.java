package org.adaptationlab.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LabelScorerTest {

    private final LabelScorer scorer =
            new LabelScorer(List.of("billing", "Out of Scope", "İade", "Straße", "返品", "C", "C#"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "billing",
                " Billing\n",
                "BILLING.",
                "\"billing\" ",
                "\"billing",
                "**billing**",
                "`billing`",
                "« billing »",
                "\u200bbilling!",
                "ｂｉｌｌｉｎｇ",
                "\"\\u0062illing\""
            })
    void takesAnAnswerThatIsOneLabelAsAWhole(String output) {
        assertThat(scorer.parse(output)).contains("billing");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "\"\"",
                "billings",
                "the label is billing",
                "billing, shipping",
                "billing billing",
                "\"billing\" \"billing\""
            })
    void takesNothingElse(String output) {
        assertThat(scorer.parse(output)).isEmpty();
    }

    @Test
    void knowsLabelsOfAnyLanguage() {
        assertThat(scorer.parse("OUT  of\tscope")).contains("Out of Scope");
        assertThat(scorer.parse("STRASSE")).contains("Straße");
        assertThat(scorer.parse("iade")).contains("İade");
        assertThat(scorer.parse("「返品」")).contains("返品");
    }

    @Test
    void doesNotDependOnTheDefaultLocale() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(new LabelScorer(List.of("billing", "shipping")).parse("BILLING"))
                    .contains("billing");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void keepsLabelsApartThatDifferInPunctuation() {
        assertThat(scorer.parse("c#")).contains("C#");
        assertThat(scorer.parse("C")).contains("C");
        assertThat(scorer.parse("(C)")).isEmpty();
    }

    @Test
    void refusesLabelsThatCannotBeToldApart() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LabelScorer(List.of("billing", "Billing")))
                .withMessageContaining("\"Billing\"");
    }

    @Test
    void gradesByEquality() {
        Target billing = new Target("billing", List.of(), true);
        assertThat(scorer.judge("billing", billing).score()).isEqualTo(new Score.Graded(1, "same label"));
        assertThat(scorer.judge("C", billing).score()).isEqualTo(new Score.Graded(0, "another label"));
    }

    @Test
    void tellsARefusalFromAnAnswerWhereALabelIsOne() {
        LabelScorer refusing = new LabelScorer(List.of("billing", "none"), "none");
        Target billing = new Target("billing", List.of(), true);
        Target nothing = new Target("none", List.of(), false);

        assertThat(refusing.further()).containsExactly(Metric.REFUSED);
        assertThat(scorer.further()).isEmpty();
        assertThat(refusing.judge("billing", billing).further()).isEqualTo(Map.of(Metric.REFUSED, 0.0));
        assertThat(refusing.judge("none", billing))
                .isEqualTo(new Judgement(new Score.Graded(0, "another label"), Map.of(Metric.REFUSED, 1.0)));
        assertThat(refusing.judge("none", nothing))
                .isEqualTo(new Judgement(new Score.Graded(1, "same label"), Map.of(Metric.REFUSED, 1.0)));
        assertThat(scorer.judge("billing", billing).further()).isEmpty();
    }
}
