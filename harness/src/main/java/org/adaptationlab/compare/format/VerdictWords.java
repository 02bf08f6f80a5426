package org.adaptationlab.compare.format;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.adaptationlab.compare.finding.Check;
import org.adaptationlab.compare.finding.Check.Status;
import org.adaptationlab.compare.finding.Comparison.Limits;
import org.adaptationlab.compare.finding.Finding;
import org.adaptationlab.compare.finding.ModeComparison;
import org.adaptationlab.compare.finding.ModeComparison.Coverage;
import org.adaptationlab.compare.finding.ModeComparison.Quality;
import org.adaptationlab.compare.finding.ModeComparison.Timing;
import org.adaptationlab.compare.finding.ProvenanceChange;
import org.adaptationlab.compare.finding.Verdict;
import org.adaptationlab.compare.gate.RegressionGate;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.statistics.TestMethod;
import org.jspecify.annotations.Nullable;

/** The verdict in plain words, and what to bear in mind. */
public final class VerdictWords {

    private final Limits limits;
    private final List<ModeComparison> modes;
    private final List<Check> checks;

    public VerdictWords(Limits limits, List<ModeComparison> modes, List<Check> checks) {
        this.limits = limits;
        this.modes = modes;
        this.checks = checks;
    }

    /**
     * The verdict.
     *
     * @param recorded whether both sides have a run.json
     */
    public Verdict verdict(List<ProvenanceChange> changes, boolean recorded) {
        Status status = checks.stream()
                .map(Check::status)
                .max(Comparator.naturalOrder())
                .orElse(Status.INCONCLUSIVE);
        List<String> details = new ArrayList<>();
        if (status != Status.PASS && isSame()) {
            details.add("The same examples are right in both runs, in " + all() + ".");
        }
        checks.stream()
                .filter(check -> check.status() != Status.PASS)
                .sorted(Comparator.comparing(Check::status).reversed())
                .forEach(check -> details.add(check.title() + ": " + check.detail() + "."));
        findings().forEach(details::add);
        times().forEach(details::add);
        details.add(changed(changes, recorded));
        caveats().forEach(details::add);
        boolean passed = status == Status.PASS || (status == Status.INCONCLUSIVE && !limits.strict());
        return new Verdict(status, passed, answer(status), details);
    }

    private String answer(Status status) {
        if (status == Status.FAIL) {
            return "Worse than allowed: " + names(Status.FAIL) + ".";
        }
        if (status == Status.INCONCLUSIVE) {
            return "Not settled: " + names(status) + "; nothing worse than allowed is shown.";
        }
        return isSame()
                ? "No difference in quality: the same examples are right in " + all() + "."
                : "No loss of more than " + Figures.points(limits.ruledOutDrop()) + " points: it is ruled out in "
                        + all() + ".";
    }

    private boolean isSame() {
        return modes.stream()
                .allMatch(mode -> mode.quality() != null
                        && mode.coverage().newlyFailed() == 0
                        && mode.quality().difference() == 0
                        && mode.quality().pairs().contenderOnly()
                                        + mode.quality().pairs().baselineOnly()
                                == 0);
    }

    private String all() {
        return switch (modes.size()) {
            case 1 -> "the one mode";
            case 2 -> "both modes";
            default -> "all " + modes.size() + " modes";
        };
    }

    private String names(Status status) {
        return checks.stream()
                .filter(check -> check.status() == status)
                .map(Check::title)
                .collect(Collectors.joining(", "));
    }

    /** What is shown of quality and is in no check that did not pass. */
    private List<String> findings() {
        return checks.stream()
                .filter(check -> check.status() == Status.PASS && check.name().equals(RegressionGate.QUALITY))
                .flatMap(check -> modes.stream().filter(mode -> mode.mode().equals(check.mode())))
                .flatMap(mode -> finding(mode.mode(), mode.quality()))
                .toList();
    }

    private static Stream<String> finding(String mode, @Nullable Quality quality) {
        if (quality == null || (quality.finding() != Finding.BETTER && quality.finding() != Finding.WORSE)) {
            return Stream.empty();
        }
        String word = quality.finding() == Finding.BETTER ? "Better: " : "Worse, within what is allowed: ";
        return Stream.of(word + "quality of " + mode + ", " + Figures.signedPoints(quality.difference()) + " points ("
                + Figures.signedPoints(quality.interval()) + ").");
    }

    private List<String> times() {
        return Stream.concat(modes.stream().flatMap(mode -> time(mode.mode(), mode.waiting())), notClaimed())
                .toList();
    }

    /** Why nothing is claimed of times, and of which modes where it is not all of them. */
    private Stream<String> notClaimed() {
        Map<String, List<String>> byNote = new LinkedHashMap<>();
        for (ModeComparison mode : modes) {
            String note = mode.waiting().note();
            if (note != null && mode.waiting().n() > 0) {
                byNote.computeIfAbsent(note, key -> new ArrayList<>()).add(mode.mode());
            }
        }
        return byNote.entrySet().stream()
                .map(entry -> "No claim of time, nor of cost that follows it"
                        + (entry.getValue().size() == modes.size() ? "" : ", of " + String.join(", ", entry.getValue()))
                        + ": " + entry.getKey() + ".");
    }

    private static Stream<String> time(String mode, Timing total) {
        if (total.finding() != Finding.WORSE && total.finding() != Finding.BETTER) {
            return Stream.empty();
        }
        return Stream.of((total.finding() == Finding.WORSE ? "Slower: " : "Faster: ") + mode
                + ", median time for an answer " + Figures.times(total.ratio()) + " ("
                + Figures.times(total.interval())
                + "), beyond the machine's drift of " + Figures.percent(total.drift()) + ".");
    }

    private static String changed(List<ProvenanceChange> changes, boolean recorded) {
        String from = recorded ? "" : " (run.json is missing on a side: this is what the CSV files say)";
        return changes.isEmpty()
                ? "Nothing that is recorded of the two runs differs" + from + "."
                : "Changed: " + changes.stream().map(ProvenanceChange::field).collect(Collectors.joining(", ")) + from
                        + ".";
    }

    private List<String> caveats() {
        List<String> caveats = new ArrayList<>();
        String retrained = modes.stream()
                .filter(mode -> !mode.coverage().sameAdapters())
                .filter(mode -> mode.quality() == null || !mode.quality().test().equals(TestMethod.CROSSED.word()))
                .map(ModeComparison::mode)
                .collect(Collectors.joining(", "));
        if (!retrained.isEmpty()) {
            caveats.add("Other adapters in " + retrained
                    + ": intervals hold for the examples and leave out how adapters of one setting differ.");
        }
        int oneSided = modes.stream()
                .map(ModeComparison::coverage)
                .mapToInt(coverage -> coverage.baselineOnly() + coverage.contenderOnly())
                .sum();
        if (oneSided > 0) {
            caveats.add(
                    "Over all modes " + Figures.counted(oneSided, "example") + " measured on one side only: left out.");
        }
        int failed = modes.stream()
                .map(ModeComparison::coverage)
                .mapToInt(Coverage::leftOut)
                .sum();
        if (failed > 0) {
            caveats.add("Over all modes " + Figures.counted(failed, "example") + " left out: calls of "
                    + (failed == 1 ? "it" : "them") + " failed or could not be judged.");
        }
        return caveats;
    }
}
