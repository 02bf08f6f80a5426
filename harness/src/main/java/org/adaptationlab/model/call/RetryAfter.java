package org.adaptationlab.model.call;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long a server that refuses asks to wait: {@code Retry-After} in seconds or as a date (RFC 9110), in milliseconds
 * under a name that OpenAI and Azure use, else until the limits that it says it has are renewed.
 */
final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(?:\\.\\d{1,6})?");
    private static final Pattern PART = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)(ms|h|m|s)");
    private static final Pattern PARTS = Pattern.compile("(?:" + PART.pattern() + ")+");
    private static final double MS = 1e-3;

    private RetryAfter() {}

    /** The wait that the headers ask for; null where they do not. */
    static @Nullable Duration of(HttpHeaders headers, Instant now) {
        Duration asked = headers.firstValue("retry-after-ms")
                .or(() -> headers.firstValue("x-ms-retry-after-ms"))
                .map(text -> seconds(text, MS))
                .or(() -> headers.firstValue("retry-after").map(text -> renewed(text.strip(), now)))
                .orElse(null);
        return asked == null ? untilRenewed(headers, now) : asked;
    }

    /** The longest, since all of a server's limits hold together; only of those that have nothing left. */
    private static @Nullable Duration untilRenewed(HttpHeaders headers, Instant now) {
        return Stream.of(
                        "x-ratelimit-%s-requests",
                        "x-ratelimit-%s-tokens",
                        "x-ratelimit-%s",
                        "x-rate-limit-%s",
                        "ratelimit-%s",
                        "anthropic-ratelimit-requests-%s",
                        "anthropic-ratelimit-tokens-%s",
                        "anthropic-ratelimit-input-tokens-%s",
                        "anthropic-ratelimit-output-tokens-%s")
                .filter(name -> isUsedUp(headers, name))
                .flatMap(name -> headers.firstValue(name.formatted("reset")).stream())
                .flatMap(text -> Stream.ofNullable(renewed(text.strip(), now)))
                .max(Duration::compareTo)
                .orElse(null);
    }

    private static boolean isUsedUp(HttpHeaders headers, String name) {
        List<String> left = headers.allValues(name.formatted("remaining"));
        return left.isEmpty() || left.get(0).strip().matches("0+(\\.0+)?");
    }

    /** Seconds, parts such as {@code 6m0s}, a time in seconds or milliseconds of the epoch, or a date. */
    private static @Nullable Duration renewed(String text, Instant now) {
        if (PARTS.matcher(text).matches()) {
            double sum = 0;
            Matcher part = PART.matcher(text);
            while (part.find()) {
                sum += Double.parseDouble(part.group(1)) * unit(part.group(2));
            }
            return Duration.ofMillis(Math.round(sum / MS));
        }
        if (text.matches("\\d{10}(\\.\\d+)?")) {
            return notNegative(Duration.between(now, Instant.ofEpochSecond(Long.parseLong(text.substring(0, 10)))));
        }
        if (text.matches("\\d{13}")) {
            return notNegative(Duration.between(now, Instant.ofEpochMilli(Long.parseLong(text))));
        }
        return after(text, now);
    }

    private static double unit(String word) {
        return switch (word) {
            case "ms" -> MS;
            case "s" -> 1;
            case "m" -> 60;
            default -> 3600;
        };
    }

    private static @Nullable Duration after(String text, Instant now) {
        Duration seconds = seconds(text, 1);
        if (seconds != null) {
            return seconds;
        }
        for (DateTimeFormatter form : List.of(
                DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT), DateTimeFormatter.ISO_DATE_TIME)) {
            try {
                return notNegative(Duration.between(
                        now, ZonedDateTime.parse(text.strip(), form).toInstant()));
            } catch (DateTimeException e) {
                // another form, or none that is known: then the pauses grow as they do without it
            }
        }
        return null;
    }

    private static @Nullable Duration seconds(String text, double unit) {
        return SECONDS.matcher(text.strip()).matches()
                ? Duration.ofMillis(Math.round(Double.parseDouble(text.strip()) * unit / MS))
                : null;
    }

    private static Duration notNegative(Duration wait) {
        return wait.isNegative() ? Duration.ZERO : wait;
    }
}
