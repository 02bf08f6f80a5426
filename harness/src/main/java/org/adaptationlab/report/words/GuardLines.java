package org.adaptationlab.report.words;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;

/** The checks of a run's validity, the worst first. */
public record GuardLines(List<GuardResult> all) {

    public static GuardLines of(List<GuardResult> guards) {
        return new GuardLines(guards.stream()
                .sorted(Comparator.comparing(GuardResult::status).reversed())
                .toList());
    }

    public List<GuardResult> of(Status status) {
        return all.stream().filter(guard -> guard.status() == status).toList();
    }

    /** How it went, in one sentence; empty where nothing was checked. */
    public String summary() {
        List<GuardResult> stops = of(Status.STOP);
        List<GuardResult> warnings = of(Status.WARN);
        if (!stops.isEmpty()) {
            return "Do not use these figures: " + named(stops) + ".";
        }
        if (!warnings.isEmpty()) {
            return Figures.counted(warnings.size(), "check") + " of " + all.size() + " "
                    + (warnings.size() == 1 ? "warns" : "warn") + ": " + named(warnings) + ".";
        }
        return all.isEmpty() ? "" : "All " + all.size() + " checks of this run's validity passed.";
    }

    /** The worst result, as the name of a style. */
    public String look() {
        return all.isEmpty() ? "pass" : all.get(0).status().word();
    }

    private static String named(List<GuardResult> guards) {
        return guards.stream().map(GuardResult::name).collect(Collectors.joining(", "));
    }
}
