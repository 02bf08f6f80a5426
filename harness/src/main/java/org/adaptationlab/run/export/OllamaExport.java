package org.adaptationlab.run.export;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.adaptationlab.adapt.AnswerForm;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.lab.ModeDefinition;
import org.adaptationlab.lab.RetrievalSpec;
import org.adaptationlab.lab.SamplingOptions;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.problem.LabDefinitionException;
import org.adaptationlab.run.prompt.ModePrompts;
import org.jspecify.annotations.Nullable;

/** A mode to take home: a folder from which {@code ollama create} makes a model, and what has to be sent to it. */
public final class OllamaExport {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ADAPTER = "adapter.gguf";
    private static final String QUOTES = "\"\"\"";

    private final LabDefinition lab;
    private final ModeDefinition mode;
    private final String model;

    /** An export of one mode of a lab. */
    public OllamaExport(LabDefinition lab, ModeDefinition mode) {
        this.lab = lab;
        this.mode = mode;
        this.model = (lab.name() + "-" + mode.name()).toLowerCase(Locale.ROOT);
    }

    /**
     * What the model is made of.
     *
     * @param from a GGUF file's name in the folder, or the name of a model that Ollama has or pulls
     * @param weights the GGUF file, null where Ollama has the model
     * @param adapter GGUF adapter, null for none
     */
    public record Parts(
            String from, @Nullable Path weights, @Nullable Path adapter) {}

    /**
     * Writes the folder.
     *
     * @throws LabDefinitionException when a prompt can't be written into a Modelfile
     * @throws org.adaptationlab.problem.PrerequisiteException when the folder cannot be written
     */
    public void write(ExportFolder folder, Parts parts, ModePrompts prompts) {
        List<ChatMessage> fixed = prompts.fixedTurns(mode);
        folder.text("Modelfile", modelfile(parts, fixed));
        folder.text("prompts/system.txt", fixed.get(0).text());
        folder.text("prompts/user.txt", mode.adaptation().prompt().user());
        List<ChatMessage> sample = prompts.sample(mode);
        folder.json("ask.json", request(sample.subList(fixed.size(), sample.size())));
        RetrievalSpec retrieval = mode.adaptation().retrieved().orElse(null);
        if (retrieval != null) {
            folder.jsonLines("passages.jsonl", prompts.passagesWithAnswers(mode, retrieval));
        }
        if (parts.weights() != null) {
            folder.copy(parts.from(), parts.weights());
        }
        if (parts.adapter() != null) {
            folder.copy(ADAPTER, parts.adapter());
        }
        folder.text("README.md", new OllamaReadme(lab, mode, model).text(parts, retrieval));
    }

    private String modelfile(Parts parts, List<ChatMessage> fixed) {
        SamplingOptions sampling = lab.sampling();
        StringBuilder text = new StringBuilder(
                "# " + lab.name() + ", mode " + mode.name() + ". The chat template is the one in the weights.\n");
        text.append("FROM ")
                .append(parts.weights() == null ? "" : "./")
                .append(parts.from())
                .append('\n');
        if (parts.adapter() != null) {
            text.append("ADAPTER ./" + ADAPTER + "\n");
        }
        text.append("PARAMETER temperature ").append(sampling.temperature()).append('\n');
        text.append("PARAMETER seed ").append(sampling.seed()).append('\n');
        text.append("PARAMETER num_ctx ").append(sampling.contextTokens()).append('\n');
        text.append("PARAMETER num_predict ").append(sampling.maxOutputTokens()).append('\n');
        for (ChatMessage message : fixed) {
            text.append(
                            message.role() == Role.SYSTEM
                                    ? "SYSTEM "
                                    : "MESSAGE " + message.role().word() + " ")
                    .append(quoted(message.text()))
                    .append('\n');
        }
        return text.toString();
    }

    /** Between triple quotes a Modelfile takes everything as it is, but for triple quotes. */
    private String quoted(String text) {
        if (text.contains(QUOTES)) {
            throw new LabDefinitionException(lab.file() + ": a prompt of mode \"" + mode.name()
                    + "\" contains three quotation marks in a row, which a Modelfile can't hold; take them out");
        }
        return QUOTES + text + QUOTES;
    }

    private JsonNode request(List<ChatMessage> messages) {
        ObjectNode request =
                JsonNodeFactory.instance.objectNode().put("model", model).put("stream", false);
        request.set("messages", ChatExport.messages(messages));
        String schema = new AnswerForm(lab.task(), mode.adaptation().constrain()).schema();
        if (schema != null) {
            try {
                request.set("format", JSON.readTree(schema));
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the schema is ours", e);
            }
        }
        return request;
    }
}
