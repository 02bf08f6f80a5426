package org.adaptationlab.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/** Made-up scores of two modes, of which the truth is known. */
final class SimulatedRuns {

    private final RandomStream random = new RandomStream(2026);

    /**
     * Two modes on the same examples.
     *
     * @param truth what the mean of a less that of b would be over all examples and adapters there could be
     * @param mean what that of a would be
     */
    record Pair(ScoreTable a, ScoreTable b, double truth, double mean) {}

    /** Two in five of the examples that do not differ are right. */
    Pair rightAndWrong(int n, double discordance, double difference) {
        double[] a = new double[n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            double draw = uniform();
            if (draw < discordance) {
                boolean forA = draw < (discordance + difference) / 2;
                a[i] = forA ? 1 : 0;
                b[i] = forA ? 0 : 1;
            } else {
                a[i] = draw < discordance + 0.4 * (1 - discordance) ? 1 : 0;
                b[i] = a[i];
            }
        }
        double mean = (discordance + difference) / 2 + 0.4 * (1 - discordance);
        return new Pair(ScoreTable.of(a), ScoreTable.of(b), difference, mean);
    }

    /** Half of the examples get the same score from both; the others one each from five steps. */
    Pair graded(int n, double difference) {
        double[] a = new double[n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            a[i] = random.below(5) / 4.0;
            b[i] = uniform() < 0.5 ? a[i] : random.below(5) / 4.0;
            a[i] += difference;
        }
        return new Pair(ScoreTable.of(a), ScoreTable.of(b), difference, 0.5 + difference);
    }

    /** Like the F1 of fields: of a, this share are 1 and of b three in five, the others anything below. */
    Pair fields(int n, double whole) {
        double[] a = new double[n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            a[i] = uniform() < whole ? 1 : random.below(8) / 10.0;
            b[i] = uniform() < 0.6 ? 1 : random.below(8) / 10.0;
        }
        double mean = whole + 0.35 * (1 - whole);
        return new Pair(ScoreTable.of(a), ScoreTable.of(b), mean - 0.74, mean);
    }

    /** Any score is as likely as any other. */
    Pair even(int n) {
        double[] a = new double[n];
        double[] b = new double[n];
        Arrays.setAll(a, i -> uniform());
        Arrays.setAll(b, i -> uniform());
        return new Pair(ScoreTable.of(a), ScoreTable.of(b), 0, 0.5);
    }

    /** Right and wrong, each document as easy for each mode as may be; for a easier by far where {@code better}. */
    Pair documents(int[] sizes, boolean better) {
        double[] a = new double[Arrays.stream(sizes).sum()];
        double[] b = new double[a.length];
        int i = 0;
        for (int size : sizes) {
            double easyForA = better ? Math.max(uniform(), uniform()) : uniform();
            double easyForB = uniform();
            for (int question = 0; question < size; question++, i++) {
                a[i] = uniform() < easyForA ? 1 : 0;
                b[i] = uniform() < easyForB ? 1 : 0;
            }
        }
        double mean = better ? 2 / 3.0 : 0.5;
        return pair(a, b, sizes, mean - 0.5, mean);
    }

    /** All questions of a document share their fate: this share of the documents is right in a only, that in b only. */
    Pair fates(int[] sizes, double onlyA, double onlyB) {
        double[] a = new double[Arrays.stream(sizes).sum()];
        double[] b = new double[a.length];
        int i = 0;
        for (int size : sizes) {
            double fate = uniform();
            Arrays.fill(a, i, i + size, fate < onlyA || fate > 0.6 ? 1 : 0);
            Arrays.fill(b, i, i + size, (fate >= onlyA && fate < onlyA + onlyB) || fate > 0.6 ? 1 : 0);
            i += size;
        }
        return pair(a, b, sizes, onlyA - onlyB, onlyA + 0.4);
    }

    /** Documents of one question, where both are right, and this share of documents of many, where a is. */
    Pair largeOnesDiffer(int documents, double share, int many) {
        int[] sizes = new int[documents];
        Arrays.setAll(sizes, document -> uniform() < share ? many : 1);
        double[] a = new double[Arrays.stream(sizes).sum()];
        double[] b = new double[a.length];
        Arrays.fill(a, 1);
        int i = 0;
        for (int size : sizes) {
            Arrays.fill(b, i, i + size, size == 1 ? 1 : 0);
            i += size;
        }
        return pair(a, b, sizes, share * many / (share * many + 1 - share), 1);
    }

    /** Adapters whose true quality differs by this standard deviation around one that is better than b by so much. */
    Pair adapters(int adapters, int n, double spread, double difference) {
        double[] ease = new double[n];
        double[] b = new double[n];
        for (int i = 0; i < n; i++) {
            ease[i] = 0.25 + uniform() / 2;
            b[i] = uniform() < ease[i] ? 1 : 0;
        }
        double[][] a = new double[adapters][n];
        for (double[] adapter : a) {
            // the sum of three uniform numbers, with this standard deviation
            double quality = difference + spread * 2 * (uniform() + uniform() + uniform() - 1.5);
            for (int i = 0; i < n; i++) {
                adapter[i] = uniform() < ease[i] + quality ? 1 : 0;
            }
        }
        return new Pair(new ScoreTable(a, Clusters.none(n)), ScoreTable.of(b), difference, 0.5 + difference);
    }

    /** Sizes as real documents have them: most have one or two questions, a few up to this many. */
    static int[] unequal(int documents, int most) {
        int[] sizes = new int[documents];
        Arrays.setAll(sizes, document -> Math.max(1, most / (1 + document % 10)));
        return sizes;
    }

    /** Documents of two questions, and one with a third of all. */
    static int[] oneLarge(int documents) {
        int[] sizes = new int[documents];
        Arrays.fill(sizes, 2);
        sizes[0] = documents - 1;
        return sizes;
    }

    static int[] equal(int documents, int each) {
        int[] sizes = new int[documents];
        Arrays.fill(sizes, each);
        return sizes;
    }

    long seed() {
        return random.nextBits();
    }

    private double uniform() {
        return (random.nextBits() >>> 11) * 0x1p-53;
    }

    private static Pair pair(double[] a, double[] b, int[] sizes, double truth, double mean) {
        List<String> keys = new ArrayList<>();
        for (int document = 0; document < sizes.length; document++) {
            keys.addAll(Collections.nCopies(sizes[document], "d" + document));
        }
        Clusters clusters = Clusters.of(keys);
        return new Pair(
                new ScoreTable(new double[][] {a}, clusters),
                new ScoreTable(new double[][] {b}, clusters),
                truth,
                mean);
    }
}
