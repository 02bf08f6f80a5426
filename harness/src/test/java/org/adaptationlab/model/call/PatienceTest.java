package org.adaptationlab.model.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.adaptationlab.model.RetryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatienceTest {

    private final List<Duration> pauses = new ArrayList<>();
    private final List<String> notices = new ArrayList<>();
    private final RetryPolicy policy = new RetryPolicy(
            Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ofSeconds(8), pauses::add, notices::add);
    private final Patience patience = patience(policy);

    private static Patience patience(RetryPolicy policy) {
        return new Patience(policy, new AtomicInteger());
    }

    private static CallFailure refused(int status, String body) {
        return CallFailure.transport(new HttpRefusal(status, body), false);
    }

    @Test
    void pausesGrowToTheLongestAndEndWithThePatience() {
        CallFailure down = refused(503, "");

        CallFailure last = catchThrowableOfType(CallFailure.class, () -> {
            while (true) {
                patience.afterFailure(down);
            }
        });

        assertThat(last).isSameAs(down);
        assertThat(pauses.subList(0, 6))
                .containsExactly(
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(4),
                        Duration.ofSeconds(8),
                        Duration.ofSeconds(8));
        assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
                .isBetween(Duration.ofSeconds(50), Duration.ofSeconds(60));
        assertThat(patience.failed()).isEqualTo(pauses.size() + 1);
        assertThat(notices).hasSize(pauses.size() - 2).first().asString().startsWith("waiting 2 s for the server");
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 502, 503, 529})
    void timeHelpsAgainstAServerThatIsBusyOrStarting(int status) throws CallFailure {
        patience.afterFailure(refused(status, ""));
        patience.afterFailure(refused(status, ""));

        assertThat(pauses).hasSize(2);
    }

    @Test
    void aConnectionThatIsRefusedIsWorthWaitingFor() throws CallFailure {
        patience.afterFailure(CallFailure.transport(new java.net.ConnectException(), false));

        assertThat(pauses).hasSize(1);
    }

    @Test
    void otherErrorsOfAServerAreWorthOneMoreCall() throws CallFailure {
        patience.afterFailure(refused(500, ""));

        assertThatThrownBy(() -> patience.afterFailure(refused(500, ""))).isInstanceOf(CallFailure.class);
        assertThat(pauses).hasSize(1);
    }

    @Test
    void nothingHelpsAgainstARefusalABrokenAnswerAndAnEmptyAccount() {
        String empty = "{\"error\":{\"message\":\"You exceeded your quota\",\"code\":\"insufficient_quota\"}}";
        for (CallFailure hopeless : List.of(
                refused(400, ""),
                refused(401, ""),
                refused(429, empty),
                CallFailure.broken("cut", new IOException()),
                CallFailure.promptTooLong("long"))) {
            assertThatThrownBy(() -> patience(policy).afterFailure(hopeless)).isSameAs(hopeless);
        }
        assertThat(pauses).isEmpty();
    }

    @Test
    void ofManyThatWaitOneSaysSo() throws CallFailure {
        AtomicInteger waiting = new AtomicInteger(1);
        RetryPolicy noticeable = new RetryPolicy(
                Duration.ofSeconds(60), Duration.ofSeconds(5), Duration.ofSeconds(5), pauses::add, notices::add);
        new Patience(noticeable, new AtomicInteger()).afterFailure(refused(529, ""));
        assertThat(notices).hasSize(1);
        CallFailure busy = refused(529, "");

        for (int i = 0; i < 3; i++) {
            new Patience(noticeable, waiting).afterFailure(busy);
        }

        assertThat(pauses).hasSize(4);
        assertThat(notices).hasSize(1);
        assertThat(waiting).hasValue(1);
    }

    @Test
    void whoHasNoPatienceDoesNotWait() {
        assertThatThrownBy(() -> patience(RetryPolicy.NONE).afterFailure(refused(503, "")))
                .isInstanceOf(CallFailure.class);
        assertThatThrownBy(() -> patience(policy.impatient()).afterFailure(refused(503, "")))
                .isInstanceOf(CallFailure.class);
        assertThat(pauses).isEmpty();
    }

    @Test
    void anInterruptedWaitEndsWithTheFailureAndStaysInterrupted() {
        RetryPolicy stopping = new RetryPolicy(
                Duration.ofSeconds(60),
                Duration.ofMillis(1),
                Duration.ofMillis(1),
                pause -> {
                    throw new InterruptedException();
                },
                notices::add);
        CallFailure down = refused(503, "");

        assertThatThrownBy(() -> patience(stopping).afterFailure(down)).isSameAs(down);
        assertThat(Thread.interrupted()).isTrue();
    }
}
