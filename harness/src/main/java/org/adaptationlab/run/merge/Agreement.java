package org.adaptationlab.run.merge;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.adaptationlab.problem.ResultFormatException;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Requests;
import org.adaptationlab.run.guard.RequestOptions;

/** What must be the same in all shards of a run. */
final class Agreement {

    private static final String SAME_LAB = "; measure it again with the same files and options as the others";

    /**
     * One thing that must be the same.
     *
     * @param name as in "another data set"
     * @param value of a shard; the same text where the thing is the same
     * @param remedy what to do where it is not
     */
    private record Aspect(String name, Function<ShardFolder, String> value, String remedy) {}

    /** From what explains most: a difference in the plan alone is one that none of those before it is. */
    private static final List<Aspect> ASPECTS = List.of(
            new Aspect("lab", shard -> shard.provenance().run().lab(), "; leave it out"),
            new Aspect("number of shards", shard -> String.valueOf(shard.shard().count()), "; leave it out"),
            new Aspect("harness version", shard -> shard.provenance().harnessVersion(), SAME_LAB),
            new Aspect("lab file", shard -> shard.provenance().lab().digest(), SAME_LAB),
            new Aspect("data set", shard -> shard.provenance().selection().datasetDigest(), SAME_LAB),
            new Aspect("model", shard -> shard.provenance().model().digest(), SAME_LAB),
            new Aspect("runtime", Agreement::runtime, SAME_LAB),
            new Aspect(
                    "number of questions in flight",
                    shard -> Integer.toString(shard.provenance().requestsInFlight()),
                    SAME_LAB),
            new Aspect("sampling", shard -> shard.provenance().sampling().toString(), SAME_LAB),
            new Aspect(
                    "selection of modes and examples (--modes, --limit, --repetitions)",
                    shard -> shard.shard().plan(),
                    SAME_LAB),
            new Aspect(
                    "adapter",
                    shard -> byMode(shard, mode -> adapter(mode.mode())),
                    "; train once with lab train and let all shards share LAB_HOME, or name the file in the lab file"),
            new Aspect(
                    "way to bring the adapter to the server",
                    shard -> byMode(shard, mode -> String.valueOf(mode.delivery())),
                    SAME_LAB),
            new Aspect("options of the server", Agreement::options, SAME_LAB),
            new Aspect(
                    "options in its requests",
                    shard -> byMode(
                            shard, mode -> RequestOptions.of(mode.request()).toString()),
                    SAME_LAB),
            new Aspect(
                    "cost assumptions",
                    shard -> String.valueOf(shard.provenance().cost()),
                    SAME_LAB));

    private Agreement() {}

    private static String runtime(ShardFolder shard) {
        Provenance.ModelCopy model = shard.provenance().model();
        return model.runtime() + " " + model.runtimeVersion() + ", prefix cache "
                + shard.provenance().run().prefixCache();
    }

    private static String adapter(ModeIdentity mode) {
        return mode.technique() + " " + mode.adapterDigest();
    }

    private static String byMode(ShardFolder shard, Function<ModeFacts, String> value) {
        return shard.provenance().facts().stream()
                .map(facts -> facts.mode().mode()
                        + (facts.mode().adapterSeed() == null
                                ? ""
                                : " (" + facts.mode().adapterSeed() + ")")
                        + ": " + value.apply(facts))
                .collect(Collectors.joining(", "));
    }

    private static String options(ShardFolder shard) {
        Requests requests = shard.provenance().requests();
        return requests == null
                ? ""
                : "not set " + requests.notSet() + ", left out " + requests.leftOut() + ", " + requests.settings();
    }

    /**
     * Holds the shards against each other.
     *
     * @param shards by index
     * @throws ResultFormatException naming the folder of one that most others differ from, and in what
     */
    static void require(List<ShardFolder> shards) {
        for (Aspect aspect : ASPECTS) {
            Map<String, List<ShardFolder>> byValue = shards.stream()
                    .collect(Collectors.groupingBy(aspect.value(), LinkedHashMap::new, Collectors.toList()));
            if (byValue.size() > 1) {
                throw foreign(aspect, byValue);
            }
        }
    }

    private static ResultFormatException foreign(Aspect aspect, Map<String, List<ShardFolder>> byValue) {
        List<ShardFolder> most = byValue.values().stream()
                .reduce((one, other) -> other.size() > one.size() ? other : one)
                .orElseThrow();
        TreeMap<String, List<ShardFolder>> others = new TreeMap<>(byValue);
        others.values().removeIf(group -> group == most);
        ShardFolder foreign =
                Objects.requireNonNull(others.firstEntry()).getValue().get(0);
        ShardFolder reference = most.get(0);
        return new ResultFormatException(foreign.words() + ": does not belong to " + reference.words()
                + (most.size() > 1 ? " and " + (most.size() - 1) + " more" : "") + ", it has another " + aspect.name
                + ": " + aspect.value.apply(foreign) + ", not " + aspect.value.apply(reference) + aspect.remedy);
    }
}
