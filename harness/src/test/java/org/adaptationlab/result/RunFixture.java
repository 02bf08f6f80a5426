package org.adaptationlab.result;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Machine;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunIdentity;
import org.adaptationlab.result.record.WallSeconds;
import org.adaptationlab.score.Metric;
import org.adaptationlab.score.Score;
import org.jspecify.annotations.Nullable;

/** Made-up runs for tests: one as it comes out of the ticket lab, and a small one full of hostile text. */
public final class RunFixture {

    public static final List<String> LABELS = List.of("billing", "shipping", "returns", "account", "technical");

    private static final List<String> SLICES = List.of("clear", "two-topic", "no-keyword", "terse", "ironic");

    public static final RunIdentity RUN = new RunIdentity(
            "20260301-101500-a1b2",
            "foundation-model-adaptation",
            "smollm2-135m-instruct",
            "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53",
            "Q4_1",
            "support-tickets",
            "0f3a5c1d2e4b60718293a4b5c6d7e8f90112233445566778899aabbccddeeff0",
            "embedded",
            "b4916",
            "warm",
            42);

    /** Made-up assumptions: a machine of 1,000 USD for 4 years, busy a quarter of the time. */
    public static final CostAssumptions COST = new CostAssumptions(
            "cost.yaml (shipped)", "2026-01-15", new CostAssumptions.Hardware(1000, 4, 0.25, 80, 20), 0.25, null);

    private RunFixture() {}

    /** Five modes on 120 tickets, about as good and fast as the facts say. */
    public static RunResults tickets() {
        return tickets(Map.of("prompt", 0.21, "few-shot", 0.27, "rag", 0.24, "nearest", 0.51, "lora", 0.74));
    }

    /** Five modes with the given chance of a right answer each. */
    public static RunResults tickets(Map<String, Double> quality) {
        List<ModeFacts> modes = List.of(
                facts(new ModeIdentity("prompt", "prompt", null, null), null, 212L, null),
                facts(new ModeIdentity("few-shot", "prompt", null, null), null, 214L, null),
                facts(new ModeIdentity("rag", "rag", null, null), 1.842, 231L, null),
                facts(new ModeIdentity("nearest", "rag", null, null), 0.913, 230L, null),
                facts(
                        new ModeIdentity("lora", "lora", "c".repeat(64), 1L),
                        118.4,
                        238L,
                        "shorter prompt than the others"));
        List<ExampleResult> rows = new ArrayList<>();
        Random random = new Random(7);
        for (ModeFacts mode : modes) {
            List<Integer> difficulty =
                    new ArrayList<>(IntStream.range(0, 120).boxed().toList());
            Collections.shuffle(difficulty, random);
            double right = 120 * quality.getOrDefault(mode.mode().mode(), 0.0);
            for (int i = 0; i < 120; i++) {
                rows.add(ticket(mode.mode(), i, difficulty.get(i) < right, random));
            }
        }
        return RunResults.of(provenance(modes, LABELS, samples(120)), rows, Metric.ACCURACY);
    }

    private static ExampleResult ticket(ModeIdentity mode, int i, boolean right, Random random) {
        String target = LABELS.get(i % LABELS.size());
        String other = LABELS.get((i + 1 + random.nextInt(4)) % LABELS.size());
        double speed = mode.mode().equals("lora") ? 1.3 : 1;
        int tokens = switch (mode.mode()) {
            case "few-shot" -> 310;
            case "rag" -> 260;
            case "nearest" -> 190;
            default -> 75;
        };
        double ttft = (tokens / 0.28 + random.nextInt(60)) * speed;
        double decode = 28 + random.nextInt(15);
        Outcome outcome = right
                ? answered("\"" + target + "\"", target, 1)
                : i % 40 == 3 ? new Outcome.Unparsed("I think") : answered("\"" + other + "\"", other, 0);
        if (i == 17 && mode.mode().equals("rag")) {
            outcome = new Outcome.Failed("the server closed the connection twice");
        }
        boolean retrieves = mode.technique().equals("rag");
        CallMeasurement measured = outcome instanceof Outcome.Failed
                ? CallMeasurement.NONE
                : new CallMeasurement(
                        tokens + random.nextInt(30),
                        3,
                        null,
                        retrieves ? Double.valueOf(7.25 + random.nextInt(4)) : null,
                        ttft,
                        ttft - 4,
                        decode,
                        ttft + decode);
        return new ExampleResult(
                mode,
                id(i),
                SLICES.get(i / 5 % SLICES.size()),
                1,
                outcome,
                target,
                measured,
                retrieves ? List.of("routing-guide-03", "edge-cases-11") : List.of(),
                null,
                0,
                true,
                null);
    }

    /** Two modes, two adapters, two repetitions, and text that wants to be more than text. */
    public static RunResults hostile() {
        ModeIdentity prompt = new ModeIdentity("prompt", "prompt", null, null);
        ModeIdentity one = new ModeIdentity("lora", "lora", "d".repeat(64), 1L);
        ModeIdentity two = new ModeIdentity("lora", "lora", "e".repeat(64), 2L);
        List<ExampleResult> rows = new ArrayList<>();
        rows.add(row(prompt, "t1", 1, answered("=HYPERLINK(\"http://x.example\",\"a\")", "billing", 1)));
        rows.add(row(prompt, "t2", 1, new Outcome.Unparsed("<script>alert('1')</script>|a\r\nb|`c`")));
        rows.add(row(prompt, "t3", 1, new Outcome.Truncated(null, "the prompt has 5000 tokens, 4096 fit")));
        rows.add(row(prompt, "t4", 1, new Outcome.Failed("\u001b[31mred\u0000 \u202Egnp.exe")));
        rows.add(row(prompt, "t5", 1, new Outcome.Answered("-x", "billing", new Score.Ungraded("judge gone"))));
        for (ModeIdentity lora : List.of(one, two)) {
            for (int repetition = 1; repetition <= 2; repetition++) {
                rows.add(row(lora, "t1", repetition, answered("'quoted', ä, 返品, \ud83d\ude00", "shipping", 0)));
                rows.add(row(lora, "t2", repetition, answered("@billing", "billing", 1)));
                rows.add(row(lora, "t3", repetition, answered("\tbilling", "billing", lora.equals(one) ? 1 : 0)));
                rows.add(row(lora, "t4", repetition, answered("+billing", "billing", 1)));
                rows.add(row(lora, "t5", repetition, new Outcome.Unparsed("")));
            }
        }
        List<ModeFacts> facts =
                List.of(facts(prompt, null, null, null), facts(one, 100.0, 238L, null), facts(two, 120.5, 240L, null));
        return RunResults.of(provenance(facts, List.of(), samples(5)), rows, Metric.ACCURACY);
    }

    public static ExampleResult row(ModeIdentity mode, String id, int repetition, Outcome outcome) {
        CallMeasurement measured = outcome instanceof Outcome.Failed
                ? CallMeasurement.NONE
                : new CallMeasurement(100, 4, null, null, 1234.5678, 1200.0, 40.0, 1274.5678);
        return new ExampleResult(
                mode, id, "a|b", repetition, outcome, "billing", measured, List.of("a;b%3B", "c"), 2, 1, true, null);
    }

    public static Outcome answered(String output, String answer, double score) {
        return new Outcome.Answered(
                output, answer, new Score.Graded(score, score == 1 ? "same label" : "another label"));
    }

    private static ModeFacts facts(
            ModeIdentity mode, @Nullable Double adaptSeconds, @Nullable Long peakRssMb, @Nullable String note) {
        return new ModeFacts(mode, false, adaptSeconds, false, 0.512, peakRssMb, 0, note);
    }

    private static String id(int i) {
        return String.format(Locale.ROOT, "ticket-%03d", i + 1);
    }

    private static List<Provenance.Sample> samples(int n) {
        List<Provenance.Sample> samples = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            samples.add(new Provenance.Sample(
                    n < 10 ? "t" + (i + 1) : id(i),
                    "Hi, my parcel no. " + (1000 + i) + " shows <delivered> & I was charged twice | what now?"));
        }
        return samples;
    }

    public static Provenance provenance(List<ModeFacts> facts, List<String> labels, List<Provenance.Sample> samples) {
        Instant start = Instant.parse("2026-03-01T10:15:00Z");
        return new Provenance(
                Provenance.SCHEMA,
                RUN,
                "0.1.0",
                start,
                start.plusSeconds(402),
                null,
                new Provenance.LabCopy(
                        "labs/foundation-model-adaptation/lab.yaml",
                        "9".repeat(64),
                        "lab: foundation-model-adaptation\n",
                        "Support-ticket triage: prompt, RAG or LoRA?",
                        "classification",
                        labels,
                        "accuracy",
                        "prompt",
                        0.05,
                        Preference.COST),
                new Provenance.Selection(
                        RUN.datasetDigest(), 250, samples.size(), 1, samples, List.of("train-001"), null),
                new Provenance.ModelCopy(
                        RUN.model(), RUN.modelDigest(), RUN.quantization(), "models/m.gguf", "embedded", "b4916", 1),
                new Provenance.Sampling(0, 42, 16, 4096, false, null),
                facts.stream()
                        .map(known -> new Provenance.ModeRecord(
                                known,
                                List.of(
                                        new Provenance.Turn("system", "Sort the ticket."),
                                        new Provenance.Turn("user", "My card was charged twice.")),
                                known.mode().adapterSeed() == null
                                        ? null
                                        : new Provenance.Training(List.of(2.31, 0.64, 0.12), 118.4, 131.2, 1540)))
                        .toList(),
                new Machine("Linux 6.1 amd64", "Some CPU @ 2.40GHz", 2, 7936, "17.0.15 Temurin", null),
                WallSeconds.of(402.1, 268.25, 118.4, 9.3, 1.9),
                List.of("the machine was busy while measuring"),
                List.of(
                        new GuardResult("truncation", GuardResult.Status.PASS, "no prompt and no answer was truncated"),
                        new GuardResult(
                                "adapter-seeds",
                                GuardResult.Status.WARN,
                                "lora was trained with one seed; train at least 3 before you claim anything of LoRA")),
                List.of(new Provenance.LatencyProbe("prompt", null, 301.5, 41.25, 301.5, 309.0)),
                COST,
                null,
                null,
                null,
                null,
                null);
    }
}
