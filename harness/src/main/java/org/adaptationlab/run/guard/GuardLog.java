package org.adaptationlab.run.guard;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;

/** Collects what guards find; several findings of one guard become one. */
final class GuardLog {

    private static final List<String> ORDER =
            Arrays.stream(Guard.values()).map(Guard::word).toList();

    private final Map<Integer, List<GuardResult>> found = new TreeMap<>();

    void add(GuardResult result) {
        found.computeIfAbsent(ORDER.indexOf(result.name()), place -> new ArrayList<>())
                .add(result);
    }

    /** One result for each guard that looked, in the order of {@link Guard}. */
    List<GuardResult> results() {
        return found.values().stream().map(GuardResult::together).toList();
    }
}
