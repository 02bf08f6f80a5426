package org.adaptationlab.statistics;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Compares two modes on 500 examples: with scores of 0 and 1, and with scores between. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SampleBenchmark {

    private final Sample right = sample(1, true);
    private final Sample otherRight = sample(2, true);
    private final Sample mean = sample(3, false);
    private final Sample otherMean = sample(4, false);

    @Benchmark
    public Object rightOrWrong() {
        return right.minus(otherRight, 0.05, 42, Level.FIVE_PERCENT);
    }

    @Benchmark
    public Object means() {
        return mean.minus(otherMean, 0.05, 42, Level.FIVE_PERCENT);
    }

    private static Sample sample(long seed, boolean rightOrWrong) {
        Random random = new Random(seed);
        double[] scores = random.doubles(500)
                .map(score -> rightOrWrong ? Math.rint(score) : score)
                .toArray();
        return Sample.of(ScoreTable.of(scores), rightOrWrong);
    }
}
