package org.adaptationlab.compare.number;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.result.record.Machine;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/** What keeps the times of two runs from being compared at all. */
final class Obstacles {

    private Obstacles() {}

    /** Why the times of the two sides say nothing of the modes; null where they do. */
    static @Nullable String ofTimes(RunSource baseline, RunIdentity first, RunSource contender, RunIdentity second) {
        if (!Objects.equals(first.prefixCache(), second.prefixCache())) {
            return "another state of the prefix cache";
        }
        Provenance before = baseline.provenance();
        Provenance after = contender.provenance();
        if (before == null || after == null) {
            return null;
        }
        if (!isClient(before) && !isClient(after) && !isSame(before.machine(), after.machine())) {
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

    /**
     * Why times say nothing that were taken with these numbers of calls in flight; null where they do.
     *
     * @param baseline null where nothing was timed
     */
    static @Nullable String ofInFlight(@Nullable Integer baseline, @Nullable Integer contender) {
        return baseline == null || contender == null || baseline.equals(contender)
                ? null
                : "another number of requests in flight (" + baseline + " in the baseline, " + contender
                        + " in the contender)";
    }

    /** The machine that is recorded only asked: what another one did is not known of it. */
    private static boolean isClient(Provenance run) {
        return Boolean.TRUE.equals(run.machine().client());
    }

    private static boolean isSame(Machine before, Machine after) {
        return before.cpu().equals(after.cpu()) && before.cores() == after.cores();
    }

    private static List<String> disturbed(String side, Provenance provenance) {
        return provenance.guard(Guard.MACHINE_LOAD).stream()
                .filter(found -> found.status() != GuardResult.Status.PASS)
                .map(found -> side)
                .collect(Collectors.toList());
    }
}
