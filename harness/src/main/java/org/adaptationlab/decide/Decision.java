package org.adaptationlab.decide;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.statistics.Interval;
import org.jspecify.annotations.Nullable;

/**
 * What to do, how sure that is, and what would change it.
 *
 * @param recommended the cheapest (or fastest) mode whose quality is within the margin of the best; among those whose
 *     prices differ by less than the machine's drift, the best
 * @param best the mode of the best quality
 * @param prefer what decides among the modes within the margin: what the lab says, or time where it says cost and not
 *     every mode within the margin has a known price; where {@link #byQualityAlone} neither
 * @param margin quality difference (0 to 1) that does not matter
 * @param differenceShown whether the comparison of the run shows a difference between the best and the recommended mode
 * @param resamples how often the examples were resampled for {@link Candidate#share} and the intervals
 * @param candidates the modes there was to choose from
 * @param samePrice modes within the margin whose price (or time) differs from that of the recommended one by less than
 *     the machine's own drift
 * @param volumes which mode within the margin costs least up from which number of requests, adapting included; none
 *     where cost does not decide or is not known
 * @param narrower below which margin another mode would be recommended, null where none would
 * @param wider from which margin on another mode would be recommended, null where none would
 * @param breakEvens of every two modes whose costs are known
 * @param singleSeed modes with an adapter of a single seed: other seeds may give another result
 * @param doubt why nothing is claimed of times, and of costs that follow them; null where something is
 * @param examples number of examples every candidate has a score for: all figures here are of these
 * @param leftOut modes that are no candidates, since they lack too many scores
 * @param unpriced modes within the margin whose price (or time) is not known, where the lab prefers the cheaper (or faster)
 *     mode and others have one
 * @param notRuledOut candidates that may be better than the recommended mode by the margin or more: the intervals of the
 *     comparison leave it open
 * @param leadUnshown cheaper candidates that the recommended mode leads by more than the margin, without a difference being
 *     shown: one of them would do if it were within the margin
 * @param perHour the requests per hour at which costs are meant, machines that wait or have to be added included; null
 *     where a machine is as busy as the cost assumptions say
 */
public record Decision(
        String recommended,
        String best,
        Preference prefer,
        double margin,
        boolean differenceShown,
        int resamples,
        List<Candidate> candidates,
        List<String> samePrice,
        List<VolumeStep> volumes,
        @Nullable MarginFlip narrower,
        @Nullable MarginFlip wider,
        List<BreakEven> breakEvens,
        List<String> singleSeed,
        @Nullable String doubt,
        int examples,
        List<LeftOut> leftOut,
        List<String> unpriced,
        List<String> notRuledOut,
        List<String> leadUnshown,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Double perHour) {

    public Decision {
        Objects.requireNonNull(recommended, "recommended");
        Objects.requireNonNull(best, "best");
        Objects.requireNonNull(prefer, "prefer");
        candidates = List.copyOf(candidates);
        samePrice = List.copyOf(samePrice);
        volumes = List.copyOf(volumes);
        breakEvens = List.copyOf(breakEvens);
        singleSeed = List.copyOf(singleSeed);
        leftOut = List.copyOf(leftOut);
        unpriced = List.copyOf(unpriced);
        notRuledOut = List.copyOf(notRuledOut);
        leadUnshown = List.copyOf(leadUnshown);
    }

    /** The same with its costs meant at so many requests per hour. */
    public Decision atVolume(double requestsPerHour) {
        return new Decision(
                recommended,
                best,
                prefer,
                margin,
                differenceShown,
                resamples,
                candidates,
                samePrice,
                volumes,
                narrower,
                wider,
                breakEvens,
                singleSeed,
                doubt,
                examples,
                leftOut,
                unpriced,
                notRuledOut,
                leadUnshown,
                requestsPerHour);
    }

    /** How sure it is. */
    public Sureness sureness() {
        double share = candidate(recommended).share();
        return notRuledOut.isEmpty() && leadUnshown.isEmpty()
                ? Sureness.of(share)
                : Sureness.of(Math.min(share, Sureness.MOST_WHERE_OPEN));
    }

    /** Whether quality alone decided, since a mode within the margin has no price or time that may be claimed. */
    public boolean byQualityAlone() {
        return candidates.stream()
                .filter(Candidate::withinMargin)
                .anyMatch(one -> (prefer == Preference.COST ? one.requestUsd() : one.medianMs()) == null);
    }

    /** The figures of the mode of this name. */
    public Candidate candidate(String mode) {
        return candidates.stream()
                .filter(one -> one.mode().equals(mode))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no mode " + mode));
    }

    /** The modes within the margin of the best, but for the recommended one. */
    public List<String> othersWithinMargin() {
        return candidates.stream()
                .filter(one -> one.withinMargin() && !one.mode().equals(recommended))
                .map(Candidate::mode)
                .toList();
    }

    /**
     * A mode there was to choose.
     *
     * @param loss quality of the best mode less that of this one
     * @param lossInterval its 95 % percentile interval by resampling the examples (or documents) and adapters
     * @param requestUsd mean cost of a request, null where not known
     * @param medianMs median time for an answer, retrieval included, null where not measured
     * @param adaptUsd cost of adapting, 0 where nothing is to adapt, null where not known
     * @param share share of the resamples in which this mode is recommended
     */
    public record Candidate(
            String mode,
            double quality,
            double loss,
            Interval lossInterval,
            @Nullable Double requestUsd,
            @Nullable Double medianMs,
            @Nullable Double adaptUsd,
            boolean withinMargin,
            double share) {

        public Candidate {
            Objects.requireNonNull(mode, "mode");
            Objects.requireNonNull(lossInterval, "loss_interval");
        }
    }

    /**
     * A mode that is no candidate.
     *
     * @param scored examples that every adapter of it has a score for
     * @param of examples that were to be measured
     */
    public record LeftOut(String mode, int scored, int of) {

        public LeftOut {
            Objects.requireNonNull(mode, "mode");
        }
    }

    /** From this number of requests on this mode costs least. */
    public record VolumeStep(double fromRequests, String mode) {

        public VolumeStep {
            Objects.requireNonNull(mode, "mode");
        }
    }

    /** At this margin this mode would be recommended. */
    public record MarginFlip(double margin, String mode) {

        public MarginFlip {
            Objects.requireNonNull(mode, "mode");
        }
    }
}
