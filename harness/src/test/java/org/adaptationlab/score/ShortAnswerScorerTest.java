package org.adaptationlab.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.adaptationlab.lab.AnswerMatch;
import org.adaptationlab.lab.RandomText;
import org.adaptationlab.lab.ShortAnswerTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ShortAnswerScorerTest {

    private static final Target TWELVE_DAYS = new Target("12 days", List.of("twelve days"), true);
    private static final Target NOTHING = new Target("", List.of(), false);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            exact    | The 12 days.                | 1
            exact    | TWELVE DAYS                 | 1
            exact    | It is 12 days               | 0
            alias    | It is 12 days, I think.     | 1
            alias    | after twelve days           | 1
            alias    | 112 days                    | 0
            token-f1 | 12 days                     | 1
            token-f1 | 12 weeks                    | 0.5
            numeric  | about 12.0 weeks            | 1
            numeric  | 12.5                        | 0
            numeric  | 13                          | 0
            numeric  | １２                         | 1
            """)
    void scoresByTheMatchOfTheTask(String match, String answer, double score) {
        Target target = match.equals("numeric") ? new Target("12", List.of(), true) : TWELVE_DAYS;

        assertThat(value(scorer(match).judge(answer, target))).isEqualTo(score);
    }

    @Test
    void aNumberMayDifferByTheToleranceAndNoMore() {
        Scorer tenPercent = new ShortAnswerScorer(new ShortAnswerTask(AnswerMatch.NUMERIC, 0.1, List.of("none")));
        Target one = new Target("1.0", List.of(), true);
        Target price = new Target("1299", List.of(), true);

        assertThat(value(tenPercent.judge("1.1", one))).isEqualTo(1);
        assertThat(value(tenPercent.judge("1.11", one))).isZero();
        assertThat(value(tenPercent.judge("-1", one))).isZero();
        assertThat(value(scorer("numeric").judge("It costs 1.299,00 €.", price)))
                .isEqualTo(1);
        assertThat(value(scorer("numeric").judge("1.299 €", price))).isEqualTo(1);
        assertThat(value(scorer("numeric").judge("1300 €", price))).isZero();
    }

    /** Numbers of accounts, invoices and telephones: a double's relative rounding would let the last digits pass. */
    @Test
    void everyDigitCountsWithoutTolerance() {
        Target account = new Target("12345678901", List.of(), true);
        Target longer = new Target("DE89 370400440532013000", List.of(), true);

        assertThat(value(scorer("numeric").judge("12345678901", account))).isEqualTo(1);
        assertThat(value(scorer("numeric").judge("12345678901.0", account))).isEqualTo(1);
        assertThat(value(scorer("numeric").judge("12345678902", account))).isZero();
        assertThat(value(scorer("numeric").judge("370400440532013000", longer))).isEqualTo(1);
        assertThat(value(scorer("numeric").judge("370400440532013001", longer))).isZero();
    }

    @ParameterizedTest
    @EnumSource(AnswerMatch.class)
    void aRefusalIsRightWhereThereIsNoAnswerAndWrongElsewhere(AnswerMatch match) {
        Scorer scorer = scorer(match.word());

        Judgement right = scorer.judge("Sorry, I don’t know.", NOTHING);
        assertThat(value(right)).isEqualTo(1);
        assertThat(right.further()).containsEntry(Metric.REFUSED, 1.0);
        Judgement hedged = scorer.judge("I do not know, perhaps 12 days", TWELVE_DAYS);
        assertThat(value(hedged)).isZero();
        assertThat(hedged.further()).containsEntry(Metric.REFUSED, 1.0);
        Judgement guess = scorer.judge("12 days", NOTHING);
        assertThat(value(guess)).isZero();
        assertThat(guess.further()).containsEntry(Metric.REFUSED, 0.0);
    }

    @Test
    void givesTheOtherMatchesOfWordsBesideItsOwn() {
        Scorer scorer = scorer("alias");

        assertThat(scorer.metric()).isEqualTo(Metric.ANSWER_MATCH);
        assertThat(scorer.further()).containsExactly(Metric.EXACT_MATCH, Metric.TOKEN_F1, Metric.REFUSED);
        assertThat(scorer.judge("in 12 days", TWELVE_DAYS).further())
                .containsOnlyKeys(scorer.further())
                .containsEntry(Metric.EXACT_MATCH, 0.0)
                .containsEntry(Metric.TOKEN_F1, 0.8);
        assertThat(scorer("token-f1").metric()).isEqualTo(Metric.TOKEN_F1);
        assertThat(scorer("numeric").further()).hasSize(4);
    }

    @Test
    void readsNoAnswerOutOfNothing() {
        assertThat(scorer("alias").parse(" \n")).isEmpty();
        assertThat(scorer("alias").parse("…")).isEmpty();
        assertThat(scorer("numeric").parse("twelve")).isEmpty();
        assertThat(scorer("numeric").parse("I don't know")).contains("I don't know");
        assertThat(scorer("alias").parse(" 12 days\n")).contains("12 days");
    }

    @ParameterizedTest
    @EnumSource(AnswerMatch.class)
    void gradesWhateverItCanRead(AnswerMatch match) {
        Scorer scorer = scorer(match.word());
        Random random = new Random(11);
        for (int i = 0; i < 500; i++) {
            Target target =
                    new Target(RandomText.of(random, 4), List.of(RandomText.of(random, 4)), random.nextInt(4) > 0);
            scorer.parse(RandomText.of(random, 10)).ifPresent(answer -> {
                Judgement judgement = scorer.judge(answer, target);
                assertThat(value(judgement)).isBetween(0.0, 1.0);
                assertThat(judgement.further()).containsOnlyKeys(scorer.further());
            });
        }
    }

    private static double value(Judgement judgement) {
        return ((Score.Graded) judgement.score()).value();
    }

    private static Scorer scorer(String match) {
        AnswerMatch named = Stream.of(AnswerMatch.values())
                .filter(one -> one.word().equals(match))
                .findFirst()
                .orElseThrow();
        return new ShortAnswerScorer(new ShortAnswerTask(named, 0, ShortAnswerTask.DEFAULT_REFUSALS));
    }
}
