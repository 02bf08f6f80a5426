package org.adaptationlab.result.record;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.cost.CostAssumptions;
import org.adaptationlab.cost.MachineDrift;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.guard.Guard;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.lab.SamplingOptions;
import org.jspecify.annotations.Nullable;

/**
 * run.json: everything needed to run a lab again and to judge if two runs are comparable.
 *
 * @param harnessVersion version of Adaptation Lab
 * @param ended when the last example was finished
 * @param failure why the run ended early as failed, null where it did not
 * @param modes in the order they were measured, several adapters of a mode apart
 * @param warnings what a reader must know, as it was said while the run went on
 * @param guards the checks of the run's validity and what they found
 * @param probes short timings around each mode's block
 * @param cost what cost figures rest on, null where the run says nothing of cost
 * @param decision what to do and how sure that is, null where the run ended early, is a part of a larger one, or no mode
 *     has scores for nearly all examples
 * @param requests how the server was asked, null in files that did not say it yet
 * @param inFlight what asking several at once came to, null where requests were sent one at a time
 * @param tuning how the settings of the modes were chosen, null in files that did not say it yet
 * @param embedder what turned texts into vectors, null where no mode needed any, and in files that did not say it yet
 */
public record Provenance(
        int schemaVersion,
        RunIdentity run,
        String harnessVersion,
        Instant started,
        Instant ended,
        @Nullable String failure,
        LabCopy lab,
        Selection selection,
        ModelCopy model,
        Sampling sampling,
        List<ModeRecord> modes,
        Machine machine,
        WallSeconds seconds,
        List<String> warnings,
        List<GuardResult> guards,
        List<LatencyProbe> probes,
        @Nullable CostAssumptions cost,
        @Nullable Decision decision,
        @Nullable Requests requests,
        @Nullable InFlight inFlight,
        @Nullable TuningCopy tuning,

        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable EmbedderCopy embedder) {

    /** The form written now. */
    public static final int SCHEMA = 1;

    public Provenance {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(harnessVersion, "harness_version");
        Objects.requireNonNull(started, "started");
        Objects.requireNonNull(ended, "ended");
        Objects.requireNonNull(lab, "lab");
        Objects.requireNonNull(selection, "selection");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(sampling, "sampling");
        modes = List.copyOf(modes);
        Objects.requireNonNull(machine, "machine");
        Objects.requireNonNull(seconds, "seconds");
        warnings = List.copyOf(warnings);
        guards = orNone(guards);
        probes = orNone(probes);
    }

    /** Files of earlier versions lack the list. */
    private static <T> List<T> orNone(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }

    /** The same with these guards. */
    public Provenance withGuards(List<GuardResult> found) {
        return with(selection, found, decision);
    }

    /** The same with this decision. */
    public Provenance withDecision(@Nullable Decision made) {
        return with(selection, guards, made);
    }

    /** The same without the texts of the measured examples, which are most of it; their ids stay. */
    public Provenance withoutExampleTexts() {
        return with(selection.withoutTexts(), guards, decision);
    }

    private Provenance with(Selection newSelection, List<GuardResult> newGuards, @Nullable Decision newDecision) {
        return new Provenance(
                schemaVersion,
                run,
                harnessVersion,
                started,
                ended,
                failure,
                lab,
                newSelection,
                model,
                sampling,
                modes,
                machine,
                seconds,
                warnings,
                newGuards,
                probes,
                cost,
                newDecision,
                requests,
                inFlight,
                tuning,
                embedder);
    }

    /** Requests in flight at most. */
    public int requestsInFlight() {
        return inFlight == null ? 1 : inFlight.requests();
    }

    /** Whether nothing is left to ask: a run that is void for its failed calls may be mended by asking them again. */
    public boolean finished() {
        return failure == null && stops().stream().noneMatch(stop -> stop.name().equals(Guard.FAILURES.word()));
    }

    /** The guards whose finding makes the run void, if any. */
    public List<GuardResult> stops() {
        return guards.stream()
                .filter(guard -> guard.status() == GuardResult.Status.STOP)
                .toList();
    }

    /** The cold probes with what was served; adapters have their own served models. */
    public List<MachineDrift.Probe> coldProbes() {
        return probes.stream()
                .map(probe -> new MachineDrift.Probe(served(probe), probe.beforeMs(), probe.afterMs()))
                .toList();
    }

    /** What the guard of this kind found; empty where it did not look. */
    public Optional<GuardResult> guard(Guard guard) {
        return guards.stream()
                .filter(found -> found.name().equals(guard.word()))
                .findFirst();
    }

    private String served(LatencyProbe probe) {
        return facts().stream()
                .map(ModeFacts::mode)
                .filter(probe::isOf)
                .map(mode -> Objects.requireNonNullElse(mode.adapterDigest(), ""))
                .findFirst()
                .orElse(probe.mode());
    }

    /** What is known of each mode and adapter. */
    public List<ModeFacts> facts() {
        return modes.stream().map(ModeRecord::facts).toList();
    }

    /**
     * The lab file.
     *
     * @param file as the user named it
     * @param digest SHA-256 of the lab file and of the prompts it names
     * @param text whole text of the lab file
     * @param taskType word of the lab file, such as {@code classification}
     * @param labels of the task, in its order; none where it is no classification
     * @param metric column name of the metric
     * @param margin quality difference (0 to 1) below which two modes count as equal
     * @param prefer what decides among modes within the margin; cost in files of earlier versions
     */
    public record LabCopy(
            String file,
            String digest,
            String text,
            String title,
            String taskType,
            List<String> labels,
            String metric,
            String baseline,
            double margin,
            Preference prefer) {

        public LabCopy {
            Objects.requireNonNull(digest, "digest");
            Objects.requireNonNull(title, "title");
            Objects.requireNonNull(metric, "metric");
            Objects.requireNonNull(baseline, "baseline");
            labels = List.copyOf(labels);
            prefer = Objects.requireNonNullElse(prefer, Preference.COST);
        }
    }

    /**
     * The rows of the data set that were used.
     *
     * @param datasetDigest SHA-256 over the content of all its parts
     * @param testExamples size of the whole test set
     * @param limit how many were to be measured, null for all
     * @param repetitions calls per mode and example
     * @param examples measured, in order
     * @param training ids of the pool all modes draw from, in order
     * @param shard which part of a larger run this is, whose limit {@code limit} is; null where it is whole
     */
    public record Selection(
            String datasetDigest,
            int testExamples,
            @Nullable Integer limit,
            int repetitions,
            List<Sample> examples,
            List<String> training,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            ShardRecord shard) {

        /** The same without texts; ids stay. */
        public Selection withoutTexts() {
            List<Sample> ids = examples.stream().map(Sample::withoutText).toList();
            return new Selection(datasetDigest, testExamples, limit, repetitions, ids, training, shard);
        }

        public Selection {
            Objects.requireNonNull(datasetDigest, "dataset_digest");
            examples = List.copyOf(examples);
            training = List.copyOf(training);
        }
    }

    /** A measured example with its text, so that reports can show it without the data set. */
    public record Sample(String id, String input) {

        public Sample {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(input, "input");
        }

        Sample withoutText() {
            return new Sample(id, "");
        }
    }

    /**
     * The model and what ran it.
     *
     * @param file the weights, null where only the server has them
     * @param threads threads of the runtime, null where it does not say
     */
    public record ModelCopy(
            String name,
            String digest,
            @Nullable String quantization,
            @Nullable String file,
            String runtime,
            String runtimeVersion,
            @Nullable Integer threads) {}

    /**
     * Sampling options, the same for every mode.
     *
     * @param thinking whether a model that can think before it answers was to; null in files that did not say it yet
     * @param stop texts before which answers end; null for none
     */
    public record Sampling(
            double temperature,
            long seed,
            int maxOutputTokens,
            int contextTokens,
            @Nullable Boolean thinking,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            List<String> stop) {

        /** Where answers end, as the rest of a list of options; empty where only the model ends them. */
        public String stopWords() {
            return SamplingOptions.stopWords(stop == null ? List.of() : stop);
        }
    }

    /**
     * One mode, or one adapter of it.
     *
     * @param prompt the first example's messages as they were sent, without the model's template
     * @param training how its adapter or its encoder was trained, null where none was
     */
    public record ModeRecord(
            ModeFacts facts, List<Turn> prompt, @Nullable Training training) {

        public ModeRecord {
            Objects.requireNonNull(facts, "facts");
            prompt = List.copyOf(prompt);
        }
    }

    /** A message of a prompt; {@code role} is system, user or assistant. */
    public record Turn(String role, String text) {}

    /**
     * The same short question put before and after a mode's measured block; milliseconds to the first token by the
     * client's clock, medians of a few calls, null is not measured. Of modes in a row that one served model answers, the probe after one is
     * that before the next, and {@code warmMs} is that of the first. Of a mode that was measured in two parts, since its
     * run was resumed, the probe is that of the last part.
     *
     * @param coldMs its prompt starts with something new, so that no prefix is cached; before and after together
     * @param warmMs the same prompt once more
     * @param beforeMs the cold prompt before the block
     * @param afterMs the cold prompt after the block, null where the block was broken off
     */
    public record LatencyProbe(
            String mode,
            @Nullable Long adapterSeed,
            @Nullable Double coldMs,
            @Nullable Double warmMs,
            @Nullable Double beforeMs,
            @Nullable Double afterMs) {

        /** Whether it is of this mode and adapter. */
        public boolean isOf(ModeIdentity identity) {
            return mode.equals(identity.mode()) && Objects.equals(adapterSeed, identity.adapterSeed());
        }
    }

    /**
     * How an adapter was trained.
     *
     * @param losses mean loss (nats per answer token; of an encoder, per text) of each epoch
     * @param peakRssMb in MiB
     */
    public record Training(List<Double> losses, double seconds, double tokensPerSecond, long peakRssMb) {

        public Training {
            losses = List.copyOf(losses);
        }
    }
}
