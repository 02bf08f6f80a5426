package org.adaptationlab.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.dataset.Dataset;
import org.adaptationlab.dataset.Document;
import org.adaptationlab.dataset.Example;
import org.adaptationlab.lab.AdapterSource;
import org.adaptationlab.lab.ClassificationTask;
import org.adaptationlab.lab.EmbedderSpec;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.LoraSpec;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.Preference;
import org.adaptationlab.lab.PromptSpec;
import org.adaptationlab.lab.PromptText;
import org.adaptationlab.lab.RagSpec;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.lab.ServiceGoal;
import org.adaptationlab.lab.TrainerKind;
import org.adaptationlab.lab.TrainingSettings;
import org.adaptationlab.lab.Variation;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.run.plan.FailureLimit;
import org.adaptationlab.run.plan.RunRequest;
import org.jspecify.annotations.Nullable;

/** A small lab: two labels, ten training and eight test examples, a corpus of two documents. */
public final class Fixtures {

    public static final PromptText PROMPT = new PromptText("Sort into {labels}.", "{input}");

    private Fixtures() {}

    public static LabDefinition lab(Path folder) {
        return lab(
                folder,
                null,
                List.of(
                        new ModeDefinition("prompt", false, new PromptSpec(PROMPT, true, 0)),
                        new ModeDefinition("few-shot", false, new PromptSpec(PROMPT, true, 2)),
                        new ModeDefinition("nearest", false, rag(RetrievalSpec.Source.TRAIN, 2)),
                        new ModeDefinition("rag", false, rag(RetrievalSpec.Source.CORPUS, 1)),
                        new ModeDefinition("lora", false, lora(List.of(1L, 2L))),
                        new ModeDefinition("free", true, new PromptSpec(PROMPT, false, 0))));
    }

    public static LabDefinition lab(Path folder, @Nullable Variation vary, List<ModeDefinition> modes) {
        Path file = folder.resolve("lab.yaml");
        try {
            Files.writeString(file, "lab: fruit\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new LabDefinition(
                file,
                "lab-digest",
                "fruit",
                "Apples or pears?",
                new ClassificationTask(List.of("apple", "pear")),
                folder,
                "tiny",
                6,
                6,
                LabDefinition.ALL,
                1,
                List.of(),
                new SamplingOptions(0, 42, 16, 512),
                "prompt",
                0.05,
                Preference.COST,
                modes,
                EmbedderSpec.DEFAULT,
                null,
                ServiceGoal.NONE,
                vary,
                null);
    }

    public static Dataset dataset(Path folder) {
        List<Document> corpus = List.of(
                new Document("apples", "Apples", "# Apples\n\nRound, red, crisp."),
                new Document("pears", "Pears", "# Pears\n\nYellow, soft, with a neck."));
        return new Dataset("fruit", folder, "data-digest", examples("train", 10), examples("test", 8), corpus);
    }

    public static BaseModel base() {
        return new BaseModel("tiny", "base-digest", "F32", Path.of("tiny.gguf"));
    }

    public static RunRequest request(Path out, String... modes) {
        return new RunRequest(List.of(modes), null, null, 1, null, out, new FailureLimit(3, 0));
    }

    public static RagSpec rag(RetrievalSpec.Source from, int topK) {
        PromptText text =
                from != RetrievalSpec.Source.TRAIN ? new PromptText(PROMPT.system(), "{passages}\n\n{input}") : PROMPT;
        return new RagSpec(text, true, 0, new RetrievalSpec(from, RetrievalSpec.IndexKind.HYBRID, topK));
    }

    public static LoraSpec lora(List<Long> seeds) {
        return new LoraSpec(
                PROMPT,
                true,
                null,
                new AdapterSource.Trained(new TrainingSettings(4, 1, 2, 4, 1e-3, 2, 0), seeds, TrainerKind.AUTO, null));
    }

    private static List<Example> examples(String part, int count) {
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String target = i % 2 == 0 ? "apple" : "pear";
            String input = (i % 2 == 0 ? "red and crisp, number " : "yellow with a neck, number ") + part + i;
            examples.add(new Example(part + "-" + i, input, target, List.of(), null, target + "s", true));
        }
        return examples;
    }
}
