package org.adaptationlab.lab;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a service has to keep to (its service level objectives, {@code slo} in a lab file); null where nothing is asked.
 *
 * @param ttftMsP95 most milliseconds to the first token of an answer, of 95 in 100 requests
 * @param tpotMsP95 most milliseconds for each further token, likewise
 * @param totalMsP95 most milliseconds for the whole answer, likewise
 * @param failedShare share of requests (0 to 1) that may fail
 */
public record ServiceLimits(
        @Nullable Double ttftMsP95,
        @Nullable Double tpotMsP95,
        @Nullable Double totalMsP95,
        double failedShare) {

    /** The share of failed requests where the lab file gives none. */
    public static final double USUAL_FAILED_SHARE = 0.01;

    public ServiceLimits {
        if (isBad(ttftMsP95) || isBad(tpotMsP95) || isBad(totalMsP95) || !(failedShare >= 0 && failedShare <= 1)) {
            throw new IllegalArgumentException(
                    ttftMsP95 + ", " + tpotMsP95 + ", " + totalMsP95 + " ms, failed " + failedShare);
        }
    }

    private static boolean isBad(@Nullable Double ms) {
        return ms != null && !(ms > 0);
    }

    /** The limits in one line, such as {@code TTFT p95 ≤ 500 ms, failed ≤ 1 %}. */
    public String words() {
        List<String> words = new ArrayList<>();
        add(words, "TTFT", ttftMsP95);
        add(words, "TPOT", tpotMsP95);
        add(words, "total", totalMsP95);
        words.add("failed ≤ " + plain(failedShare * 100) + " %");
        return String.join(", ", words);
    }

    private static void add(List<String> words, String name, @Nullable Double ms) {
        if (ms != null) {
            words.add(name + " p95 ≤ " + plain(ms) + " ms");
        }
    }

    private static String plain(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
