package org.adaptationlab.run.merge;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.Provenance;
import org.jspecify.annotations.Nullable;

/**
 * All shards of one run, each once, in their order.
 *
 * @param samples the examples of the whole run in its order
 */
record ShardSet(List<ShardFolder> shards, List<Provenance.Sample> samples) {

    /**
     * Holds what was found against each other.
     *
     * @throws ResultFormatException naming a shard that is foreign, doubled or missing
     */
    static ShardSet of(ShardSearch found) {
        List<ShardFolder> shards = found.shards().stream()
                .sorted(Comparator.comparing(
                                (ShardFolder folder) -> folder.shard().index())
                        .thenComparing(folder -> folder.folder().path()))
                .toList();
        Agreement.require(shards);
        requireOnce(shards);
        requireAll(shards, found);
        int of = shards.get(0).shard().of();
        BitSet taken = new BitSet(of);
        Provenance.@Nullable Sample[] samples = new Provenance.@Nullable Sample[of];
        shards.forEach(shard -> shard.mark(taken, samples));
        if (taken.cardinality() != of) {
            throw new ResultFormatException(shards.get(0).folder().path() + ": the shards have " + taken.cardinality()
                    + " examples together, the whole run has " + of
                    + "; a run.json was edited: copy the folders again");
        }
        List<Provenance.Sample> all = new ArrayList<>(of);
        for (Provenance.Sample sample : samples) {
            all.add(Objects.requireNonNull(sample));
        }
        return new ShardSet(shards, all);
    }

    /** The shard that has the first example of all. */
    ShardFolder first() {
        return shards.stream()
                .filter(shard -> shard.shard().places().contains(0))
                .findFirst()
                .orElseThrow();
    }

    private static void requireOnce(List<ShardFolder> shards) {
        Map<Integer, ShardFolder> seen = new HashMap<>();
        for (ShardFolder shard : shards) {
            ShardFolder before = seen.putIfAbsent(shard.shard().index(), shard);
            if (before != null) {
                throw new ResultFormatException(shard.words() + ": the same shard is also in "
                        + before.folder().path() + "; name the folders of the shards, and only one of these two");
            }
        }
    }

    private static void requireAll(List<ShardFolder> shards, ShardSearch found) {
        int count = shards.get(0).shard().count();
        List<Integer> missing = new ArrayList<>();
        for (int index = 1; index <= count; index++) {
            missing.add(index);
        }
        missing.removeAll(shards.stream().map(shard -> shard.shard().index()).toList());
        if (!missing.isEmpty()) {
            String there = shards.stream().map(ShardFolder::words).collect(Collectors.joining(", "));
            throw new ResultFormatException((missing.size() == 1 ? "shard " : "shards ")
                    + missing.stream().map(String::valueOf).collect(Collectors.joining(", ")) + " of " + count
                    + (missing.size() == 1 ? " is" : " are") + " missing beside " + there + "; measure with lab run "
                    + shards.get(0).provenance().lab().file() + " --shard " + missing.get(0) + "/" + count
                    + ", or name the folder"
                    + (found.unfinished().isEmpty() ? "" : "; not finished: " + ShardSearch.paths(found.unfinished())));
        }
    }
}
