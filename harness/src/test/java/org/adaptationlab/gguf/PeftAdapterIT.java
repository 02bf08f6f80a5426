package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.adaptationlab.Requirement;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.GenerationException;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.ServedModel;
import org.adaptationlab.model.embedded.EmbeddedRuntime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real model answers with an imported adapter as with the same adapter in our own file. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PeftAdapterIT {

    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 24, 512);
    private static final List<String> QUESTIONS =
            List.of("Where is my parcel?", "I was charged twice.", "Tell me a story about a fox.");

    @TempDir
    private Path folder;

    @Test
    void answersAreThoseOfTheSameWeightsWrittenByUs() throws Exception {
        BaseModel base = new BaseModel("smollm2", "unknown", "Q4_1", Requirement.model());
        GgufFile weights = GgufFile.open(Requirement.model());
        int heads = (int) weights.whole("llama.attention.head_count").orElseThrow();
        int kvHeads = (int) weights.whole("llama.attention.head_count_kv").orElseThrow();
        Path own = folder.resolve("own.gguf");
        AdapterWriter.write(own, "llama", 8, pairs(weights));
        Path imported = imported(PeftFolder.of(AdapterFile.open(own), heads, kvHeads), "right", weights);
        Path rowsLeft = imported(PeftFolder.of(AdapterFile.open(own), heads / 3, kvHeads / 3), "wrong", weights);

        List<String> ofOwn = answers(base, own);
        assertThat(answers(base, imported)).isEqualTo(ofOwn);
        assertThat(answers(base, null)).as("without the adapter").isNotEqualTo(ofOwn);
        assertThat(answers(base, rowsLeft)).as("with rows in another order").isNotEqualTo(ofOwn);
    }

    private Path imported(PeftFolder peft, String name, GgufFile weights) throws IOException {
        Path file = folder.resolve(name + ".gguf");
        PeftAdapter.open(peft.write(folder.resolve(name))).write(weights, file);
        return file;
    }

    /** Of query and key alone, where the order of rows matters. */
    private static List<LoraPair> pairs(GgufFile weights) {
        Random random = new Random(11);
        List<LoraPair> pairs = new ArrayList<>();
        for (TensorInfo tensor : weights.tensors()) {
            if (tensor.name().matches("blk\\.\\d+\\.attn_[qk]\\.weight")) {
                int inputs = tensor.shape().get(0).intValue();
                int outputs = tensor.shape().get(1).intValue();
                pairs.add(new LoraPair(
                        tensor.name(), 4, random(random, 4 * inputs, 0.05), random(random, outputs * 4, 0.05)));
            }
        }
        return pairs;
    }

    private static float[] random(Random random, int count, double deviation) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * deviation);
        }
        return values;
    }

    private static List<String> answers(BaseModel base, @Nullable Path adapter) throws GenerationException {
        List<String> answers = new ArrayList<>();
        try (EmbeddedRuntime runtime = new EmbeddedRuntime("test");
                ServedModel model =
                        runtime.serve(base, adapter == null ? null : new AdapterRef.Weights(adapter), OPTIONS)) {
            for (String question : QUESTIONS) {
                List<ChatMessage> chat =
                        List.of(new ChatMessage(Role.SYSTEM, "You are helpful."), new ChatMessage(Role.USER, question));
                answers.add(model.generate(new GenerationRequest(chat, OPTIONS, null))
                        .text());
            }
        }
        return answers;
    }
}
