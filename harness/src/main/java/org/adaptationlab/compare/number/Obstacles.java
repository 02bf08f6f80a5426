package org.adaptationlab.compare.number;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/** What keeps the times of two runs from being compared at all. */
public final class Obstacles {

    private Obstacles() {}

    /** Why the times of the two sides say nothing of the modes; null where they do. */
    public static @Nullable String ofTimes(
            RunSource baseline, RunIdentity first, RunSource contender, RunIdentity second) {
        if (!Objects.equals(first.prefixCache(), second.prefixCache())) {
            return "another state of the prefix cache";
        }
        Provenance before = baseline.provenance();
        Provenance after = contender.provenance();
        if (before == null || after == null) {
            return null;
        }
        boolean same = before.machine().cpu().equals(after.machine().cpu())
                && before.machine().cores() == after.machine().cores();
        if (!same) {
            return "another machine";
        }
        List<String> disturbed = Stream.of(disturbed("baseline", before), disturbed("contender", after))
                .flatMap(List::stream)
                .toList();
        return disturbed.isEmpty()
                ? null
                : "the machine was not quiet in the " + String.join(" and in the ", disturbed) + " (guard "
                        + Guard.MACHINE_LOAD.word() + ")";
    }

    private static List<String> disturbed(String side, Provenance provenance) {
        return provenance.guard(Guard.MACHINE_LOAD).stream()
                .filter(found -> found.status() != GuardResult.Status.PASS)
                .map(found -> side)
                .collect(Collectors.toList());
    }
}
