package org.adaptationlab.gguf;

import static org.assertj.core.api.Assertions.assertThat;

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

/** The engine loads a merged model, and it answers as the base with the adapter laid over it. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class MergedModelIT {

    /** Few words: each one after a near tie is another, since the base's weights are rounded anew. */
    private static final SamplingOptions OPTIONS = new SamplingOptions(0, 42, 4, 512);

    private static final List<String> QUESTIONS = List.of(
            "Where is my parcel?", "I was charged twice.", "Tell me a story.", "Name a colour.", "What is 2 + 2?");

    @TempDir
    private Path folder;

    @Test
    void answersAsTheBaseWithTheAdapter() throws Exception {
        GgufFile weights = GgufFile.open(Requirement.model());
        Path lora = folder.resolve("lora.gguf");
        AdapterWriter.write(lora, "llama", 8, pairs(weights));
        AdapterFile adapter = AdapterFile.open(lora);
        List<String> laidOver = answers(Requirement.model(), lora);
        List<String> without = answers(Requirement.model(), null);
        assertThat(same(without, laidOver)).as("the adapter changes answers").isLessThan(QUESTIONS.size() - 1);
        for (TensorType type : List.of(TensorType.Q8_0, TensorType.F16)) {
            Path merged = folder.resolve(type + ".gguf");
            MergedModel.write(weights, adapter, adapter.modules(), type, merged);
            List<String> found = answers(merged, null);
            assertThat(same(found, laidOver))
                    .as("%s: %s and %s", type, found, laidOver)
                    .isGreaterThan(QUESTIONS.size() - 2);
        }
    }

    private static long same(List<String> some, List<String> others) {
        long same = 0;
        for (int i = 0; i < some.size(); i++) {
            same += some.get(i).equals(others.get(i)) ? 1 : 0;
        }
        return same;
    }

    private static List<LoraPair> pairs(GgufFile weights) {
        Random random = new Random(11);
        List<LoraPair> pairs = new ArrayList<>();
        for (TensorInfo tensor : weights.tensors()) {
            if (tensor.name().matches("blk\\.\\d+\\.(attn_[qkv]|ffn_down)\\.weight")) {
                int inputs = tensor.shape().get(0).intValue();
                int outputs = tensor.shape().get(1).intValue();
                pairs.add(new LoraPair(tensor.name(), 4, random(random, 4 * inputs), random(random, outputs * 4)));
            }
        }
        return pairs;
    }

    private static float[] random(Random random, int count) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (random.nextGaussian() * 0.05);
        }
        return values;
    }

    private static List<String> answers(Path model, @Nullable Path adapter) throws GenerationException {
        List<String> answers = new ArrayList<>();
        BaseModel base = new BaseModel("smollm2", "unknown", "Q4_1", model);
        try (EmbeddedRuntime runtime = new EmbeddedRuntime("test");
                ServedModel served =
                        runtime.serve(base, adapter == null ? null : new AdapterRef.Weights(adapter), OPTIONS)) {
            for (String question : QUESTIONS) {
                List<ChatMessage> chat =
                        List.of(new ChatMessage(Role.SYSTEM, "You are helpful."), new ChatMessage(Role.USER, question));
                answers.add(served.generate(new GenerationRequest(chat, OPTIONS, null))
                        .text());
            }
        }
        return answers;
    }
}
