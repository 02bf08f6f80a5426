package org.adaptationlab.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.score.ClassificationReport.Judged;
import org.adaptationlab.score.ClassificationReport.LabelQuality;
import org.junit.jupiter.api.Test;

/**
 * Values of scikit-learn 1.9.1:
 * <pre>
 * y = ['a','a','a','b','b','b','b','c','c','d']
 * p = ['a','b','a','b','b','none','c','c','a','a']
 * precision_recall_fscore_support(y, p, labels=['a','b','c','d','e'], zero_division=0)
 * f1_score(y, p, labels=['a','b','c','d'], average='macro', zero_division=0)
 * </pre>
 */
class ClassificationReportTest {

    private static final List<String> LABELS = List.of("a", "b", "c", "d", "e");

    private final ClassificationReport report = ClassificationReport.of(LABELS, judged("aaabbbbccd", "ababb-ccaa"));

    @Test
    void agreesWithScikitLearn() {
        assertThat(report.macroF1()).isCloseTo(0.4107142857142857, within(1e-9));
        assertThat(report.perLabel())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(
                        new LabelQuality("a", 2 / 4.0, 2 / 3.0, 4 / 7.0, 3),
                        new LabelQuality("b", 2 / 3.0, 2 / 4.0, 4 / 7.0, 4),
                        new LabelQuality("c", 1 / 2.0, 1 / 2.0, 2 / 4.0, 2),
                        new LabelQuality("d", 0, 0, 0, 1),
                        new LabelQuality("e", 0, 0, 0, 0));
    }

    @Test
    void countsAMissingAnswerAsWrong() {
        assertThat(report.n()).isEqualTo(10);
        assertThat(report.confusion().get(1)).containsExactly(0, 2, 1, 0, 0, 1);
    }

    @Test
    void hasNoQualityWithoutAnswers() {
        ClassificationReport empty = ClassificationReport.of(LABELS, List.of());

        assertThat(empty.macroF1()).isZero();
    }

    @Test
    void refusesAnAnswerThatIsNoLabel() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ClassificationReport.of(LABELS, List.of(new Judged("a", "x"))))
                .withMessageContaining("answer=x");
    }

    private static List<Judged> judged(String targets, String answers) {
        List<Judged> all = new ArrayList<>();
        for (int i = 0; i < targets.length(); i++) {
            String answer = answers.substring(i, i + 1);
            all.add(new Judged(targets.substring(i, i + 1), answer.equals("-") ? null : answer));
        }
        return all;
    }
}
