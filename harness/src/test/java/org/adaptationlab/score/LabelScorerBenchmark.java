package org.adaptationlab.score;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Judges one answer of a model. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LabelScorerBenchmark {

    private final LabelScorer scorer =
            new LabelScorer(List.of("billing", "shipping", "returns", "account", "technical"));
    private final Target target = new Target("billing", List.of(), true);

    @Benchmark
    public Object judge() {
        return scorer.parse("**Billing**.").map(answer -> scorer.judge(answer, target));
    }
}
