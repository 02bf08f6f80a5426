package org.adaptationlab.run.record;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.model.ModelRuntime;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.InFlight;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.statistics.WilsonInterval;
import org.jspecify.annotations.Nullable;

/** What asking many at once came to: the one place that holds answers among many against those alone. */
public final class ManyAtOnce {

    private ManyAtOnce() {}

    private record Call(ModeIdentity mode, String exampleId) {}

    /**
     * What run.json says of it.
     *
     * @param requests in flight at most
     * @param rows of the run
     * @param alone examples that were asked alone
     * @return null where requests were sent one at a time
     */
    public static @Nullable InFlight of(int requests, List<ExampleResult> rows, List<ExampleResult> alone) {
        return requests == 1 ? null : new InFlight(requests, blocks(rows, alone), agreement(rows, alone));
    }

    /** Below this share of the requests in flight, as many one after the other, the rest only waits in the server's queue. */
    private static final double LEAST_USE = 0.5;

    /** How a run asks: how many at once, and whom. */
    public record Asking(int requests, ModelRuntime runtime) {}

    /**
     * Says of a mode whose server does little of what is asked of it at once how much, and what would help.
     *
     * @param label of the mode
     * @param rows of the mode
     * @return empty where requests are sent one at a time, where that is not known, and where nothing is to be said
     */
    public static Optional<String> words(
            String label, List<ExampleResult> rows, List<ExampleResult> alone, Asking asking) {
        int requests = asking.requests();
        if (requests == 1 || rows.size() < 2 * requests) {
            return Optional.empty();
        }
        return blocks(rows, alone).stream()
                .map(InFlight.Block::speedUp)
                .filter(Objects::nonNull)
                .filter(speedUp -> speedUp < LEAST_USE * requests)
                .map(speedUp -> label + ": with " + requests + " requests in flight the server was "
                        + String.format(Locale.ROOT, "%.1f", speedUp) + " times as fast as with one at a time, so most"
                        + " of the time for an answer was a wait in its queue or for its processors; ask fewer at once"
                        + asking.runtime()
                                .toAnswerAtOnce(requests)
                                .map(help -> ", or " + help)
                                .orElse(""))
                .findFirst();
    }

    /** The blocks in the order of the rows. */
    static List<InFlight.Block> blocks(List<ExampleResult> rows, List<ExampleResult> alone) {
        Map<ModeIdentity, double[]> blocks = new LinkedHashMap<>(); // calls and milliseconds
        for (ExampleResult row : rows) {
            Double busy = row.measurement().busyMs();
            if (busy != null && row.isTimed()) {
                double[] sums = blocks.computeIfAbsent(row.mode(), mode -> new double[2]);
                sums[0]++;
                sums[1] += busy;
            }
        }
        return blocks.entrySet().stream()
                .map(block -> new InFlight.Block(
                        block.getKey().mode(),
                        block.getKey().adapterSeed(),
                        (int) block.getValue()[0],
                        block.getValue()[1] / 1e3,
                        mean(block.getKey(), alone)))
                .toList();
    }

    private static @Nullable Double mean(ModeIdentity mode, List<ExampleResult> alone) {
        List<Double> times = alone.stream()
                .filter(row -> row.mode().equals(mode) && row.isTimed())
                .map(row -> row.measurement().waitMs())
                .filter(Objects::nonNull)
                .toList();
        return times.isEmpty()
                ? null
                : Double.valueOf(times.stream()
                        .mapToDouble(Double::doubleValue)
                        .average()
                        .orElse(0));
    }

    private static InFlight.@Nullable Agreement agreement(List<ExampleResult> rows, List<ExampleResult> alone) {
        Map<Call, ExampleResult> first = new HashMap<>();
        rows.stream()
                .filter(row -> row.repetition() == 1)
                .forEach(row -> first.put(new Call(row.mode(), row.exampleId()), row));
        int n = 0;
        int sameOutput = 0;
        int sameScore = 0;
        for (ExampleResult one : alone) {
            ExampleResult among = first.get(new Call(one.mode(), one.exampleId()));
            Double score = one.outcome().score();
            if (among == null || score == null || among.outcome().score() == null) {
                continue;
            }
            n++;
            sameOutput += Objects.equals(one.outcome().output(), among.outcome().output()) ? 1 : 0;
            sameScore += score.equals(among.outcome().score()) ? 1 : 0;
        }
        return n == 0 ? null : new InFlight.Agreement(n, sameOutput, sameScore, WilsonInterval.of(n - sameScore, n));
    }
}
