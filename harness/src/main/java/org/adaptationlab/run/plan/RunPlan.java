package org.adaptationlab.run.plan;

import java.util.List;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.dataset.Shard;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.AdaptationSpec;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.model.BaseModel;
import org.jspecify.annotations.Nullable;

/**
 * Everything that decides what a run measures; the same for all its modes but the modes themselves.
 *
 * @param runtime name of the runtime
 * @param runtimeVersion its version; another one may answer otherwise
 * @param modes measured, in the order of the lab file
 * @param pool training examples all modes may draw from
 * @param examples test examples measured, in the order they are asked
 * @param inFlight how many questions of a mode are asked at once; a classifier is asked one at a time all the same
 * @param server how its server is asked beside its protocol
 * @param selected test examples of all shards together, in their order; the measured ones where there are no shards
 * @param shard the part of those that is measured, null where all are
 */
public record RunPlan(
        LabDefinition lab,
        Dataset dataset,
        BaseModel base,
        String runtime,
        String runtimeVersion,
        List<ModeDefinition> modes,
        List<Example> pool,
        List<Example> examples,
        SamplingOptions sampling,
        int repetitions,
        int inFlight,
        ServerSettings server,
        List<Example> selected,
        @Nullable Shard shard) {

    public RunPlan {
        modes = List.copyOf(modes);
        pool = List.copyOf(pool);
        examples = List.copyOf(examples);
        selected = List.copyOf(selected);
    }

    /** A plan that measures all that is selected. */
    public RunPlan(
            LabDefinition lab,
            Dataset dataset,
            BaseModel base,
            String runtime,
            String runtimeVersion,
            List<ModeDefinition> modes,
            List<Example> pool,
            List<Example> examples,
            SamplingOptions sampling,
            int repetitions,
            int inFlight,
            ServerSettings server) {
        this(
                lab,
                dataset,
                base,
                runtime,
                runtimeVersion,
                modes,
                pool,
                examples,
                sampling,
                repetitions,
                inFlight,
                server,
                examples,
                null);
    }

    /** A part of plans of which it is not 1: times with different numbers are of different kinds. */
    private static final String IN_FLIGHT = "questions in flight";

    /** Raised when prompts of shots would be written in another way; a part for modes whose prompts it changes. */
    private static final String SHOTS_FORMAT = "shots in the form of the question";

    /** Identity of the plan: a run may only be resumed under the same one. */
    public String digest() {
        return shard == null
                ? wholeDigest()
                : new Sha256().field(wholeDigest()).field(shard.toString()).hex();
    }

    /** Identity of what all shards measure together, which is that of the same run without shards. */
    public String wholeDigest() {
        Sha256 digest = new Sha256()
                .field(lab.digest())
                .field(dataset.digest())
                .field(base.digest())
                .field(runtime)
                .field(runtimeVersion)
                .field(sampling.toString())
                .field(server.toString())
                .field(Integer.toString(repetitions));
        if (inFlight != 1) {
            digest.field(IN_FLIGHT).field(Integer.toString(inFlight));
        }
        modes.forEach(mode -> digest.field(mode.toString())); // where a setting varies, the lab file does not tell
        modes.stream()
                .filter(RunPlan::framesShots)
                .forEach(mode -> digest.field(SHOTS_FORMAT).field(mode.name()));
        pool.forEach(example -> digest.field(example.id()));
        selected.forEach(example -> digest.field(example.id()));
        return digest.hex();
    }

    /** What tells the model that is asked from others: the same weights may be asked otherwise by another server. */
    String servedModel() {
        return base.digest() + (base.onServer() ? " on " : " as a file on ") + runtime + " " + runtimeVersion;
    }

    private static boolean framesShots(ModeDefinition mode) {
        AdaptationSpec adaptation = mode.adaptation();
        boolean nearest = adaptation
                .retrieved()
                .filter(spec -> spec.from() == RetrievalSpec.Source.TRAIN)
                .isPresent();
        return (nearest || adaptation.shots() > 0)
                && !adaptation.prompt().user().equals("{input}");
    }

    /** Whether a mode is there to be held against, not to win: a control, or a floor. */
    public boolean isReference(String mode) {
        return modes.stream()
                .anyMatch(known -> known.isReference() && known.name().equals(mode));
    }

    /** A question that is asked outside of what is measured: a training example, or an open one where there is none. */
    public Example sample() {
        return pool.isEmpty()
                ? new Example("(sample)", "What can you do for me?", "", List.of(), null, null, true)
                : pool.get(0);
    }

    /** Calls to be measured in all. */
    public int calls() {
        return MeasuredMode.of(modes).size() * examples.size() * repetitions;
    }

    /** The same with only some of its modes. */
    RunPlan with(List<ModeDefinition> some) {
        return with(some, examples, shard);
    }

    /** The same with the examples of a shard only. */
    RunPlan with(Shard part) {
        return with(modes, part.places(selected).stream().map(selected::get).toList(), part);
    }

    private RunPlan with(List<ModeDefinition> measured, List<Example> asked, @Nullable Shard part) {
        return new RunPlan(
                lab,
                dataset,
                base,
                runtime,
                runtimeVersion,
                measured,
                pool,
                asked,
                sampling,
                repetitions,
                inFlight,
                server,
                selected,
                part);
    }
}
