package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Moved rows under llama.cpp's rotation attend as the rows in place do under Hugging Face's. */
class HeadRowsTest {

    private static final int HEADS = 3;
    private static final int SIZE = 8;

    @Test
    void interleavesTheHalvesOfEachHead() {
        float[] rows = {0, 1, 2, 3, 10, 11, 12, 13};
        assertThat(HeadRows.interleaved(rows, 1, 2)).containsExactly(0, 2, 1, 3, 10, 12, 11, 13);
        assertThat(HeadRows.interleaved(rows, 2, 1)).containsExactly(0, 1, 10, 11, 2, 3, 12, 13);
    }

    @Test
    void findsTheWayBack() {
        float[] rows = {0, 1, 2, 3, 10, 11, 12, 13, 20, 21, 22, 23};
        assertThat(HeadRows.halved(new float[] {0, 2, 1, 3, 10, 12, 11, 13}, 1, 2))
                .containsExactly(0, 1, 2, 3, 10, 11, 12, 13);
        assertThat(HeadRows.halved(HeadRows.interleaved(rows, 2, 1), 2, 1)).isEqualTo(rows);
    }

    @Test
    void givesTheSameProductsOfQueryAndKey() {
        Random random = new Random(3);
        float[] query = new float[HEADS * SIZE];
        float[] key = new float[HEADS * SIZE];
        for (int i = 0; i < query.length; i++) {
            query[i] = (float) random.nextGaussian();
            key[i] = (float) random.nextGaussian();
        }
        float[] movedQuery = HeadRows.interleaved(query, 1, HEADS);
        float[] movedKey = HeadRows.interleaved(key, 1, HEADS);
        for (int head = 0; head < HEADS; head++) {
            double inHalves = product(query, key, head, false);
            assertThat(product(movedQuery, movedKey, head, true)).isCloseTo(inHalves, within(1e-6));
            assertThat(product(query, key, head, true)).isNotCloseTo(inHalves, within(1e-3));
        }
    }

    /** Of the query at place 7 and the key at place 2. */
    private static double product(float[] query, float[] key, int head, boolean neighbours) {
        double sum = 0;
        for (int i = 0; i < SIZE / 2; i++) {
            int first = head * SIZE + (neighbours ? 2 * i : i);
            int second = head * SIZE + (neighbours ? 2 * i + 1 : i + SIZE / 2);
            double[] q = rotated(query[first], query[second], 7, i);
            double[] k = rotated(key[first], key[second], 2, i);
            sum += q[0] * k[0] + q[1] * k[1];
        }
        return sum;
    }

    private static double[] rotated(double x, double y, int place, int pair) {
        double angle = place * Math.pow(10_000, -2.0 * pair / SIZE);
        return new double[] {x * Math.cos(angle) - y * Math.sin(angle), x * Math.sin(angle) + y * Math.cos(angle)};
    }
}
