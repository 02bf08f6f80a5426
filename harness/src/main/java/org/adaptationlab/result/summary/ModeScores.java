package org.adaptationlab.result.summary;

import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.Sample;
import org.adaptationlab.statistics.ScoreTable;
import org.jspecify.annotations.Nullable;

/**
 * One mode's scores in one metric: of each adapter (or of the mode itself where it has none) and each example the mean over
 * repetitions. A failed call has no score.
 */
public final class ModeScores {

    private final ExampleNumbers numbers;
    private final Map<ModeIdentity, Means> adapters;
    private boolean rightOrWrong;

    ModeScores(ExampleNumbers numbers) {
        this(numbers, new LinkedHashMap<>(), true);
    }

    /** Without scores yet of adapters that are known: one without any leaves no example complete. */
    ModeScores(ExampleNumbers numbers, Set<ModeIdentity> adapters) {
        this(numbers);
        adapters.forEach(adapter -> this.adapters.put(adapter, new Means()));
    }

    private ModeScores(ExampleNumbers numbers, Map<ModeIdentity, Means> adapters, boolean rightOrWrong) {
        this.numbers = numbers;
        this.adapters = adapters;
        this.rightOrWrong = rightOrWrong;
    }

    /** @param score null for a call that failed or could not be judged; its adapter was asked all the same */
    void add(ModeIdentity adapter, int example, @Nullable Double score) {
        adapters.computeIfAbsent(adapter, key -> new Means()).add(example, score);
        rightOrWrong &= score == null || score == 0 || score == 1;
    }

    /** The adapters, or the mode itself where it has none. */
    public Set<ModeIdentity> adapters() {
        return adapters.keySet();
    }

    /** The scores of one adapter alone. */
    ModeScores of(ModeIdentity adapter) {
        return new ModeScores(numbers, Map.of(adapter, adapters.getOrDefault(adapter, new Means())), rightOrWrong);
    }

    /** The same where those of these examples that have no score count as wrong. */
    public ModeScores withWrong(BitSet examples) {
        Map<ModeIdentity, Means> filled = new LinkedHashMap<>();
        adapters.forEach((adapter, means) -> filled.put(adapter, means.filledWith(examples, 0)));
        return new ModeScores(numbers, filled, rightOrWrong);
    }

    /** The examples that every adapter has a score for: a failed call takes its example out. */
    public BitSet complete() {
        BitSet complete = null;
        for (Means adapter : adapters.values()) {
            if (complete == null) {
                complete = (BitSet) adapter.measured().clone();
            } else {
                complete.and(adapter.measured());
            }
        }
        return complete == null ? new BitSet() : complete;
    }

    /** The mean over the adapters that have a score of this example; NaN where none has. */
    public double mean(int example) {
        return adapters.values().stream()
                .filter(adapter -> adapter.has(example))
                .mapToDouble(adapter -> adapter.of(example))
                .average()
                .orElse(Double.NaN);
    }

    /** The scores of {@link #complete} examples as a sample. */
    public Sample sample(int[] examples) {
        return sample(examples, numbers.clusters(examples));
    }

    Sample sample(int[] examples, Clusters clusters) {
        return Sample.of(new ScoreTable(scores(examples), clusters), rightOrWrong);
    }

    /** As if the mean over these adapters were all that could be: what is said then holds for them and no others. */
    Sample sampleOfTheseAdapters(int[] examples, Clusters clusters) {
        double[] means = new ScoreTable(scores(examples), clusters).means();
        return Sample.of(new ScoreTable(new double[][] {means}, clusters), rightOrWrong);
    }

    private double[][] scores(int[] examples) {
        return adapters.values().stream().map(adapter -> adapter.of(examples)).toArray(double[][]::new);
    }
}
