package org.adaptationlab.result;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.score.Metric;

/** Made-up runs of six modes on as many examples as anybody measures, for tests and benchmarks of what is done with them. */
public final class ManyRows {

    private static final List<String> MODES = List.of("prompt", "few-shot", "rag", "nearest", "free", "lora");
    private static final List<String> SLICES = List.of("clear", "two-topic", "terse", "ironic");

    private ManyRows() {}

    /**
     * Writes two runs of which the second is a little better in each mode.
     *
     * @param args the folder to write {@code baseline} and {@code contender} into, and the number of examples
     */
    public static void main(String... args) {
        int examples = Integer.parseInt(args[1]);
        results(examples, 1, RunFixture.RUN.runId()).write(new RunFolder(Path.of(args[0], "baseline")));
        results(examples, 2, "20260308-090000-c3d4").write(new RunFolder(Path.of(args[0], "contender")));
    }

    /** A run whose answers and times are drawn from a seed; one of a higher seed is a little better. */
    public static RunResults results(int examples, int seed, String runId) {
        List<ModeFacts> facts = new ArrayList<>();
        List<ExampleResult> rows = new ArrayList<>();
        for (int mode = 0; mode < MODES.size(); mode++) {
            ModeIdentity identity = new ModeIdentity(MODES.get(mode), mode == 5 ? "lora" : "prompt", null, null);
            facts.add(new ModeFacts(identity, false, null, false, 0.5, 200L, 0, null));
            rows.addAll(rows(identity, examples, 0.4 + mode * 0.05 + seed * 0.01, new Random(seed * 100L + mode)));
        }
        return RunResults.of(provenance(facts, examples, runId), rows, Metric.ACCURACY);
    }

    private static List<ExampleResult> rows(ModeIdentity mode, int examples, double quality, Random random) {
        List<ExampleResult> rows = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            String target = RunFixture.LABELS.get(i % 5);
            boolean right = random.nextDouble() < quality;
            String answer = right ? target : RunFixture.LABELS.get((i + 1 + random.nextInt(4)) % 5);
            Outcome outcome = random.nextInt(100) == 0
                    ? new Outcome.Unparsed("I think it is number " + i)
                    : RunFixture.answered("\"" + answer + "\"", answer, right ? 1 : 0);
            double ttft = 200 + 100 * random.nextDouble();
            double decode = 30 + 20 * random.nextDouble();
            CallMeasurement measured =
                    new CallMeasurement(60 + random.nextInt(60), 3, null, null, ttft, ttft - 4, decode, ttft + decode);
            rows.add(new ExampleResult(
                    mode, id(i), SLICES.get(i % 4), 1, outcome, target, measured, List.of(), null, 0, true, null));
        }
        return rows;
    }

    private static Provenance provenance(List<ModeFacts> facts, int examples, String runId) {
        List<Provenance.Sample> samples = new ArrayList<>();
        for (int i = 0; i < examples; i++) {
            samples.add(new Provenance.Sample(id(i), "Hi, my parcel no. " + i + " was charged twice; what now?"));
        }
        Provenance made = RunFixture.provenance(facts, RunFixture.LABELS, samples);
        RunIdentity was = made.run();
        return new Provenance(
                made.schemaVersion(),
                new RunIdentity(
                        runId,
                        was.lab(),
                        was.model(),
                        was.modelDigest(),
                        was.quantization(),
                        was.dataset(),
                        was.datasetDigest(),
                        was.runtime(),
                        was.runtimeVersion(),
                        was.prefixCache(),
                        was.samplingSeed()),
                made.harnessVersion(),
                made.started(),
                made.ended(),
                null,
                made.lab(),
                made.selection(),
                made.model(),
                made.sampling(),
                made.modes(),
                made.machine(),
                made.seconds(),
                made.warnings(),
                made.guards(),
                made.probes(),
                made.cost(),
                null,
                null,
                null,
                null,
                null);
    }

    private static String id(int i) {
        return String.format(Locale.ROOT, "example-%07d", i);
    }
}
