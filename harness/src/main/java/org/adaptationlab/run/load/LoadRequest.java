package org.adaptationlab.run.load;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.result.load.LoadRecord;
import org.jspecify.annotations.Nullable;

/**
 * How a load is to be measured.
 *
 * @param inFlight numbers of requests in flight, from few to many, each once
 * @param requests of one repetition; null for as many as the number in flight asks for
 * @param repetitions of each point
 * @param warmUp how long answers are thrown away at least before each number in flight; four times as long at the start of
 *     a mode: a client that has just started is slow, which no quick server should be blamed for
 */
public record LoadRequest(List<Integer> inFlight, @Nullable Integer requests, int repetitions, Duration warmUp) {

    /** The shortest warm-up where nothing else is said. */
    public static final Duration USUAL_WARM_UP = Duration.ofSeconds(1);

    /** The numbers in flight where none are named. */
    public static final List<Integer> USUAL_IN_FLIGHT = List.of(1, 4, 16, 64);

    /** So many times each point is measured where nothing else is said: its spread is seen. */
    public static final int USUAL_REPETITIONS = 3;

    /** More callers than that are threads that wait for each other here. */
    public static final int MOST_IN_FLIGHT = 1024;

    private static final int LEAST_REQUESTS = 32;
    private static final int REQUESTS_OF_A_CALLER = 4;
    private static final int LEAST_WARM_UP = 8;
    private static final int FIRST_WARM_UP_TIMES = 4;
    private static final double MS_PER_S = 1000;

    public LoadRequest {
        inFlight = List.copyOf(inFlight);
        Objects.requireNonNull(warmUp, "warmUp");
        boolean rising = true;
        for (int i = 1; i < inFlight.size(); i++) {
            rising &= inFlight.get(i) > inFlight.get(i - 1);
        }
        if (inFlight.isEmpty()
                || !rising
                || inFlight.get(0) < 1
                || inFlight.get(inFlight.size() - 1) > MOST_IN_FLIGHT
                || repetitions < 1
                || (requests != null && requests < 1)) {
            throw new IllegalArgumentException(inFlight + ", " + requests + ", " + repetitions);
        }
    }

    /** Requests of a repetition with so many in flight: four of each caller, and 32 at least. */
    public int requestsWith(int callers) {
        return requests != null ? requests : Math.max(LEAST_REQUESTS, REQUESTS_OF_A_CALLER * callers);
    }

    /** Answers thrown away before the first repetition: one of each caller, and eight at least. */
    static int warmUpWith(int callers) {
        return Math.max(LEAST_WARM_UP, callers);
    }

    /** The last number in flight. */
    int mostInFlight() {
        return inFlight.get(inFlight.size() - 1);
    }

    /** Seconds for which answers are thrown away at least. */
    double warmUpSeconds(int callers) {
        double seconds = warmUp.toMillis() / MS_PER_S;
        return callers == inFlight.get(0) ? FIRST_WARM_UP_TIMES * seconds : seconds;
    }

    /** Most requests that one mode is asked in all. */
    long most() {
        return inFlight.stream()
                .mapToLong(callers -> warmUpWith(callers) + (long) repetitions * requestsWith(callers) + callers)
                .sum();
    }

    /** How load.json has it. */
    LoadRecord.Options options() {
        return new LoadRecord.Options(inFlight, requests, repetitions);
    }
}
