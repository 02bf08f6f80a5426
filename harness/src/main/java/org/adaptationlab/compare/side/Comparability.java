package org.adaptationlab.compare.side;

import java.util.Objects;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/** Refuses two runs that measured different things. Another model, setting or machine is what one compares. */
public final class Comparability {

    private static final int DIGEST_DIGITS = 12;

    private Comparability() {}

    /** Throws {@link ResultFormatException} with the reason if the two cannot be compared. */
    public static void require(RunSource baseline, RunNumbers first, RunSource contender, RunNumbers second) {
        RunIdentity a = first.run();
        RunIdentity b = second.run();
        if (!a.datasetDigest().equals(b.datasetDigest())) {
            throw refusal(
                    baseline,
                    contender,
                    "their data differ: data set " + data(a) + " against " + data(b)
                            + "; only answers to the same data can be compared, so run the lab of the baseline again"
                            + " on the data of today");
        }
        requireSame(baseline, contender, "metric", baseline.metric(), contender.metric());
        requireSame(baseline, contender, "task type", taskType(baseline), taskType(contender));
        if (first.modes().keySet().stream().noneMatch(second.modes()::containsKey)) {
            throw refusal(
                    baseline,
                    contender,
                    "they have no mode in common: "
                            + String.join(", ", first.modes().keySet()) + " against "
                            + String.join(", ", second.modes().keySet())
                            + "; run the contender with --modes "
                            + String.join(",", first.modes().keySet()));
        }
        boolean shared = first.modes().entrySet().stream()
                .filter(mode -> second.modes().containsKey(mode.getKey()))
                .anyMatch(mode -> mode.getValue()
                        .examples()
                        .intersects(Objects.requireNonNull(second.modes().get(mode.getKey()))
                                .examples()));
        if (!shared) {
            throw refusal(
                    baseline,
                    contender,
                    "they have no example in common in any mode; were both run with another --limit or selection?");
        }
    }

    private static void requireSame(
            RunSource baseline, RunSource contender, String what, @Nullable String a, @Nullable String b) {
        if (a != null && b != null && !a.equals(b)) {
            throw refusal(baseline, contender, "their " + what + " differs: " + a + " against " + b);
        }
    }

    private static @Nullable String taskType(RunSource source) {
        return source.provenance() == null ? null : source.provenance().lab().taskType();
    }

    private static String data(RunIdentity run) {
        String digest = run.datasetDigest();
        return run.dataset() + " (digest " + digest.substring(0, Math.min(DIGEST_DIGITS, digest.length())) + "…)";
    }

    private static ResultFormatException refusal(RunSource baseline, RunSource contender, String why) {
        return new ResultFormatException(
                "baseline " + baseline.path() + " and contender " + contender.path() + " cannot be compared: " + why);
    }
}
