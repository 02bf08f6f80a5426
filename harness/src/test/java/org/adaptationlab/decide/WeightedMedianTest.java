package org.adaptationlab.decide;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.adaptationlab.statistics.Clusters;
import org.adaptationlab.statistics.RandomStream;
import org.junit.jupiter.api.Test;

class WeightedMedianTest {

    private static double[] values(int n, RandomStream random) {
        return IntStream.range(0, n)
                .mapToDouble(i -> random.below(20) == 0 ? Double.NaN : 100 + random.below(n / 2))
                .toArray();
    }

    /** Every value as often as it was drawn. */
    private static double median(double[] values, int[] drawn) {
        double[] all = IntStream.range(0, values.length)
                .boxed()
                .flatMapToDouble(i -> DoubleStream.generate(() -> values[i]).limit(drawn[i]))
                .filter(value -> !Double.isNaN(value))
                .sorted()
                .toArray();
        return (all[(all.length - 1) / 2] + all[all.length / 2]) / 2;
    }

    @Test
    void isThatOfAllDrawnValues() {
        RandomStream random = new RandomStream(1);
        for (int n : new int[] {10, 101, 4_000}) {
            double[] values = values(n, random);
            WeightedMedian median = new WeightedMedian(values, Clusters.none(n));
            for (int draw = 0; draw < 50; draw++) {
                int[] drawn = new int[n];
                IntStream.range(0, n).forEach(i -> drawn[random.below(n)]++);

                assertThat(median.of(drawn)).isEqualTo(median(values, drawn));
            }
        }
    }

    @Test
    void isRightOfADrawThatGoesFarFromTheMiddle() {
        RandomStream random = new RandomStream(2);
        double[] values = values(4_000, random);
        WeightedMedian median = new WeightedMedian(values, Clusters.none(4_000));
        for (double above : new double[] {150, 2_000}) {
            int[] drawn = Arrays.stream(values)
                    .mapToInt(value -> value > above ? 3 : 0)
                    .toArray();
            int[] others = Arrays.stream(values)
                    .mapToInt(value -> value > above ? 0 : 3)
                    .toArray();

            assertThat(median.of(drawn)).isEqualTo(median(values, drawn));
            assertThat(median.of(others)).isEqualTo(median(values, others));
        }
    }

    @Test
    void isNoneWhereNothingWasMeasured() {
        WeightedMedian median = new WeightedMedian(new double[] {Double.NaN, 3}, Clusters.none(2));

        assertThat(median.of(new int[] {2, 0})).isNaN();
        assertThat(new WeightedMedian(new double[] {Double.NaN}, Clusters.none(1)).of(new int[] {1}))
                .isNaN();
    }
}
