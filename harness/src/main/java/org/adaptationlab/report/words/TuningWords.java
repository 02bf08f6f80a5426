package org.adaptationlab.report.words;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.TuningCopy;
import org.adaptationlab.result.record.TuningCopy.State;
import org.adaptationlab.result.record.TuningRecord;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/** What is to be said of how the settings of a run's modes were chosen. */
public final class TuningWords {

    private TuningWords() {}

    /** The sentences; none of a run of an earlier version, which does not say it. */
    static List<String> of(RunResults results) {
        TuningCopy tuning = results.provenance().tuning();
        List<String> said = new ArrayList<>();
        if (tuning == null) {
            return said;
        }
        List<TuningCopy.Mode> competing = competing(results, tuning);
        if (competing.stream().allMatch(mode -> mode.state() == State.UNTUNED || mode.state() == State.NOT_TRIED)) {
            said.add(
                    "No setting of this lab was tuned on training examples: another number of shots, passages or epochs,"
                            + " or another prompt, may do better. Lab tune tries them.");
            return said;
        }
        add(said, competing, State.UNTUNED, "Not tuned: ");
        add(said, competing, State.NOT_TRIED, "Not tuned yet, though the lab has candidates: ");
        add(said, competing, State.OTHER_SETTINGS, "Not with the settings that tuning chose: ");
        add(said, competing, State.OTHER_MODEL, "Tuned with another model: ");
        add(said, competing, State.OTHER_DATA, "Tuned on other data: ");
        List<TuningCopy.Mode> tried =
                competing.stream().filter(mode -> mode.found() != null).toList();
        if (tried.stream().mapToInt(TuningCopy.Mode::tries).distinct().count() > 1) {
            said.add("The modes did not have the same number of tries ("
                    + tried.stream()
                            .map(mode -> mode.mode() + " " + mode.tries())
                            .collect(Collectors.joining(", "))
                    + "): the more, the better the best one looks by chance.");
        }
        competing.forEach(mode -> {
            String gap = gapOfSearch(results, mode);
            if (gap != null) {
                said.add(gap);
            }
        });
        return said;
    }

    /** Modes that are there to be held against have nothing to tune. */
    private static List<TuningCopy.Mode> competing(RunResults results, TuningCopy tuning) {
        Set<String> controls = new LinkedHashSet<>();
        results.provenance().facts().stream()
                .filter(ModeFacts::control)
                .forEach(facts -> controls.add(facts.mode().mode()));
        return tuning.modes().stream()
                .filter(mode -> !controls.contains(mode.mode()))
                .toList();
    }

    private static void add(List<String> said, List<TuningCopy.Mode> modes, State state, String words) {
        String names = modes.stream()
                .filter(mode -> mode.state() == state)
                .map(TuningCopy.Mode::mode)
                .collect(Collectors.joining(", "));
        if (!names.isEmpty()) {
            said.add(words + names + ".");
        }
    }

    /** How much better a prompt that was searched looked when it was found. */
    private static @Nullable String gapOfSearch(RunResults results, TuningCopy.Mode mode) {
        TuningRecord.Mode found = mode.found();
        SummaryRow test = results.byMode().get(mode.mode());
        Double gap = found == null || test == null ? null : gap(mode, test);
        if (found == null || test == null || gap == null || !found.searched()) {
            return null;
        }
        return "The prompt of " + mode.mode() + " was chosen from " + mode.tries() + " by "
                + Figures.counted(found.effort().calls(), "call") + ", which count as adapting. "
                + MetricWords.of(test.quality().metric()).name() + " was "
                + Figures.percent(found.winner().mean())
                + " on " + found.winner().n() + " training examples then and is "
                + Figures.percent(test.quality().value()) + " on the test examples now: "
                + Figures.signedPoints(-gap) + " points.";
    }

    /** Quality on training folds less quality on test, of a mode that has the settings which were chosen; else null. */
    public static @Nullable Double gap(TuningCopy.Mode mode, @Nullable SummaryRow test) {
        TuningRecord.Mode found = mode.found();
        if (found == null || test == null || mode.state() == State.OTHER_SETTINGS) {
            return null;
        }
        Double then = found.winner().mean();
        Double now = test.quality().value();
        return then == null || now == null || !test.quality().metric().equals(found.metric())
                ? null
                : Double.valueOf(then - now);
    }
}
