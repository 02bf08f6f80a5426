package org.adaptationlab.result.record;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One mode's answer to one example in one repetition: a line of the journal and a row of examples.csv.
 *
 * @param repetition one-based
 * @param target the right answer; may be empty where it is to refuse
 * @param passages ids of what was retrieved, best first; empty where nothing was
 * @param goldRank one-based rank of the gold document among them, null where there is none or it is not known
 * @param retries calls that failed before this one
 * @param answerable false where the right answer is to refuse, null where the file does not say
 * @param doc the document the example is about, null where it is about none; examples about one belong together
 */
public record ExampleResult(
        ModeIdentity mode,
        String exampleId,
        @Nullable String slice,
        int repetition,
        Outcome outcome,
        String target,
        CallMeasurement measurement,
        List<String> passages,
        @Nullable Integer goldRank,
        int retries,
        @Nullable Boolean answerable,
        @Nullable String doc) {

    public ExampleResult {
        Objects.requireNonNull(mode, "mode");
        Objects.requireNonNull(exampleId, "exampleId");
        Objects.requireNonNull(outcome, "outcome");
        Objects.requireNonNull(target, "target");
        Objects.requireNonNull(measurement, "measurement");
        passages = List.copyOf(passages);
        if (repetition < 1 || retries < 0) {
            throw new IllegalArgumentException("repetition " + repetition + ", retries " + retries);
        }
    }

    /** The same with these tokens and times. */
    public ExampleResult with(CallMeasurement measured) {
        return new ExampleResult(
                mode,
                exampleId,
                slice,
                repetition,
                outcome,
                target,
                measured,
                passages,
                goldRank,
                retries,
                answerable,
                doc);
    }

    /** Whether its times say how quick such calls are: it did not fail, and after a retry the server may be cold. */
    public boolean isTimed() {
        return !(outcome instanceof Outcome.Failed) && retries == 0;
    }
}
