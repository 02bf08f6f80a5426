package org.adaptationlab.compare.number;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.compare.side.RunSource;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.Provenance.LatencyProbe;
import org.adaptationlab.result.record.Provenance.ModelCopy;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/**
 * How much the machine itself changed, by the probes around a mode's block: the largest change from before to after in
 * either run; and where one model was run by one runtime, also the change from run to run, which is then the machine's.
 * Within a block, the mode's own calls tell.
 */
final class ProbeDrift {

    private ProbeDrift() {}

    /** The drift of a mode, by the probes and within its block on either side; null where a side has no probe of it. */
    static @Nullable Double of(String mode, RunSource baseline, RunSource contender) {
        Double probes = of(mode, baseline.provenance(), contender.provenance());
        return probes == null
                ? null
                : Double.valueOf(Stream.of(probes, withinBlock(mode, baseline), withinBlock(mode, contender))
                        .filter(Objects::nonNull)
                        .max(Double::compare)
                        .orElse(probes));
    }

    /** The drift of a mode that nothing is served for, so that it has no probes; null where a block was too short. */
    static @Nullable Double ofBlocks(String mode, RunSource baseline, RunSource contender) {
        Double before = withinBlock(mode, baseline);
        Double after = withinBlock(mode, contender);
        return before == null || after == null ? null : Double.valueOf(Math.max(before, after));
    }

    private static @Nullable Double withinBlock(String mode, RunSource side) {
        SummaryRow summary = side.summaryByMode().get(mode);
        return summary == null ? null : summary.speed().blockDrift();
    }

    /** As a share, 0.1 for a tenth faster or slower. */
    private static @Nullable Double of(String mode, @Nullable Provenance baseline, @Nullable Provenance contender) {
        if (baseline == null || contender == null) {
            return null;
        }
        List<double[]> first = probes(mode, baseline);
        List<double[]> second = probes(mode, contender);
        if (first.isEmpty() || second.isEmpty()) {
            return null;
        }
        List<double[]> pairs = new ArrayList<>(first);
        pairs.addAll(second);
        if (sameServing(baseline.model(), contender.model())) {
            pairs.add(new double[] {mean(first), mean(second)});
        }
        return pairs.stream()
                .mapToDouble(pair -> Math.max(pair[0], pair[1]) / Math.min(pair[0], pair[1]) - 1)
                .max()
                .orElseThrow();
    }

    private static List<double[]> probes(String mode, Provenance provenance) {
        return provenance.probes().stream()
                .filter(probe -> probe.mode().equals(mode))
                .flatMap(probe -> times(probe).stream())
                .toList();
    }

    private static Optional<double[]> times(LatencyProbe probe) {
        Double before = probe.beforeMs();
        Double after = probe.afterMs();
        return before == null || after == null || before <= 0 || after <= 0
                ? Optional.empty()
                : Optional.of(new double[] {before, after});
    }

    private static double mean(List<double[]> pairs) {
        return pairs.stream()
                .mapToDouble(pair -> (pair[0] + pair[1]) / 2)
                .average()
                .orElseThrow();
    }

    private static boolean sameServing(ModelCopy a, ModelCopy b) {
        return a.digest().equals(b.digest())
                && a.runtime().equals(b.runtime())
                && a.runtimeVersion().equals(b.runtimeVersion())
                && Objects.equals(a.threads(), b.threads());
    }
}
