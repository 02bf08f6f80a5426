package org.adaptationlab.train;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.adaptationlab.file.AtomicFile;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.PeftAdapter;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.train.job.TrainingLog;
import org.jspecify.annotations.Nullable;

/**
 * Where an adapter comes from, kept beside it as JSON.
 *
 * @param trainer who trained it, with the version of that code
 * @param base name of the base model
 * @param baseDigest SHA-256 of its weights
 * @param hub the original weights it was trained on, null where it was the base itself
 * @param dataDigest SHA-256 over the rendered examples
 * @param examples their number
 * @param adapterDigest SHA-256 of the adapter file, where there is none of what PEFT saved
 * @param renderedBy identities of the tokenizers that made the same tokens of the examples
 * @param tokensDigest SHA-256 over those tokens; null in manifests of before it was kept
 * @param answers what the trainer itself says to training examples
 */
public record TrainingManifest(
        String trainer,
        String base,
        String baseDigest,
        @Nullable String hub,
        String dataDigest,
        int examples,
        TrainingSettings settings,
        long seed,
        String adapterDigest,
        List<String> renderedBy,
        @Nullable String tokensDigest,
        TrainingLog log,
        List<TrainerAnswer> answers) {

    /** Where the manifest of a folder in PEFT's form lies within it, when the folder was copied from its cache. */
    public static final String IN_FOLDER = "manifest.json";

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @SuppressWarnings("nullness") // absent in older manifests
    public TrainingManifest {
        renderedBy = renderedBy == null ? List.of() : List.copyOf(renderedBy);
        answers = List.copyOf(answers);
    }

    static TrainingManifest of(
            TrainingSet set, String trainer, String adapterDigest, TrainingLog log, List<TrainerAnswer> answers) {
        TrainingPlan plan = set.plan();
        return new TrainingManifest(
                trainer,
                plan.base().name(),
                plan.base().weightsDigest(),
                plan.hub() == null ? null : plan.hub().toString(),
                AdapterKey.examples(plan),
                plan.examples().size(),
                plan.settings(),
                plan.seed(),
                adapterDigest,
                List.of(set.renderedBy()),
                set.digest(),
                log,
                answers);
    }

    /** Whether it tells of what a plan asks for on original weights, whatever the name of the base that serves it. */
    boolean isOnOriginal(TrainingPlan plan) {
        return (plan.hub() != null)
                && plan.hub().toString().equals(hub)
                && settings.equals(plan.settings())
                && (seed == plan.seed())
                && AdapterKey.examples(plan).equals(dataDigest);
    }

    /** The same of a tokenizer too that has turned out to make the same tokens. */
    TrainingManifest renderedAlso(String identity) {
        List<String> all = Stream.concat(renderedBy.stream(), Stream.of(identity))
                .distinct()
                .toList();
        return with(adapterDigest, all, answers);
    }

    TrainingManifest answering(List<TrainerAnswer> said) {
        return with(adapterDigest, renderedBy, said);
    }

    private TrainingManifest with(String digest, List<String> identities, List<TrainerAnswer> said) {
        return new TrainingManifest(
                trainer,
                base,
                baseDigest,
                hub,
                dataDigest,
                examples,
                settings,
                seed,
                digest,
                identities,
                tokensDigest,
                log,
                said);
    }

    /** Writes the file, whole or not at all. */
    public void write(Path file) throws IOException {
        AtomicFile.writeText(file, out -> out.write(JSON.writeValueAsString(this) + "\n"));
    }

    /**
     * The manifest of a trained adapter; empty where none is with it, or one that is broken or of another adapter.
     *
     * @param adapter a GGUF file, or a folder in PEFT's form
     * @throws LabDefinitionException if a file is there and cannot be read
     */
    public static Optional<TrainingManifest> of(Path adapter) {
        Path beside = TrainedAdapter.manifestOf(adapter);
        try {
            if (!Files.isDirectory(adapter)) {
                return Files.exists(beside) ? read(beside, Sha256.ofFile(adapter)) : Optional.empty();
            }
            Path within = adapter.resolve(IN_FOLDER);
            if (Files.exists(within)) {
                return read(within, PeftAdapter.open(adapter).digest());
            }
            Path gguf = adapter.resolveSibling(adapter.getFileName() + ".gguf");
            if (!Files.exists(beside)) {
                return Optional.empty();
            }
            return read(
                    beside,
                    Files.exists(gguf)
                            ? Sha256.ofFile(gguf)
                            : PeftAdapter.open(adapter).digest());
        } catch (IOException e) {
            throw new LabDefinitionException(
                    adapter + ": the adapter or its manifest cannot be read: " + IoReason.of(e), e);
        }
    }

    /** Writes the manifest of a copied folder into it. */
    public void writeInto(Path peftFolder) throws IOException {
        with(PeftAdapter.open(peftFolder).digest(), renderedBy, answers).write(peftFolder.resolve(IN_FOLDER));
    }

    /** The manifest in a file, if it is there, whole, and true of the adapter of this digest. */
    static Optional<TrainingManifest> read(Path file, String adapterDigest) throws IOException {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            TrainingManifest manifest =
                    JSON.readValue(Files.readString(file, StandardCharsets.UTF_8), TrainingManifest.class);
            return adapterDigest.equals(manifest.adapterDigest()) ? Optional.of(manifest) : Optional.empty();
        } catch (JsonProcessingException | CharacterCodingException e) {
            // A broken manifest is no manifest: the adapter is made again.
            return Optional.empty();
        }
    }
}
