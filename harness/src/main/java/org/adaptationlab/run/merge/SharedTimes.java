package org.adaptationlab.run.merge;

import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.result.record.Machine;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Requests;
import org.jspecify.annotations.Nullable;

/**
 * Whether the times of shards may be put together: only where one machine measured them against one server, one after the
 * other. How steady it was is then told by the probes of all shards, as in any run.
 */
final class SharedTimes {

    /** What must be the same for times to be of the same kind. */
    private record Place(
            Machine machine,
            @Nullable String address,
            @Nullable Integer threads) {

        static Place of(ShardFolder shard) {
            Provenance provenance = shard.provenance();
            Requests requests = provenance.requests();
            return new Place(
                    provenance.machine(),
                    requests == null ? null : requests.address(),
                    provenance.model().threads());
        }

        String words() {
            return machine.cpu() + ", " + machine.cores() + " processors, " + machine.memoryMb() + " MB, "
                    + machine.jvm() + (address == null ? "" : ", server " + address);
        }
    }

    private SharedTimes() {}

    /** Why they may not, in words that can stand in a sentence; null where they may. */
    static @Nullable String doubt(List<ShardFolder> shards) {
        Place first = Place.of(shards.get(0));
        for (ShardFolder shard : shards) {
            if (!Place.of(shard).equals(first)) {
                return "the shards were measured on different machines or servers ("
                        + shards.get(0).shard().words()
                        + ": " + first.words() + "; " + shard.shard().words() + ": "
                        + Place.of(shard).words()
                        + "), so their times are left out";
            }
        }
        return overlap(shards);
    }

    private static @Nullable String overlap(List<ShardFolder> shards) {
        ShardFolder before = null;
        for (ShardFolder shard : shards.stream()
                .sorted(Comparator.comparing(
                                (ShardFolder one) -> one.provenance().started())
                        .thenComparing(one -> one.provenance().ended()))
                .toList()) {
            if (before != null
                    && shard.provenance().started().isBefore(before.provenance().ended())) {
                return Objects.requireNonNull(before).shard().words() + " and "
                        + shard.shard().words()
                        + " were measured at the same time, and each may have kept the other waiting, so their times are"
                        + " left out";
            }
            before = shard;
        }
        return null;
    }
}
