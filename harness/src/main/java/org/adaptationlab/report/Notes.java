package org.adaptationlab.report;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.adaptationlab.result.Provenance;

/** Words below the tables, and where the figures come from. */
final class Notes {

    static final String RATES =
            "n: examples, the failed among them. A failed call is in no rate. An answer that can't be"
                    + " read or was cut counts as wrong. Intervals: Wilson, 95 %.";

    static final String TIMES = "TTFT: time to the first token. Times by the client's clock, without loading and"
            + " retrieval; percentiles by linear interpolation. Tokens: means.";

    static final String PAIRS = "p: exact McNemar test of the pairs that differ; Holm: adjusted for all pairs here. An"
            + " example with several calls counts as right where most of them are.";

    private static final int DIGEST_DIGITS = 12;

    private Notes() {}

    static Map<String, String> facts(Provenance provenance) {
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
        facts.put("machine", machine(provenance.machine()));
        facts.put("time", seconds(provenance.seconds()));
        facts.put("harness", provenance.harnessVersion());
        if (!provenance.warnings().isEmpty()) {
            facts.put("warnings", provenance.warnings().stream().collect(Collectors.joining("; ")));
        }
        return facts;
    }

    private static String sampling(Provenance.Sampling sampling) {
        return "temperature " + sampling.temperature() + ", seed " + sampling.seed() + ", at most "
                + sampling.maxOutputTokens() + " tokens out, context of " + sampling.contextTokens();
    }

    private static String machine(Provenance.Machine machine) {
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
