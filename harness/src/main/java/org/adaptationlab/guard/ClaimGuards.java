package org.adaptationlab.guard;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.adaptationlab.cost.MachineDrift;
import org.adaptationlab.guard.GuardResult.Status;
import org.adaptationlab.statistics.Interval;
import org.adaptationlab.statistics.Verdict;
import org.jspecify.annotations.Nullable;

/** The guards of what is claimed from a run: sample-size, adapter-seeds, machine-load, machine-drift. They warn and never stop. */
public final class ClaimGuards {

    private ClaimGuards() {}

    /**
     * Whether answers are right as often among others in flight as alone.
     *
     * @param n examples with a score in both ways
     * @param sameOutput of these, those with the same text
     * @param differing of these, those with another score
     * @param interval 95 % interval of their share
     * @param requests in flight
     * @param margin share (0 to 1) above which it matters
     */
    public static GuardResult batchAgreement(
            int n, int sameOutput, int differing, Interval interval, int requests, double margin) {
        double share = differing / (double) n;
        String found = differing + " of " + n + " examples (" + percent(share) + ", 95 % interval "
                + percent(interval.low()) + " to " + percent(interval.high()) + ") have another score alone than with "
                + requests + " requests in flight; " + sameOutput + " have the same answer";
        return share > margin
                ? Guard.BATCH_AGREEMENT.found(
                        Status.WARN,
                        found + ": that is more than the margin of " + points(margin)
                                + " points; the server answers otherwise when it batches, so quality is that of a busy"
                                + " server: ask one at a time, or look at the server's precision")
                : Guard.BATCH_AGREEMENT.found(Status.PASS, found);
    }

    /**
     * Whether there are enough examples for a difference that is claimed, or for one as small as the margin.
     *
     * @param modes the two modes, such as {@code lora and prompt}
     * @param n examples both answered
     * @param units documents these are about, or examples where they are about none
     * @param mde smallest difference (0 to 1) that so many units find in 80 of 100 runs; null where it finds none so often
     * @param observed difference that was found
     * @param verdict what the tests say of it; null where nothing was tested
     * @param margin difference that would matter
     */
    public static GuardResult sampleSize(
            String modes,
            int n,
            int units,
            @Nullable Double mde,
            double observed,
            @Nullable Verdict verdict,
            double margin) {
        String found = points(Math.abs(observed)) + " points";
        String measured = modes + ": " + (units == n ? "" : units + " documents with ") + n + " examples ";
        String more = "measure more " + (units == n ? "examples" : "documents") + " (--limit)";
        if (verdict != null && verdict.differs()) {
            return Guard.SAMPLE_SIZE.found(Status.PASS, measured + "were enough to show the difference of " + found);
        }
        if (verdict == Verdict.EQUIVALENT) {
            return Guard.SAMPLE_SIZE.found(
                    Status.PASS,
                    measured + "were enough to rule out a difference of " + points(margin) + " points or more");
        }
        if (mde == null) {
            return Guard.SAMPLE_SIZE.found(
                    Status.WARN,
                    measured + "are too few to show a difference of any size in 80 of 100 runs; found were " + found
                            + ": " + more);
        }
        String would = measured + "would show a difference of " + points(mde) + " points in 80 of 100 runs; found were "
                + found;
        boolean tooSmall = mde > margin && Math.abs(observed) < mde;
        return tooSmall
                ? Guard.SAMPLE_SIZE.found(Status.WARN, would + ", and " + points(margin) + " would matter: " + more)
                : Guard.SAMPLE_SIZE.found(Status.PASS, would);
    }

    /**
     * Whether claims about a technique that is trained rest on enough seeds.
     *
     * @param seeds number of adapters or encoders measured of each mode that has any
     * @return empty where there is no such mode
     */
    public static Optional<GuardResult> adapterSeeds(Map<String, Integer> seeds) {
        if (seeds.isEmpty()) {
            return Optional.empty();
        }
        List<String> few = new ArrayList<>();
        seeds.forEach((mode, count) -> {
            if (count < GuardLimits.SEEDS_FOR_A_CLAIM) {
                few.add(mode + " has " + count);
            }
        });
        return Optional.of(
                few.isEmpty()
                        ? Guard.ADAPTER_SEEDS.found(
                                Status.PASS, "each mode has adapters of at least " + GuardLimits.SEEDS_FOR_A_CLAIM)
                        : Guard.ADAPTER_SEEDS.found(
                                Status.WARN,
                                "adapter seeds: " + String.join(", ", few) + "; train "
                                        + GuardLimits.SEEDS_FOR_A_CLAIM
                                        + " or more (seeds: [1, 2, 3]) before you claim anything of the technique as such"));
    }

    /**
     * Whether the machine was left alone.
     *
     * @param busyShare share (0 to 1) of its processors that was busy while nothing was asked: the largest of those of
     *     the modes' blocks, null if unknown
     */
    public static GuardResult machineLoad(@Nullable Double busyShare) {
        if (busyShare == null) {
            return Guard.MACHINE_LOAD.found(Status.PASS, "this system does not tell how busy its processors are");
        }
        String found = "while nothing was asked, up to " + percent(busyShare)
                + " of the processors were busy (expected: " + percent(GuardLimits.OTHER_LOAD_WARN) + " at most)";
        return busyShare > GuardLimits.OTHER_LOAD_WARN
                ? Guard.MACHINE_LOAD.found(Status.WARN, found)
                : Guard.MACHINE_LOAD.found(Status.PASS, found);
    }

    /** The model is served by another machine, of which nothing can be seen. */
    public static GuardResult machineLoadElsewhere() {
        return Guard.MACHINE_LOAD.found(
                Status.PASS,
                "not known: the server is on another machine, and how busy that is cannot be seen from here");
    }

    /** Whether the machine kept its speed. */
    public static GuardResult machineDrift(MachineDrift drift) {
        List<String> found = new ArrayList<>();
        Double probes = drift.ofProbes();
        Double blocks = drift.withinBlocks();
        if (probes != null) {
            found.add("the same short question took up to " + percent(probes)
                    + " longer at one time than at another (expected: " + percent(GuardLimits.DRIFT_WARN)
                    + " at most)");
        }
        if (blocks != null) {
            found.add("within a mode, a call took up to " + percent(blocks)
                    + " longer in one part of it than in another, whatever its length (expected: "
                    + percent(GuardLimits.DRIFT_WARN)
                    + " at most)");
        }
        if (found.isEmpty()) {
            return Guard.MACHINE_DRIFT.found(Status.WARN, "drift could not be measured: nothing is claimed of times");
        }
        boolean unsteady = isAbove(probes, GuardLimits.DRIFT_WARN) || isAbove(blocks, GuardLimits.DRIFT_WARN);
        return Guard.MACHINE_DRIFT.found(
                unsteady ? Status.WARN : Status.PASS,
                String.join("; ", found) + (unsteady ? "; no smaller difference in time or cost is claimed" : ""));
    }

    private static boolean isAbove(@Nullable Double share, double limit) {
        return share != null && share > limit;
    }

    private static String points(double share) {
        return String.format(Locale.ROOT, "%.1f", share * 100);
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", share * 100);
    }
}
