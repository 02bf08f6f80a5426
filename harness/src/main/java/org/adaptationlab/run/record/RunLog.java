package org.adaptationlab.run.record;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.adaptationlab.result.journal.Journal;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.RunPart;
import org.adaptationlab.result.record.WallSeconds;
import org.adaptationlab.run.environment.RunEnvironment;
import org.adaptationlab.run.environment.RunListener;
import org.adaptationlab.run.environment.TimeShares;
import org.adaptationlab.statistics.ScoreTable;
import org.jspecify.annotations.Nullable;

/**
 * What a run has found out so far: rows, what is known of its modes, probes and warnings. What a killed run must not lose
 * goes to the journal here, at once, and nowhere else. Not thread-safe; the caller closes the journal.
 */
public final class RunLog {

    private final Journal journal;
    private final TimeShares shares;
    private final RunListener listener;
    private final @Nullable String address;
    private final Instant started;
    private final List<RunPart> earlierParts;
    private final List<ExampleResult> rows = new ArrayList<>();
    private final List<ExampleResult> alone;
    private final Set<Call> answered = new HashSet<>();
    private final Map<ModeIdentity, Tally> tallies = new HashMap<>();
    private final List<Provenance.LatencyProbe> probes;
    private final List<Provenance.ModeRecord> modes = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** What is asked once. */
    private record Call(ModeIdentity mode, String exampleId, int repetition) {}

    /**
     * How far a mode is.
     *
     * @param answered calls that are done, failed ones with them
     * @param right of those
     */
    public record Tally(int answered, int right) {

        static final Tally NONE = new Tally(0, 0);

        Tally with(ExampleResult row) {
            Double score = row.outcome().score();
            return new Tally(answered + 1, right + (score != null && ScoreTable.isRight(score) ? 1 : 0));
        }
    }

    /**
     * A log of a part of a run that starts now.
     *
     * @param started when the part began
     * @param earlier what the run holds from before it was resumed
     */
    public RunLog(
            Journal journal, RunEnvironment environment, TimeShares shares, Instant started, EarlierParts earlier) {
        this.journal = journal;
        this.shares = shares;
        this.listener = environment.listener();
        this.address = environment.runtime().address().map(String::valueOf).orElse(null);
        this.started = started;
        this.earlierParts = earlier.parts();
        this.alone = new ArrayList<>(earlier.alone());
        this.probes = new ArrayList<>(earlier.probes());
        earlier.results().forEach(this::keep);
        earlier.parts().stream()
                .map(RunPart::address)
                .filter(Objects::nonNull)
                .reduce((before, last) -> last)
                .filter(last -> !last.equals(address))
                .ifPresent(last ->
                        warn("this part of the run asks the server at " + address + ", the part before it asked " + last
                                + "; the names of its models are taken to mean the same"));
    }

    /** A call is done. */
    public void add(ExampleResult row) {
        journal.append(row);
        keep(row);
    }

    /** An example was asked alone, to be held against its answer among many. */
    public void addAlone(ExampleResult row) {
        journal.appendAlone(row);
        alone.add(row);
    }

    /** Examples that were asked alone, of all modes, those from before with them. */
    public List<ExampleResult> alone() {
        return Collections.unmodifiableList(alone);
    }

    private void keep(ExampleResult row) {
        rows.add(row);
        if (answered.add(new Call(row.mode(), row.exampleId(), row.repetition()))) {
            tallies.merge(row.mode(), Tally.NONE.with(row), (before, one) -> before.with(row));
        }
    }

    /** Whether a call is done, now or before the run was resumed. */
    public boolean isAnswered(ModeIdentity mode, String exampleId, int repetition) {
        return answered.contains(new Call(mode, exampleId, repetition));
    }

    /** How far a mode is. */
    public Tally tally(ModeIdentity mode) {
        return tallies.getOrDefault(mode, Tally.NONE);
    }

    /** Calls that are done of a mode with any adapter of this seed. */
    public int answered(String mode, @Nullable Long adapterSeed) {
        return tallies.entrySet().stream()
                .filter(entry -> entry.getKey().mode().equals(mode)
                        && Objects.equals(entry.getKey().adapterSeed(), adapterSeed))
                .mapToInt(entry -> entry.getValue().answered())
                .sum();
    }

    /** Notes a mode before its first answer: a killed run must know which adapter its answers are of. */
    public void begins(ModeFacts facts) {
        journal.append(facts);
    }

    /**
     * Notes what is known of a mode now that its block has ended, or was broken off; of a classifier that is all before its
     * first answer.
     *
     * @param label of the mode, for warnings
     */
    public void note(String label, Provenance.ModeRecord mode) {
        journal.append(mode.facts());
        keep(label, mode);
    }

    /** A mode whose facts are in the journal already. */
    public void keep(String label, Provenance.ModeRecord mode) {
        modes.add(mode);
        ModeFacts facts = mode.facts();
        if (facts.serverRestarts() > 0) {
            warn(label + ": the serving process died and was started again " + facts.serverRestarts()
                    + " time(s); the calls it broke are counted as retries");
        }
    }

    /** A probe replaces the one of the same mode from before the run was resumed. */
    public void add(Provenance.LatencyProbe probe) {
        journal.append(probe);
        probes.removeIf(earlier ->
                earlier.mode().equals(probe.mode()) && Objects.equals(earlier.adapterSeed(), probe.adapterSeed()));
        probes.add(probe);
    }

    /** Something a user should know, that does not stop the run. */
    public void warn(String what) {
        warnings.add(what);
        listener.warn(what);
    }

    /** Notes how long this part took up to now. */
    public void noteTime() {
        journal.append(part());
    }

    /** Whether there are no answers. */
    public boolean isEmpty() {
        return rows.isEmpty();
    }

    /** The answers so far, those from before with them, as they came. */
    public List<ExampleResult> rows() {
        return Collections.unmodifiableList(rows);
    }

    List<Provenance.ModeRecord> modes() {
        return Collections.unmodifiableList(modes);
    }

    List<Provenance.LatencyProbe> probes() {
        return Collections.unmodifiableList(probes);
    }

    /** When the first part of the run began. */
    Instant runStarted() {
        return earlierParts.isEmpty() ? started : earlierParts.get(0).started();
    }

    /** The time of all parts. */
    WallSeconds seconds() {
        return earlierParts.stream().map(RunPart::seconds).reduce(part().seconds(), WallSeconds::plus);
    }

    /** Once each: a part that was resumed may have given those of the part before again. */
    List<String> warningsOfAllParts() {
        return Stream.concat(earlierParts.stream(), Stream.of(part()))
                .flatMap(part -> part.warnings().stream())
                .distinct()
                .toList();
    }

    private RunPart part() {
        return new RunPart(
                started,
                WallSeconds.of(shares.wall(), shares.model(), shares.training(), shares.serving(), shares.indexing()),
                warnings,
                address);
    }
}
