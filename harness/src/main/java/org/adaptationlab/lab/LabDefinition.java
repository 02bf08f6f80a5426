package org.adaptationlab.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A validated lab file.
 *
 * @param file the lab.yaml it came from
 * @param digest SHA-256 of the lab file, without {@code tune}, and of every prompt file its modes name
 * @param dataset folder of the data set, resolved against the lab file
 * @param model catalogue name, a tag of the runtime, or a GGUF file beside the lab file
 * @param trainingExamples most examples of the training pool that every mode draws from, balanced and seeded
 * @param trainingExamplesNeeded how many the data set must have; 0 where the lab file gives no number
 * @param limit number of test examples measured by default, seeded and stratified; {@link #ALL} for all
 * @param inFlight how many questions of a mode are asked at once
 * @param slices only test examples of these slices are measured; none where all are
 * @param baseline name of the mode the others are tested against
 * @param margin quality difference (0 to 1) below which two modes count as equal
 * @param prefer what decides among the modes whose quality is within the margin of the best
 * @param modes in the order of the lab file, controls among them
 * @param embedder what turns texts into vectors, for retrieval and classifiers
 * @param server how its server wants to be asked, null where the lab file does not say
 * @param service what the answer is wanted for
 * @param vary the setting that is varied, null where a run measures the lab as it is
 * @param tuning how settings of its modes are chosen, null where the lab file does not say
 */
public record LabDefinition(
        Path file,
        String digest,
        String name,
        String title,
        TaskDefinition task,
        Path dataset,
        String model,
        int trainingExamples,
        int trainingExamplesNeeded,
        int limit,
        int inFlight,
        List<String> slices,
        SamplingOptions sampling,
        String baseline,
        double margin,
        Preference prefer,
        List<ModeDefinition> modes,
        EmbedderSpec embedder,
        @Nullable ServerSettings server,
        ServiceGoal service,
        @Nullable Variation vary,
        @Nullable Tuning tuning) {

    /** The value that stands for every example there is. */
    public static final int ALL = Integer.MAX_VALUE;

    /** Each question in flight has a thread of its own. */
    public static final int MOST_IN_FLIGHT = 1024;

    public LabDefinition {
        Objects.requireNonNull(file, "file");
        Objects.requireNonNull(digest, "digest");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(dataset, "dataset");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(sampling, "sampling");
        Objects.requireNonNull(baseline, "baseline");
        Objects.requireNonNull(prefer, "prefer");
        Objects.requireNonNull(embedder, "embedder");
        Objects.requireNonNull(service, "service");
        slices = List.copyOf(slices);
        modes = List.copyOf(modes);
    }

    /** The lab at one value of what it varies; its digest stays that of the lab file. */
    LabDefinition with(String pointTitle, String pointModel, int pool, List<ModeDefinition> varied) {
        return new LabDefinition(
                file,
                digest,
                name,
                pointTitle,
                task,
                dataset,
                pointModel,
                pool,
                trainingExamplesNeeded,
                limit,
                inFlight,
                slices,
                sampling,
                baseline,
                margin,
                prefer,
                varied,
                embedder,
                server,
                service,
                null,
                tuning);
    }

    /**
     * The lab with candidates in place of its modes, the first of them as baseline, over all slices. Its digest stays that
     * of the lab file.
     *
     * @param titled what the title says
     * @param candidates at least one
     */
    public LabDefinition tried(String titled, List<ModeDefinition> candidates) {
        return new LabDefinition(
                file,
                digest,
                name,
                titled,
                task,
                dataset,
                model,
                trainingExamples,
                0,
                ALL,
                inFlight,
                List.of(),
                sampling,
                candidates.get(0).name(),
                margin,
                prefer,
                candidates,
                embedder,
                server,
                service,
                null,
                null);
    }
}
