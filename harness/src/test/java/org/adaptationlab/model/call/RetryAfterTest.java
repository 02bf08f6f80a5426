package org.adaptationlab.model.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-10-21T07:28:00Z");

    private static @Nullable Duration wait(String... namesAndValues) {
        Map<String, List<String>> headers = new HashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], List.of(namesAndValues[i + 1]));
        }
        return RetryAfter.of(HttpHeaders.of(headers, (name, value) -> true), NOW);
    }

    @ParameterizedTest
    @CsvSource({
        "Retry-After, 20, 20000",
        "retry-after, ' 20 ', 20000",
        "RETRY-AFTER, 0.25, 250",
        "Retry-After, 0, 0",
        "Retry-After, 20s, 20000",
        "Retry-After, 1m30s, 90000",
        "Retry-After, 500ms, 500",
        "Retry-After, 'Wed, 21 Oct 2026 07:28:30 GMT', 30000",
        "Retry-After, 'Wed, 21 Oct 2026 07:27:00 GMT', 0",
        "Retry-After, 2026-10-21T07:28:05Z, 5000",
        "Retry-After, 2026-10-21T09:28:05+02:00, 5000",
        "retry-after-ms, 1500, 1500",
        "x-ms-retry-after-ms, 1500, 1500",
        "x-ratelimit-reset-requests, 6m0s, 360000",
        "x-ratelimit-reset-tokens, 7.66s, 7660",
        "x-ratelimit-reset-tokens, 2m59.56s, 179560",
        "x-ratelimit-reset-requests, 120ms, 120",
        "x-ratelimit-reset-requests, 1h0m1s, 3601000",
        "x-ratelimit-reset, 1792567690, 10000",
        "x-ratelimit-reset, 1792567690000, 10000",
        "x-ratelimit-reset, 1792567000, 0",
        "x-rate-limit-reset, 7, 7000",
        "ratelimit-reset, 12, 12000",
        "anthropic-ratelimit-requests-reset, 2026-10-21T07:29:00Z, 60000",
        "anthropic-ratelimit-input-tokens-reset, 2026-10-21T07:29:00Z, 60000"
    })
    void readsTheWaitInEveryForm(String name, String value, long milliseconds) {
        assertThat(wait(name, value)).isEqualTo(Duration.ofMillis(milliseconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "soon", "-5", "NaN", "1e3", "Infinity", "6 minutes", "2026-10-21", "99999999999999999999"})
    void takesNothingForAWaitThatIsNone(String value) {
        assertThat(wait("Retry-After", value)).isNull();
        assertThat(wait("x-ratelimit-reset-requests", value)).isNull();
    }

    @Test
    void asksForNothingWhereNoHeaderDoes() {
        assertThat(wait("Content-Type", "application/json")).isNull();
    }

    @Test
    void theMostExactHeaderCountsBeforeTheOthers() {
        assertThat(wait("Retry-After", "2", "retry-after-ms", "1500", "x-ratelimit-reset", "40"))
                .isEqualTo(Duration.ofMillis(1500));
        assertThat(wait("Retry-After", "2", "x-ratelimit-reset", "40")).isEqualTo(Duration.ofSeconds(2));
    }

    @Test
    void waitsForTheLimitsThatAreUsedUpAndForTheLastOfThem() {
        assertThat(wait(
                        "x-ratelimit-remaining-requests", "0",
                        "x-ratelimit-reset-requests", "3s",
                        "x-ratelimit-remaining-tokens", "4711",
                        "x-ratelimit-reset-tokens", "6m0s"))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(wait("x-ratelimit-reset-requests", "3s", "x-ratelimit-reset-tokens", "6m0s"))
                .isEqualTo(Duration.ofMinutes(6));
        assertThat(wait("x-ratelimit-remaining", "5", "x-ratelimit-reset", "3")).isNull();
    }
}
