package org.adaptationlab.model.call;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.adaptationlab.model.RetryPolicy;

/** What is left of the patience with one question; counts its failed calls. */
final class Patience {

    /** A shorter pause is not worth a word. */
    private static final Duration NOTICEABLE = Duration.ofSeconds(2);

    private final RetryPolicy policy;
    private final AtomicInteger waiting;
    private Duration waited = Duration.ZERO;
    private int failed;

    /** @param waiting how many questions wait for the server now, this one not among them */
    Patience(RetryPolicy policy, AtomicInteger waiting) {
        this.policy = policy;
        this.waiting = waiting;
    }

    /** Calls that failed so far. */
    int failed() {
        return failed;
    }

    /**
     * Waits for as long as the failure asks, if another call may help.
     *
     * @throws CallFailure the failure, where none may, or the patience is at its end, or the user wants to stop
     */
    void afterFailure(CallFailure failure) throws CallFailure {
        failed++;
        boolean hopeless = failure.remedy() == CallFailure.Remedy.NONE
                || (failure.remedy() == CallFailure.Remedy.ONE_MORE_CALL && failed > 1);
        if (hopeless || policy.patience().isZero()) {
            throw failure;
        }
        Duration asked = failure.refusal() == null ? null : failure.refusal().waitAsked();
        // a server that asks for no wait is not asked as fast as it refuses
        Duration pause = asked == null || asked.compareTo(policy.firstPause()) < 0 ? policy.pauseAfter(failed) : asked;
        if (waited.plus(pause).compareTo(policy.patience()) > 0) {
            throw asked == null ? failure : failure.with("; it asks to wait " + words(asked));
        }
        waited = waited.plus(pause);
        boolean first = waiting.getAndIncrement() == 0; // many wait for the same server; one of them says so
        try {
            if (first && pause.compareTo(NOTICEABLE) >= 0) {
                policy.notice().accept("waiting " + words(pause) + " for the server: " + failure.getMessage());
            }
            sleep(pause, failure);
        } finally {
            waiting.decrementAndGet();
        }
    }

    private void sleep(Duration pause, CallFailure failure) throws CallFailure {
        try {
            policy.sleeper().sleep(pause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private static String words(Duration time) {
        long seconds = Math.round(time.toMillis() / 1e3);
        return seconds < 120 ? seconds + " s" : Math.round(seconds / 60.0) + " min";
    }
}
