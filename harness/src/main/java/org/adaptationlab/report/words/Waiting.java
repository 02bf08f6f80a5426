package org.adaptationlab.report.words;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.result.record.ExampleResult;

/** How long a user waits for an answer: retrieval and the model, in milliseconds. */
public final class Waiting {

    private Waiting() {}

    /** Of each call that says how quick such calls are, shortest first. */
    public static List<Double> of(List<ExampleResult> calls) {
        return calls.stream()
                .filter(ExampleResult::isTimed)
                .map(call -> call.measurement().waitMs())
                .filter(Objects::nonNull)
                .sorted()
                .toList();
    }
}
