package org.adaptationlab.report.words;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DecimalStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.CostAssumptions.Hardware;
import org.adaptationlab.cost.CostAssumptions.TokenPrice;
import org.adaptationlab.cost.CostModel;
import org.adaptationlab.cost.MachineDrift;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.Machine;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunIdentity;
import org.jspecify.annotations.Nullable;

/** Words below the tables, and where the figures come from. */
public final class Notes {

    public static final String RATES =
            "n: examples, the failed among them. A failed call is in no rate. An answer that can't be"
                    + " read or was cut counts as wrong. Intervals: 95 %; Wilson for rates.";

    public static final String TIMES = "TTFT: time to the first token. Times by the client's clock, without loading and"
            + " retrieval; percentiles by linear interpolation. Tokens: means.";

    public static final String COLUMNS =
            "unread: answers that can't be read as one. cut: answers or prompts that were cut off."
                    + " adapt s: seconds of training or indexing, once.";

    public static final String STRIPS =
            "Dot: the median; the line from it ends at the 95th percentile; the pale bar holds the"
                    + " middle half. Retrieval is in it, loading the model is not.";

    public static final String PAIRS =
            "A is judged against B, on the same examples. p: exact McNemar test, or a permutation"
                    + " test where scores lie between right and wrong, examples belong together or a mode has several adapters."
                    + " p adjusted: by Holm, for all comparisons with the baseline. Equivalent: a difference of the margin or more"
                    + " is ruled out. Detectable: a true difference of so many points would be found in 80 of 100 such runs. An"
                    + " example with several calls counts as right where most of them are.";

    public static final String EXPLORATORY =
            "Nobody asked for these pairs beforehand: what is said of them rests on p adjusted for all pairs of the run.";

    public static final String DECISION =
            "Recommended is the cheapest (or fastest) mode within the margin of the best figure."
                    + " Intervals (percentiles) and shares by resampling the examples, the same ones for every mode. USD: see the"
                    + " assumptions under cost, below.";

    public static final String BREAK_EVEN =
            "Number of requests from which on the second mode has paid for its dearer adapting;"
                    + " never: it does not cost less at any volume. Under the assumptions under cost, below.";

    public static final String PERCENTILES =
            "Intervals from one order statistic to another, as if calls were independent: a machine"
                    + " that slows down for a while makes them too short. Without one there are too few calls for it; a 99th"
                    + " percentile is given from 1,000 calls on.";

    private static final String FURTHER = "Means over the examples whose calls did not fail; intervals by Wilson where"
            + " values are yes or no, else by resampling.";

    private static final String FURTHER_DIFFERENCES =
            "Nobody asked for these beforehand, and nothing is decided by them:"
                    + " p is adjusted for the pairs of its metric, not for the number of metrics.";

    public static final String SPEED =
            "Tokens per second over all calls, by the server's clock and, for decoding, by the"
                    + " client's. Probe: time to the first token of the same short question, medians; cold with a prompt that"
                    + " begins anew, warm with the same prompt once more. Block: how much longer a token took in the slowest part of"
                    + " the mode's calls than in the quickest. No difference in time below the drift of cold probe and block is"
                    + " claimed.";

    /** Title of a table. */
    public static final String FURTHER_METRICS = "Further metrics";

    /** Title of a table. */
    public static final String AGAINST_BASELINE = "Further metrics against the baseline: exploratory";

    private static final int DIGEST_DIGITS = 12;

    private Notes() {}

    /** What stands below a table of figures beside the main metric; may be empty. */
    public static String ofQuality(String title) {
        return switch (title) {
            case FURTHER_METRICS -> FURTHER;
            case AGAINST_BASELINE -> FURTHER_DIFFERENCES;
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
        facts.put(
                Boolean.TRUE.equals(provenance.machine().client()) ? "client machine" : "machine",
                machine(provenance.machine()));
        facts.put("time", seconds(provenance.seconds()));
        MachineDrift drift = results.drift();
        Double probes = drift.ofProbes();
        if (probes != null) {
            facts.put("drift", drift(probes, drift.withinBlocks()));
        }
        CostAssumptions cost = provenance.cost();
        if (cost != null) {
            facts.put("cost", assumptions(cost, provenance.run()));
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
                        : ", and within a mode a token up to " + Figures.percent(blocks)
                                + " longer in one part than in another");
    }

    /** What cost figures rest on. */
    public static String assumptions(CostAssumptions cost, RunIdentity run) {
        Hardware machine = cost.hardware();
        TokenPrice price = cost.tokenPrice();
        boolean byToken = new CostModel(cost, run.runtime()).isByToken();
        String tokens = price == null
                ? run.model() + " has no token price in it"
                : run.model() + " at " + Figures.usd(price.inputUsdPerMillion()) + " and "
                        + Figures.usd(price.outputUsdPerMillion()) + " for a million tokens in and out on "
                        + price.asOf()
                        + (price.source() == null ? "" : " (" + price.source() + ")");
        return cost.source() + " of " + cost.asOf() + ": "
                + (byToken ? tokens + "; adapting on a machine of " : "a machine of ")
                + Figures.usd(machine.priceUsd()) + " over " + Figures.plain(machine.lifeYears()) + " years, used "
                + Figures.fixed(machine.utilisation() * 100, 0) + " % of the time, "
                + Figures.plain(machine.busyWatts()) + " W busy and " + Figures.plain(machine.idleWatts())
                + " W idle, electricity at " + Figures.usd(cost.electricityUsdPerKwh()) + " per kWh";
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

    private static String seconds(Provenance.WallSeconds seconds) {
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
