package org.adaptationlab.guard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.adaptationlab.guard.AnswerGuards.Counts;
import org.adaptationlab.guard.GuardResult.Status;
import org.junit.jupiter.api.Test;

class AnswerGuardsTest {

    private static final Counts FINE = new Counts("fine", false, 100, 0, 0, 0, 0, 0);

    @Test
    void passAGoodRun() {
        assertThat(AnswerGuards.check(List.of(FINE)))
                .extracting(GuardResult::name)
                .containsExactly("failures", "truncation", "empty-answers", "unparsed");
        assertThat(AnswerGuards.check(List.of(FINE)))
                .allSatisfy(guard -> assertThat(guard.status()).isEqualTo(Status.PASS));
    }

    @Test
    void failuresAreAWarningAboveTwoAndAStopAboveTenInAHundred() {
        assertThat(status("failures", new Counts("a", false, 100, 2, 0, 0, 0, 0)))
                .isEqualTo(Status.PASS);
        assertThat(status("failures", new Counts("a", false, 100, 3, 0, 0, 0, 0)))
                .isEqualTo(Status.WARN);
        assertThat(status("failures", new Counts("a", false, 100, 10, 0, 0, 0, 0)))
                .isEqualTo(Status.WARN);
        assertThat(status("failures", new Counts("a", true, 100, 11, 0, 0, 0, 0)))
                .isEqualTo(Status.STOP);
    }

    @Test
    void oneFailedCallInFiveInOneModeOfManyIsAStop() {
        GuardResult failures = AnswerGuards.check(List.of(FINE, new Counts("bad", false, 100, 20, 0, 0, 0, 0)))
                .get(0);

        assertThat(failures.status()).isEqualTo(Status.STOP);
        assertThat(failures.detail()).contains("bad 20 of 100").doesNotContain("fine ");
        assertThat(failures.detail()).endsWith("mend what they failed of, and run the lab again");
    }

    @Test
    void anyCutPromptIsAWarningAndManyAreAStop() {
        assertThat(status("truncation", new Counts("a", false, 100, 0, 0, 0, 1, 0)))
                .isEqualTo(Status.WARN);
        assertThat(status("truncation", new Counts("a", false, 100, 0, 0, 0, 6, 0)))
                .isEqualTo(Status.STOP);
        assertThat(status("truncation", new Counts("a", false, 100, 0, 0, 0, 0, 50)))
                .isEqualTo(Status.WARN);
        assertThat(status("truncation", new Counts("a", false, 100, 0, 0, 0, 0, 51)))
                .isEqualTo(Status.STOP);
    }

    @Test
    void anAnswerAtTheTokenLimitIsTruncated() {
        assertThat(AnswerGuards.check(List.of(new Counts("a", false, 100, 0, 0, 0, 0, 50))))
                .anySatisfy(guard ->
                        assertThat(guard.detail()).startsWith("answers were truncated at the token limit: a 50"));
    }

    @Test
    void aControlMayAnswerBadlyWithoutStoppingTheRun() {
        Counts control = new Counts("free", true, 100, 0, 60, 60, 0, 90);

        assertThat(AnswerGuards.check(List.of(control)))
                .extracting(GuardResult::status)
                .containsExactly(Status.PASS, Status.WARN, Status.WARN, Status.WARN);
    }

    @Test
    void unreadableAnswersNeverStopARun() {
        assertThat(status("unparsed", new Counts("a", false, 100, 0, 100, 0, 0, 0)))
                .isEqualTo(Status.WARN);
        assertThat(status("unparsed", new Counts("a", false, 100, 0, 10, 0, 0, 0)))
                .isEqualTo(Status.PASS);
    }

    private static Status status(String guard, Counts counts) {
        return AnswerGuards.check(List.of(counts)).stream()
                .filter(result -> result.name().equals(guard))
                .findFirst()
                .orElseThrow()
                .status();
    }
}
