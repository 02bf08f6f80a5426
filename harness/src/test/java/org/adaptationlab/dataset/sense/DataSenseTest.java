package org.adaptationlab.dataset.sense;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.adaptationlab.dataset.sense.SenseRow.Side;
import org.adaptationlab.dataset.source.RowUnit;
import org.adaptationlab.lab.AnswerMatch;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.ShortAnswerTask;
import org.adaptationlab.lab.TaskDefinition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSenseTest {

    private static final TaskDefinition DESKS = new ClassificationTask(List.of("billing", "shipping"));

    private final List<SenseRow> rows = new ArrayList<>();

    @Test
    void findsNothingInRowsThatPeopleWrote() {
        add(Side.TRAIN, "My card was charged twice", "billing");
        add(Side.TRAIN, "The invoice shows a wrong sum", "billing");
        add(Side.TRAIN, "Where can I get a receipt?", "billing");
        add(Side.TRAIN, "The parcel is nine days late", "shipping");
        add(Side.TRAIN, "Nobody rang, so it went back", "shipping");
        add(Side.TRAIN, "It was left in the rain", "shipping");
        add(Side.TEST, "I was never refunded for March", "billing");
        add(Side.TEST, "There is no scan since Monday", "shipping");

        assertThat(found(DESKS, 6)).isEmpty();
    }

    @Test
    void namesTextsWithTwoTargetsAndWhatCanBeRightAtMost() {
        for (String text : List.of("Card charged twice", "Parcel late")) {
            add(Side.TRAIN, text, "billing");
            add(Side.TRAIN, text.toUpperCase(Locale.ROOT) + " ", "shipping");
        }
        add(Side.TRAIN, "Card charged twice", "billing");
        add(Side.TEST, "Box empty", "billing");

        assertThat(found(DESKS, 5))
                .anySatisfy(finding -> assertThat(finding)
                        .isEqualTo(
                                "2 texts have more than one target, such as lines 1, 2 and 5 (\"billing\", \"shipping\"):"
                                        + " at most 66.7 % of all rows can be right; keep the row that is right, or let --fix do"
                                        + " it"));
        assertThat(Change.agreed(rows))
                .extracting(change -> change.row().place().number())
                .containsExactly(2, 3, 4);
    }

    @Test
    void namesLabelsWithoutRowsWithFewAndMoreThanThePoolCovers() {
        TaskDefinition task = new ClassificationTask(List.of("a", "b", "c"));
        add(Side.TRAIN, "one thing", "a");
        add(Side.TRAIN, "another", "b");
        add(Side.TEST, "a third", "c");

        assertThat(found(task, 2))
                .containsExactly(
                        "label \"c\" has no training example, so no mode can learn it; add rows, or take the label out",
                        "2 labels have no test example, so nothing is measured of them: \"a\" and \"b\"; add rows, or take"
                                + " the label out",
                        "2 labels have fewer than 3 training examples, too few to learn them: \"a\" and \"b\"; add rows, or"
                                + " join labels",
                        "3 labels, but a pool of 2 for all modes: they see no example of 1 of the labels; set"
                                + " training-examples to 3 or a multiple of it, or to all");
    }

    @Test
    void knowsFormLettersByTheirFixedWords() {
        for (int i = 0; i < 16; i++) {
            add(
                    i % 2 == 0 ? Side.TRAIN : Side.TEST,
                    "What does plan " + (char) ('A' + i) + " cost a month?",
                    i + 10 + " EUR");
        }

        assertThat(found(answers(AnswerMatch.ALIAS), 8))
                .singleElement()
                .asString()
                .startsWith(
                        "form letters: 100 % of the test texts differ from a training text in rare words and numbers only,"
                                + " such as lines 2 and 3; ");
    }

    @Test
    void namesAnswersThatStandInTheQuestion() {
        add(Side.TRAIN, "Is Bern the capital?", "yes");
        add(Side.TEST, "Which is larger, Bern or Basel?", "Basel");
        add(Side.TEST, "Who keeps the mill?", "the miller");

        assertThat(found(answers(AnswerMatch.ALIAS), 1))
                .containsExactly(
                        "in 1 of 3 rows the answer stands in the question: line 2; under match: alias a mere copy of"
                                + " the question is right; reword the questions, or leave them out");
    }

    @Test
    void namesTargetsThatNoAnswerCanMatch() {
        add(Side.TRAIN, "How many users?", "98000000");
        add(Side.TRAIN, "At what price?", "1500000.0");
        add(Side.TEST, "How warm is it?", "-3,5");
        assertThat(found(answers(AnswerMatch.ALIAS), 2))
                .singleElement()
                .asString()
                .contains("3 of 3 rows have a number as target, and match: alias wants it written in just that way");
        assertThat(found(answers(AnswerMatch.NUMERIC), 2)).isEmpty();
        rows.clear();
        add(Side.TRAIN, "What then?", "—");
        add(Side.TEST, "And after that?", "one two three four five six seven eight nine ten eleven twelve");
        add(Side.TEST, "Where?", "in the yard\nor in the barn");
        assertThat(found(answers(AnswerMatch.ALIAS), 1))
                .hasSize(3)
                .anySatisfy(finding -> assertThat(finding).startsWith("1 of 3 rows has a target with a text of"))
                .anySatisfy(finding -> assertThat(finding).startsWith("1 of 3 rows has a target of more words than"))
                .anySatisfy(finding -> assertThat(finding).startsWith("1 of 3 rows has a target without any word"));
    }

    @ParameterizedTest
    @CsvSource({
        "billing, Billing, case",
        "a b, 'a\u00a0 b', blanks",
        "caf\u00e9, cafe\u0301, accent",
        "e-mail, E\u2011Mail, look",
        "mail, ma\u200bil, blanks"
    })
    void knowsLabelsThatOnlyLookDifferent(String one, String other, String difference) {
        assertThat(Looks.of(one)).isEqualTo(Looks.of(other));
        assertThat(Looks.difference(one, other)).contains(difference);
        assertThat(Looks.spellings(List.of(other, one, one))).isEqualTo(Map.of(Looks.of(one), one));
    }

    @Test
    void tellsLabelsApartThatDifferInASign() {
        assertThat(Looks.of("C#")).isNotEqualTo(Looks.of("C"));
        assertThat(Looks.of("C++")).isNotEqualTo(Looks.of("C#"));
    }

    private static ShortAnswerTask answers(AnswerMatch match) {
        return new ShortAnswerTask(match, 0, ShortAnswerTask.DEFAULT_REFUSALS);
    }

    private List<String> found(TaskDefinition task, int pool) {
        return DataSense.of(new SenseData(task, rows, RowUnit.LINE, pool, 10, List.of("\n"))).stream()
                .map(Finding::toString)
                .toList();
    }

    private void add(Side side, String input, String target) {
        SenseRow.Place place = new SenseRow.Place("", rows.size() + 1);
        rows.add(new SenseRow(place, side, input, target, List.of(), true));
    }
}
