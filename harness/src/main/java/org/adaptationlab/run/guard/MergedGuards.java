package org.adaptationlab.run.guard;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.result.RunResults;
import org.jspecify.annotations.Nullable;

/**
 * The guards of a run that was put together from shards: those that look at answers look at all of them; of the others,
 * which looked while a shard was measured, what each shard found counts.
 */
public final class MergedGuards {

    private static final Set<String> OF_ANSWERS = EnumSet.of(
                    Guard.FAILURES,
                    Guard.TRUNCATION,
                    Guard.EMPTY_ANSWERS,
                    Guard.UNPARSED,
                    Guard.ADAPTER,
                    Guard.SAMPLE_SIZE,
                    Guard.ADAPTER_SEEDS,
                    Guard.MACHINE_DRIFT)
            .stream()
            .map(Guard::word)
            .collect(Collectors.toSet());

    private MergedGuards() {}

    /**
     * What all guards found.
     *
     * @param whole the results of all shards together
     * @param ofShards what was found in each
     * @param timesApart why the times of the shards are left out, null where they are not
     */
    public static List<GuardResult> of(
            RunResults whole, Collection<List<GuardResult>> ofShards, @Nullable String timesApart) {
        GuardLog log = new GuardLog();
        ofShards.stream()
                .flatMap(List::stream)
                .filter(found -> !OF_ANSWERS.contains(found.name()))
                .forEach(log::add);
        if (timesApart != null) {
            log.add(Guard.ONE_MACHINE.found(Status.WARN, timesApart));
        }
        new ResultGuards(GuardedModes.of(whole.provenance())).after(whole).forEach(log::add);
        return log.results();
    }
}
