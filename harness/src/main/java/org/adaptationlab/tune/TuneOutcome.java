package org.adaptationlab.tune;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.lab.Tuning;
import org.adaptationlab.lab.TuningCandidate;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.TuningRecord;
import org.adaptationlab.tune.CandidateScores.Mean;
import org.adaptationlab.tune.TunePlan.Tried;
import org.jspecify.annotations.Nullable;

/**
 * What a tuning came to.
 *
 * @param records for tuning.json, a mode each
 * @param winners the candidates that were chosen, in the same order
 */
public record TuneOutcome(List<TuningRecord.Mode> records, List<TuningCandidate> winners) {

    public TuneOutcome {
        records = List.copyOf(records);
        winners = List.copyOf(winners);
    }

    /**
     * Chooses for each mode.
     *
     * @param id of the tuning
     * @param limit most examples that were asked in a fold, null for all
     * @param folds results of all folds of the plan
     * @throws org.adaptationlab.problem.ResultFormatException when no candidate of a mode has a score
     */
    public static TuneOutcome of(TunePlan plan, String id, @Nullable Integer limit, List<RunResults> folds) {
        List<TuningRecord.Mode> records = new ArrayList<>();
        List<TuningCandidate> winners = new ArrayList<>();
        for (Tried tried : plan.modes()) {
            List<TuningCandidate> candidates = tried.candidates();
            List<CandidateScores> scores = candidates.stream()
                    .map(candidate -> CandidateScores.of(candidate.mode().name(), folds))
                    .toList();
            List<String> names = candidates.stream()
                    .map(candidate -> candidate.mode().name())
                    .toList();
            Choice choice = Choice.of(names, scores, own(tried));
            winners.add(candidates.get(choice.chosen()));
            records.add(record(plan, id, limit, folds.get(0).provenance(), tried, scores, choice));
        }
        return new TuneOutcome(records, winners);
    }

    private static int own(Tried tried) {
        String own = tried.mode().settings().digest();
        for (int i = 0; i < tried.candidates().size(); i++) {
            if (tried.candidates().get(i).settings().digest().equals(own)) {
                return i;
            }
        }
        return -1;
    }

    private static TuningRecord.Mode record(
            TunePlan plan,
            String id,
            @Nullable Integer limit,
            Provenance first,
            Tried tried,
            List<CandidateScores> scores,
            Choice choice) {
        Tuning tuning = Objects.requireNonNull(plan.lab().tuning(), "tuning");
        List<TuningRecord.Candidate> candidates = new ArrayList<>();
        for (int i = 0; i < scores.size(); i++) {
            candidates.add(candidate(
                    tried.candidates().get(i), scores.get(i), choice.behind().get(i)));
        }
        Instant ended = first.ended();
        return new TuningRecord.Mode(
                tried.mode().name(),
                id,
                ended,
                first.harnessVersion(),
                first.model().name(),
                first.model().digest(),
                first.model().runtime() + " " + first.model().runtimeVersion(),
                plan.dataset().name(),
                plan.dataset().digest(),
                first.lab().metric(),
                tuning.folds(),
                tuning.from().word(),
                limit,
                plan.folds().stream()
                        .mapToInt(fold -> fold.plan().pool().size())
                        .min()
                        .orElse(0),
                tried.mode().search() != null,
                candidates.get(choice.chosen()).name(),
                choice.reason(),
                candidates);
    }

    private static TuningRecord.Candidate candidate(
            TuningCandidate candidate, CandidateScores scores, Optional<Mean> behind) {
        Optional<Mean> mean = scores.mean();
        return new TuningRecord.Candidate(
                candidate.mode().name(),
                candidate.words(),
                candidate.settings().digest(),
                scores.scores().size(),
                scores.failed(),
                mean.map(Mean::value).orElse(null),
                error(mean),
                behind.map(Mean::value).orElse(null),
                error(behind),
                scores.effort());
    }

    private static @Nullable Double error(Optional<Mean> mean) {
        return mean.map(Mean::standardError).filter(Double::isFinite).orElse(null);
    }
}
