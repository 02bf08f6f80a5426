package org.adaptationlab.result.record;

import java.util.List;
import java.util.Objects;
import org.adaptationlab.dataset.Shard;

/**
 * Which part of a larger run this one is.
 *
 * @param index of this part, from 1
 * @param count of all parts
 * @param plan digest of the whole run's plan, the same in all parts
 * @param of examples of the whole run
 * @param places of this part's examples among those, from 0, in the order of {@code selection.examples}
 */
public record ShardRecord(int index, int count, String plan, int of, List<Integer> places) {

    public ShardRecord {
        Objects.requireNonNull(plan, "plan");
        places = List.copyOf(places);
    }

    /** Such as {@code shard 2 of 4}. */
    public String words() {
        return new Shard(index, count).toString();
    }
}
