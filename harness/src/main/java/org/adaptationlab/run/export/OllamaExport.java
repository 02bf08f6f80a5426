package org.adaptationlab.run.export;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.adaptationlab.model.AdapterRef;
import org.adaptationlab.model.ChatMessage;
import org.adaptationlab.model.ChatMessage.Role;
import org.adaptationlab.model.ollama.OllamaParts;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;

/** A mode to take home: a folder from which {@code ollama create} makes a model, and what has to be sent to it. */
public final class OllamaExport {

    static final String SERVER = "Ollama";
    private static final String MERGED = "merged.gguf";
    private static final String QUOTES = "\"\"\"";

    private final HomeMode home;
    private final AdapterForm form;

    /** How an adapter goes with the base. */
    public enum AdapterForm {
        /** In one file with the base, which every Ollama takes. */
        MERGED,
        /** Laid over the base as it is, which Ollama takes before 0.34.1. */
        APPLIED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** An export of a mode. */
    public OllamaExport(HomeMode home, AdapterForm form) {
        this.home = home;
        this.form = form;
    }

    /** The lines of a Modelfile that say what the model is made of, and the files. */
    private record Source(
            String from, @Nullable Path base, @Nullable Path adapter, boolean merged) {

        String lines() {
            return "FROM " + from + "\n" + (adapter == null || merged ? "" : "ADAPTER ./" + HomeMode.ADAPTER + "\n");
        }
    }

    /**
     * Writes the folder.
     *
     * @throws LabDefinitionException when it can't be written as a Modelfile
     * @throws org.adaptationlab.problem.PrerequisiteException when the folder cannot be written
     */
    public void write(ExportFolder folder, HomeParts parts) {
        Source source = source(parts);
        ObjectNode request = OllamaParts.request(home.name(), home.request(), home.server());
        List<ChatMessage> inModel = turnsInModel();
        String modelfile = modelfile(source, request.path("options"), inModel);
        writeWeights(folder, source);
        folder.text("Modelfile", modelfile);
        request.remove("keep_alive"); // says how long to keep memory, nothing of answers
        for (int turn = 0; turn < inModel.size(); turn++) {
            ((ArrayNode) request.path("messages")).remove(0);
        }
        home.write(folder, request);
        folder.text("README.md", new HomeReadme(home).text(readme(source, request, inModel)));
    }

    private Source source(HomeParts parts) {
        if (parts.adapter() instanceof AdapterRef.Served served) {
            return new Source(modelName(served.modelName()), null, null, false);
        }
        Path weights = parts.base().file();
        Path adapter = parts.adapterFile();
        boolean merged = adapter != null && form == AdapterForm.MERGED;
        if (weights == null && merged) {
            throw home.refusal(
                    "has an adapter that can't be merged into " + parts.base().name()
                            + ", whose weights are not a file on this machine; name a model of the catalogue, or give --adapter"
                            + " applied for an Ollama before 0.34.1");
        }
        String from = weights == null
                ? modelName(parts.base().name())
                : "./" + (merged ? MERGED : HomeParts.fileName(weights));
        return new Source(from, weights, adapter, merged);
    }

    /** A Modelfile has no quotes around names. */
    private String modelName(String name) {
        if (name.isEmpty() || name.codePoints().anyMatch(Character::isWhitespace)) {
            throw home.refusal("is measured on the model \"" + name
                    + "\": a name with white space is none of Ollama's models; correct it in the lab file");
        }
        return name;
    }

    private static void writeWeights(ExportFolder folder, Source source) {
        Path base = source.base();
        Path adapter = source.adapter();
        if (source.merged() && base != null && adapter != null) {
            folder.write(MERGED, target -> OllamaParts.merge(base, adapter, target));
            return;
        }
        if (base != null) {
            folder.copy(HomeParts.fileName(base), base);
        }
        if (adapter != null) {
            folder.copy(HomeMode.ADAPTER, adapter);
        }
    }

    /** None where a Modelfile can't hold the first, or it is sent as something else than a system message. */
    private List<ChatMessage> turnsInModel() {
        List<ChatMessage> fixed = home.fixedTurns();
        return fixed.get(0).text().isBlank() || home.server().mergeSystem() ? List.of() : fixed;
    }

    private String modelfile(Source source, JsonNode options, List<ChatMessage> turns) {
        StringBuilder text = new StringBuilder(
                "# " + home.lab().name() + ", mode " + home.mode().name() + "\n" + source.lines());
        ObjectNode chatForm =
                source.base() == null ? JsonNodeFactory.instance.objectNode() : OllamaParts.chatForm(source.base());
        if (chatForm.has("template")) {
            text.append("# The weights have no form of chats; this is ChatML.\n");
            text.append("TEMPLATE ")
                    .append(quoted(chatForm.path("template").asText()))
                    .append('\n');
        }
        appendParameters(text, chatForm.path("parameters"));
        appendParameters(text, options);
        for (ChatMessage message : turns) {
            text.append(
                            message.role() == Role.SYSTEM
                                    ? "SYSTEM "
                                    : "MESSAGE " + message.role().word() + " ")
                    .append(quoted(message.text()))
                    .append('\n');
        }
        return text.toString();
    }

    private static void appendParameters(StringBuilder text, JsonNode parameters) {
        for (Map.Entry<String, JsonNode> parameter : parameters.properties()) {
            Iterable<JsonNode> values =
                    parameter.getValue().isArray() ? parameter.getValue() : List.of(parameter.getValue());
            for (JsonNode value : values) {
                text.append("PARAMETER ")
                        .append(parameter.getKey())
                        .append(' ')
                        .append(value)
                        .append('\n');
            }
        }
    }

    /** Between triple quotes a Modelfile takes everything as it is, but for triple quotes. */
    private String quoted(String text) {
        if (text.contains(QUOTES)) {
            throw home.refusal(
                    "has a prompt with three quotation marks in a row, which a Modelfile can't hold; take them out");
        }
        return QUOTES + text + QUOTES;
    }

    private HomeReadme.Server readme(Source source, ObjectNode request, List<ChatMessage> inModel) {
        return new HomeReadme.Server(
                SERVER,
                "    ollama create " + home.name() + " -f Modelfile\n"
                        + "    curl http://localhost:11434/api/chat -d @ask.json\n",
                HomeReadme.row("Modelfile", "what the model is made of, system message, fixed examples, all options")
                        + files(source),
                inModel.isEmpty()
                        ? "The model has no system message of its own: `ask.json` brings it with every request."
                        : "The system message and any fixed examples are in the model; a request does not repeat them.",
                """
                The options are in the model and in `ask.json`; those of a request count. `think` is heeded from Ollama 0.9 on:
                an older one lets a model think that can. `truncate` and `shift` are heeded from 0.12.6 on: an older one cuts a
                prompt that does not fit into `num_ctx` (%s tokens) and does not say so.%s
                """.formatted(request.at("/options/num_ctx").asText(), versions(source)));
    }

    private static String files(Source source) {
        if (source.merged()) {
            return HomeReadme.row(
                    MERGED,
                    "base and LoRA adapter in one: the tensors that the adapter changes in " + OllamaParts.mergedType()
                            + " (F32 and F16 stay), all others as they were");
        }
        return (source.base() == null ? "" : HomeReadme.row(source.from().substring(2), "the base model's weights"))
                + (source.adapter() == null ? "" : HomeReadme.row(HomeMode.ADAPTER, "the LoRA adapter"));
    }

    private static String versions(Source source) {
        if (source.adapter() == null) {
            return "";
        }
        return source.merged()
                ? "\n\nA run on Ollama 0.34.1 or newer measures such merged weights. Older ones are measured with the adapter"
                        + " laid\nover the base, which answers alike but not always the same: `lab export … --adapter applied`"
                        + " writes that."
                : "\n\nThe adapter is laid over the base (`ADAPTER`), which Ollama takes before 0.34.1. From then on:"
                        + " `lab export …\n--adapter merged`.";
    }
}
