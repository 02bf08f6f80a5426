package org.adaptationlab.result.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Sureness;
import org.adaptationlab.result.RunFixture;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.score.Metric;
import org.adaptationlab.statistics.RandomStream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Made-up runs in which calls fail by chance: how often do they say that they are sure of a mode that is in truth worse? */
class MissingAnswersIT {

    private static final int RUNS = 200;
    private static final int EXAMPLES = 120;
    private static final double PROMISED = 0.05;
    private static final double CHANCE = 1e-4;
    private static final double GOOD = 0.8;
    /** Worse than the good one by a little more than the margin of 0.05. */
    private static final double WORSE = 0.74;

    private static final ModeIdentity PROMPT = new ModeIdentity("prompt", "prompt", null, null);
    private static final ModeIdentity CHEAP = new ModeIdentity("cheap", "prompt", null, null);
    private static final ModeIdentity ONE = new ModeIdentity("lora", "lora", "c".repeat(64), 1L);
    private static final ModeIdentity TWO = new ModeIdentity("lora", "lora", "d".repeat(64), 2L);

    private final RandomStream random = new RandomStream(20_261_127);

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.02, 0.04})
    void aCheapModeThatIsWorseIsSeldomASureChoice(double failing) {
        assertThat(sureOf("cheap", List.of(CHEAP), failing)).isLessThanOrEqualTo(most());
    }

    /** Each of the adapters lacks other examples, so that the mode lacks nearly twice as many. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.02})
    void soIsOneOfSeveralAdaptersWhoseCallsFail(double failing) {
        assertThat(sureOf("lora", List.of(ONE, TWO), failing)).isLessThanOrEqualTo(most());
    }

    /** The best by far, but for too few of the examples. */
    @Test
    void aModeThatLacksMoreThanOneExampleInTwentyIsNoChoice() {
        for (int run = 0; run < 20; run++) {
            List<ExampleResult> rows = new ArrayList<>();
            for (int i = 0; i < EXAMPLES; i++) {
                rows.add(row(PROMPT, i, answer(0.3), 900));
                rows.add(row(CHEAP, i, i < 7 ? new Outcome.Failed("gone") : answer(1), 300));
            }
            assertThat(decision(rows, List.of(PROMPT, CHEAP)).recommended()).isEqualTo("prompt");
        }
    }

    private int sureOf(String worse, List<ModeIdentity> adapters, double failing) {
        int wrong = 0;
        for (int run = 0; run < RUNS; run++) {
            List<ExampleResult> rows = new ArrayList<>();
            for (int i = 0; i < EXAMPLES; i++) {
                rows.add(row(PROMPT, i, answer(GOOD), 900));
            }
            for (ModeIdentity adapter : adapters) {
                for (int i = 0; i < EXAMPLES; i++) {
                    rows.add(row(adapter, i, uniform() < failing ? new Outcome.Failed("gone") : answer(WORSE), 300));
                }
            }
            List<ModeIdentity> modes = new ArrayList<>(List.of(PROMPT));
            modes.addAll(adapters);
            Decision decision = decision(rows, modes);
            boolean sure = decision.sureness() == Sureness.VERY || decision.sureness() == Sureness.FAIRLY;
            wrong += sure && decision.recommended().equals(worse) ? 1 : 0;
        }
        return wrong;
    }

    private static int most() {
        return BinomialDistribution.of(RUNS, PROMISED).inverseCumulativeProbability(1 - CHANCE);
    }

    private static Decision decision(List<ExampleResult> rows, List<ModeIdentity> modes) {
        List<ModeFacts> facts = modes.stream()
                .map(mode -> new ModeFacts(mode, false, null, false, 0.5, 200L, 0, null))
                .toList();
        List<Provenance.Sample> samples = IntStream.range(0, EXAMPLES)
                .mapToObj(i -> new Provenance.Sample("t" + i, "Where is my parcel?"))
                .toList();
        return Objects.requireNonNull(
                RunResults.of(RunFixture.provenance(facts, RunFixture.LABELS, samples), rows, Metric.ACCURACY)
                        .provenance()
                        .decision());
    }

    private Outcome answer(double right) {
        return uniform() < right
                ? RunFixture.answered("billing", "billing", 1)
                : RunFixture.answered("shipping", "shipping", 0);
    }

    private static ExampleResult row(ModeIdentity mode, int example, Outcome outcome, double ms) {
        CallMeasurement measured = outcome instanceof Outcome.Failed
                ? CallMeasurement.NONE
                : new CallMeasurement(100, 4, null, null, ms - 30, ms - 40, 30.0, ms);
        return new ExampleResult(
                mode, "t" + example, null, 1, outcome, "billing", measured, List.of(), null, 0, true, null);
    }

    private double uniform() {
        return (random.nextBits() >>> 11) * 0x1.0p-53;
    }
}
