package org.adaptationlab.model.embedded;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaIterator;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.LlamaOutput;
import de.kherud.llama.ModelParameters;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.adaptationlab.model.ChatJson;
import org.adaptationlab.model.ChatMessage;

/**
 * llama.cpp through the JNI binding {@code de.kherud:llama}, the only class that knows it. The binding can't be closed:
 * the process has to be halted. Its log goes to standard error, where the reason of a failed load is found.
 */
final class JniLlamaEngine implements LlamaEngine {

    /** The release of llama.cpp inside the binding. */
    static final String LLAMA_CPP = "b4916";

    private final LlamaModel model;
    private final boolean reusePrefix;

    /**
     * Loads a model.
     *
     * @throws EngineException when the files can't be loaded
     * @throws TemplateException when the template of the plan can't be rendered
     * @throws UnsatisfiedLinkError when the native library can't
     */
    JniLlamaEngine(ServingPlan plan) {
        ModelParameters parameters = new ModelParameters()
                .setModel(plan.modelFile())
                .setCtxSize(plan.contextTokens())
                .setParallel(1)
                .disableContextShift()
                .setThreads(plan.threads())
                .setThreadsBatch(plan.batchThreads())
                .setChatTemplate(TemplateText.marked(plan.chatTemplate()))
                .enableJinja(); // else llama.cpp only knows some templates, by words in them, and takes ChatML for
        // others
        if (plan.adapterFile() != null) {
            parameters.addLoraAdapter(plan.adapterFile());
        }
        reusePrefix = plan.reusePrefix();
        model = orThrow("load the model", () -> new LlamaModel(parameters));
        requireTemplate();
    }

    /** The binding takes ChatML, and only its log says so, where it can't read the template that it was given. */
    private void requireTemplate() {
        try {
            applyTemplate(List.of(new ChatMessage(ChatMessage.Role.USER, "Hello")));
        } catch (TemplateException e) {
            throw e;
        } catch (EngineException e) {
            throw new TemplateException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public int[] encode(String text) {
        return orThrow("encode a text", () -> model.encode(text));
    }

    @Override
    public String decode(int[] tokens) {
        return orThrow("decode tokens", () -> model.decode(tokens));
    }

    @Override
    public String applyTemplate(List<ChatMessage> messages) {
        ObjectNode chat = JsonNodeFactory.instance.objectNode();
        chat.set("messages", ChatJson.messages(messages));
        return TemplateText.unmarked(orThrow("render a chat", () -> model.applyTemplate(chat.toString())))
                .orElseThrow(() -> new TemplateException("it is no Jinja that llama.cpp reads"));
    }

    @Override
    public void generate(Decoding decoding, Predicate<String> onPiece) {
        InferenceParameters parameters = parameters(decoding);
        LlamaIterator outputs =
                orThrow("start an answer", () -> model.generate(parameters).iterator());
        while (outputs.hasNext()) {
            LlamaOutput output = orThrow("continue an answer", outputs::next);
            if (outputs.hasNext() && !onPiece.test(output.text)) { // the last output is a closing remark, no token
                outputs.cancel();
            }
        }
    }

    private InferenceParameters parameters(Decoding decoding) {
        Decoding.Sampling sampling = decoding.sampling();
        InferenceParameters parameters = new InferenceParameters(decoding.prompt())
                .setCachePrompt(reusePrefix) // greedy answers may differ between a cold and a warm cache
                .setNPredict(decoding.maxTokens())
                .setTemperature((float) sampling.temperature())
                .setSeed(sampling.seed())
                .setTopK(topK(sampling))
                .setTopP((float) sampling.topP())
                .setMinP((float) sampling.minP())
                .setRepeatPenalty((float) sampling.repeatPenalty());
        if (decoding.grammar() != null) {
            parameters.setGrammar(decoding.grammar());
        }
        return parameters;
    }

    /** Greedy decoding takes the likeliest token; to keep no other spares llama.cpp sorting the whole vocabulary. */
    private static int topK(Decoding.Sampling sampling) {
        return sampling.temperature() == 0 ? 1 : sampling.topK();
    }

    private static <T> T orThrow(String what, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) { // LlamaException, which the binding keeps to itself
            throw new EngineException("llama.cpp could not " + what + ": " + e.getMessage(), e);
        }
    }
}
