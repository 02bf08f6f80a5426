package org.adaptationlab.report.words;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DecimalStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.Hardware;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.cost.CostModel;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.cost.MachineDrift;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.Machine;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.ShardRecord;
import org.adaptationlab.result.record.WallSeconds;
import org.jspecify.annotations.Nullable;

/** Words below the tables, and where the figures come from. */
public final class Notes {

    public static final String RATES = "n: examples, including those that failed. A failed call counts in no rate."
            + " An answer that is unparsable or truncated counts as wrong. Intervals: 95 %, Wilson's for rates.";

    public static final String TIMES = "TTFT: time to the first token. Times are by the client's clock and leave out"
            + " loading the model and retrieval; percentiles are interpolated. Tokens: means.";

    public static final String COLUMNS =
            "unparsable: answers that can't be read as one. truncated: prompts that did not"
                    + " fit, or answers that reached the token limit. adapt s: seconds of training or indexing, once.";

    public static final String STRIPS =
            "Dot: the median. The line from it ends at the 95th percentile, or at the longest"
                    + " time where there are fewer than " + LatencySummary.LEAST_FOR_P95
                    + " calls. The pale bar holds the middle"
                    + " half. Times include retrieval and leave out loading the model.";

    public static final String ANSWERS =
            "Training examples, asked greedily. The trainer's answer is that of the trained"
                    + " model before it was written to a file. A server that has the same base, adapter and chat template says the"
                    + " same; one of five that differs may be the rounding of quantised weights. run.json has the whole texts.";

    public static final String PAIRS = "A is compared with B on the same examples. p: exact McNemar test; a permutation"
            + " test where scores lie between right and wrong or several examples are about one document; a test of both"
            + " adapters and examples where a mode has several adapters. p adjusted: Holm's method, for all comparisons"
            + " with the baseline. Equivalent: a difference of the margin or more is ruled out; this is not adjusted, so of"
            + " twenty pairs that do differ by the margin one may be called equivalent. Detectable: a true difference of"
            + " this many points would be found in 80 of 100 such runs. An example with several calls counts as right where"
            + " most of them are right; of a graded metric, such as a field F1, where its score is above one half.";

    public static final String EXPLORATORY = "The lab does not ask about these pairs. What is said of them rests on p"
            + " adjusted for all pairs of the run.";

    public static final String DECISION = "Recommended is the cheapest (or fastest) mode within the margin of the best;"
            + " prices that differ by less than the machine's drift count as the same. All figures are of the examples that"
            + " every candidate has a score for. Intervals and shares: by drawing these examples (or the documents they are"
            + " about) anew, the same ones for every mode, and a mode's adapters with them. USD: under the assumptions named"
            + " with the costs.";

    public static final String BREAK_EVEN = "From this number of requests on, the second mode has paid for its more"
            + " expensive adapting; never: it does not cost less at any volume. Under the assumptions named with the costs.";

    public static final String PERCENTILES = "Intervals go from one measured time to another, as if calls were"
            + " independent: a machine that slows down for a while makes them too short. A dash: there are too few calls. A"
            + " 95th percentile is given from " + LatencySummary.LEAST_FOR_P95 + " calls on, a 99th from 1,000 on.";

    private static final String FURTHER =
            "Means over the examples that every adapter of the mode has a score for; intervals by Wilson;"
                    + " values between yes and no count as so many yes-or-no answers as would vary as much.";

    private static final String FURTHER_DIFFERENCES =
            "The lab does not ask about these, and nothing is decided by them:"
                    + " p is adjusted for the pairs of its metric, not for the number of metrics.";

    public static final String SPEED = "Tokens per second over all calls, by the server's clock and, for the tokens of"
            + " answers, by the client's. Probe: median time to the first token of one short question; cold: with a prompt"
            + " that begins anew each time, warm: with the same prompt once more. Block: how much longer a call took in the"
            + " slowest part of a mode's calls than in the quickest. No smaller difference in time than these is claimed.";

    /** Title of a table. */
    public static final String FURTHER_METRICS = "Further metrics";

    /** Title of a table. */
    public static final String AGAINST_BASELINE = "Further metrics against the baseline: exploratory";

    /** Title of a table. */
    public static final String SETTINGS = "Settings: training folds against test";

    /** Title of a table. */
    public static final String RECALL_BY_SLICE = "Retrieval by slice: recall@k";

    private static final String TUNED =
            "Settings that lab tune chose by cross-validation on training examples. A candidate"
                    + " that is the best of many is so by luck, too, and its folds draw on fewer training examples than the mode"
                    + " here: both move the difference. s.e.: standard error.";

    private static final int DIGEST_DIGITS = 12;

    private Notes() {}

    /** What stands below a table of figures beside the main metric; may be empty. */
    public static String ofQuality(String title) {
        return switch (title) {
            case FURTHER_METRICS -> FURTHER;
            case AGAINST_BASELINE -> FURTHER_DIFFERENCES;
            case SETTINGS -> TUNED;
            default -> "";
        };
    }

    public static Map<String, String> facts(RunResults results) {
        Provenance provenance = results.provenance();
        Map<String, String> facts = new LinkedHashMap<>();
        Provenance.Selection selection = provenance.selection();
        Provenance.ModelCopy model = provenance.model();
        facts.put("run", provenance.run().runId() + ", " + provenance.started() + " to " + provenance.ended());
        facts.put(
                "lab",
                provenance.lab().file() + ", digest "
                        + shortened(provenance.lab().digest()));
        facts.put(
                "data",
                provenance.run().dataset() + ", digest " + shortened(selection.datasetDigest()) + ", "
                        + selection.examples().size() + " of " + selection.testExamples() + " test examples, "
                        + selection.training().size() + " for training, "
                        + Figures.counted(selection.repetitions(), "repetition"));
        ShardRecord shard = selection.shard();
        if (shard != null) {
            facts.put("part", shard.words() + ", whose shards have " + shard.of() + " test examples together");
        }
        facts.put(
                "model",
                model.name() + " " + Objects.requireNonNullElse(model.quantization(), "") + ", digest "
                        + shortened(model.digest()));
        facts.put(
                "runtime",
                model.runtime() + " " + model.runtimeVersion()
                        + (model.threads() == null ? "" : ", " + Figures.counted(model.threads(), "thread"))
                        + ", prefix cache "
                        + Objects.requireNonNullElse(provenance.run().prefixCache(), "unknown"));
        facts.put("sampling", sampling(provenance.sampling()));
        facts.putAll(RequestNotes.facts(provenance));
        facts.put(
                Boolean.TRUE.equals(provenance.machine().client()) ? "client machine" : "machine",
                machine(provenance.machine()));
        facts.put("time", seconds(provenance.seconds()));
        MachineDrift drift = results.drift();
        Double probes = drift.ofProbes();
        if (probes != null) {
            facts.put("drift", drift(probes, drift.withinBlocks()));
        }
        if (provenance.inFlight() != null) {
            facts.put("in flight", InFlightWords.fact(provenance.inFlight()));
        }
        CostAssumptions cost = provenance.cost();
        if (cost != null) {
            facts.put("cost", assumptions(cost, provenance));
        }
        facts.put("harness", provenance.harnessVersion());
        if (!provenance.warnings().isEmpty()) {
            facts.put("warnings", provenance.warnings().stream().collect(Collectors.joining("; ")));
        }
        return facts;
    }

    /** What the probes and the blocks show of the machine, without a full stop. */
    public static String drift(double probes, @Nullable Double blocks) {
        return "the same short question took up to " + Figures.percent(probes) + " longer at one time than at another"
                + (blocks == null
                        ? ""
                        : ", and within a mode a call up to " + Figures.percent(blocks)
                                + " longer in one part than in another, whatever its length");
    }

    /** What cost figures rest on. */
    public static String assumptions(CostAssumptions cost, Provenance provenance) {
        boolean byToken = new CostModel(cost, provenance.run().runtime()).isByToken();
        return assumptions(cost, provenance.run()) + (byToken ? "" : InFlightWords.costs(provenance));
    }

    static String assumptions(CostAssumptions cost, RunIdentity run) {
        Hardware machine = cost.hardware();
        TokenPrice price = cost.tokenPrice();
        boolean byToken = new CostModel(cost, run.runtime()).isByToken();
        String tokens = price == null ? run.model() + " has no token price in it" : run.model() + " at " + price(price);
        return cost.source() + " of " + cost.asOf() + ": "
                + (byToken ? tokens + ofModes(cost) + "; adapting on a machine of " : "a machine of ")
                + Figures.exactUsd(machine.priceUsd()) + " over " + Figures.plain(machine.lifeYears()) + " years, used "
                + Figures.exactPercent(machine.utilisation()) + " of the time, "
                + Figures.plain(machine.busyWatts()) + " W busy and " + Figures.plain(machine.idleWatts())
                + " W idle, electricity at " + Figures.exactUsd(cost.electricityUsdPerKwh()) + " per kWh";
    }

    /** Prices of models that answer in a mode's stead, by mode; empty where there are none. */
    private static String ofModes(CostAssumptions cost) {
        return new TreeMap<>(cost.modePrices())
                .entrySet().stream()
                        .map(mode -> "; in " + mode.getKey() + " "
                                + mode.getValue().model() + " at " + price(mode.getValue()))
                        .collect(Collectors.joining());
    }

    private static String price(TokenPrice price) {
        return Figures.exactUsd(price.inputUsdPerMillion()) + " and " + Figures.exactUsd(price.outputUsdPerMillion())
                + " for a million tokens in and out on " + price.asOf()
                + (price.source() == null ? "" : " (" + price.source() + ")");
    }

    /** A day as people write it, in UTC. */
    public static String day(Instant instant) {
        return DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.ENGLISH)
                .withZone(ZoneOffset.UTC)
                .withDecimalStyle(DecimalStyle.STANDARD)
                .format(instant);
    }

    private static String sampling(Provenance.Sampling sampling) {
        return "temperature " + sampling.temperature() + ", seed " + sampling.seed() + ", at most "
                + sampling.maxOutputTokens() + " tokens out, context of " + sampling.contextTokens()
                + (Boolean.TRUE.equals(sampling.thinking()) ? ", thinking" : "");
    }

    private static String machine(Machine machine) {
        return machine.os() + ", " + machine.cpu() + ", " + Figures.counted(machine.cores(), "core") + ", "
                + machine.memoryMb() + " MiB, Java " + machine.jvm();
    }

    private static String seconds(WallSeconds seconds) {
        return Figures.seconds(seconds.total()) + ": model " + Figures.seconds(seconds.model()) + ", training "
                + Figures.seconds(seconds.training()) + ", starting servers "
                + Figures.seconds(seconds.servingStart()) + ", retrieval "
                + Figures.seconds(seconds.retrieval()) + ", the harness itself "
                + Figures.seconds(seconds.harness());
    }

    private static String shortened(String digest) {
        return digest.length() > DIGEST_DIGITS ? digest.substring(0, DIGEST_DIGITS) : digest;
    }
}
