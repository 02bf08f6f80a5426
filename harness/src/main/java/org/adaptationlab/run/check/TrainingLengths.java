package org.adaptationlab.run.check;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatTokenizer;
import org.adaptationlab.model.embedded.EmbeddedRuntime;
import org.adaptationlab.model.embedded.KnownArchitectures;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.model.store.ModelStore;
import org.adaptationlab.model.store.ModelStore.Listing;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.problem.PrerequisiteException;
import org.adaptationlab.problem.Problems;
import org.adaptationlab.problem.RunFailedException;
import org.adaptationlab.run.plan.RunPlanner;
import org.adaptationlab.run.prompt.ModePrompts;
import org.adaptationlab.train.LongTexts;
import org.adaptationlab.train.TokenizerSource;
import org.adaptationlab.train.TrainingExample;

/**
 * Finds the training examples that are longer than a model is shown, where its file is on this machine: training would
 * refuse them. Starts a tokenizer only where the bytes of an example leave that open. Modes that retrieve are left out, since
 * their prompts need an index.
 */
public final class TrainingLengths {

    /** Reading a larger file takes longer than checking a lab file may. */
    private static final long MOST_BYTES = 1_000_000_000;

    /** Tokens that a chat template may put around a message, and around the whole. */
    private static final int TEMPLATE_TOKENS = 16;

    private final Tokenizers tokenizers;

    /** Gives the tokenizers of bases. */
    @FunctionalInterface
    interface Tokenizers {
        TokenizerSource of(BaseModel base, SamplingOptions options);
    }

    TrainingLengths(Tokenizers tokenizers) {
        this.tokenizers = tokenizers;
    }

    /** Asks the embedded engine. */
    public static TrainingLengths embedded(String harnessVersion) {
        return new TrainingLengths((base, options) -> () ->
                new EmbeddedRuntime(harnessVersion).tokenizer(base, options).orElseThrow());
    }

    /** Adds the examples that are too long for a lab's model, each list at its mode; nothing where that can't be told. */
    public void add(LabDefinition lab, Dataset data, ModelStore store, Path indexes, Problems problems) {
        BaseModel base = base(lab, store).filter(TrainingLengths::isQuick).orElse(null);
        if (base == null) {
            return;
        }
        Map<List<TrainingExample>, Optional<String>> known = new HashMap<>(); // modes often share them
        PassageIndexStore passages = new PassageIndexStore(indexes, TextEmbedder.english(), System::nanoTime);
        try (ModePrompts prompts = new ModePrompts(lab, data, RunPlanner.pool(lab, data), passages, System::nanoTime)) {
            for (ModeDefinition mode : lab.modes()) {
                AdapterSource.Trained training = mode.adaptation().training().orElse(null);
                if ((training == null) || mode.adaptation().retrieved().isPresent()) {
                    continue;
                }
                List<TrainingExample> examples =
                        prompts.trainingExamples(mode, prompts.prepare(mode).prompts(), training.settings());
                known.computeIfAbsent(examples, all -> words(lab, base, all))
                        .ifPresent(words -> problems.add(
                                lab.file(), 0, "modes." + mode.name() + ".adapter: " + words + LongTexts.REMEDY));
            }
        }
    }

    /** Those that are too long, in words; empty if none is, or if there is no tokenizer. */
    Optional<String> words(LabDefinition lab, BaseModel base, List<TrainingExample> examples) {
        LongTexts tooLong = LongTexts.of(base, lab.sampling().contextTokens());
        List<TrainingExample> open = examples.stream()
                .filter(one -> tooLong.isLonger(mostTokens(one)))
                .toList();
        if (open.isEmpty()) {
            return Optional.empty();
        }
        try (ChatTokenizer tokenizer = tokenizers.of(base, lab.sampling()).open()) {
            for (TrainingExample one : open) {
                int end = 1;
                tooLong.look(
                        one.id(),
                        tokenizer.promptTokens(one.messages()).length
                                + tokenizer.textTokens(one.target()).length
                                + end);
            }
            return tooLong.words("training example");
        } catch (PrerequisiteException | RunFailedException e) {
            return Optional.empty(); // training has its own tokenizer and says what it misses
        }
    }

    /** A token is at least a byte, but for those of the template. */
    private static int mostTokens(TrainingExample example) {
        int bytes = example.target().getBytes(StandardCharsets.UTF_8).length;
        int template = TEMPLATE_TOKENS;
        for (ChatMessage message : example.messages()) {
            bytes += message.text().getBytes(StandardCharsets.UTF_8).length;
            template += TEMPLATE_TOKENS;
        }
        return bytes + template;
    }

    private static Optional<BaseModel> base(LabDefinition lab, ModelStore store) {
        Path folder = Objects.requireNonNullElse(lab.file().toAbsolutePath().getParent(), Path.of(""));
        if (ModelStore.isFile(lab.model(), folder)) {
            return Optional.of(new BaseModel(lab.model(), "", null, folder.resolve(lab.model())));
        }
        return store.list().stream()
                .filter(model -> model.name().equals(lab.model()) && (model.state() == Listing.State.CACHED))
                .findFirst()
                .map(model -> new BaseModel(model.name(), model.sha256(), model.quantization(), model.file()));
    }

    private static boolean isQuick(BaseModel base) {
        Path file = Objects.requireNonNull(base.file());
        try {
            return Files.size(file) <= MOST_BYTES && KnownArchitectures.has(file);
        } catch (IOException | LabDefinitionException e) {
            return false; // reported where models are looked at
        }
    }
}
