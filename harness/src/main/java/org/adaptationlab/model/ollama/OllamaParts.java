package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import org.adaptationlab.gguf.AdapterFile;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.gguf.MergedModel;
import org.adaptationlab.lab.ServerSettings;
import org.adaptationlab.model.GenerationRequest;
import org.adaptationlab.model.call.RequestRules;
import org.adaptationlab.model.call.UnsentRequest;

/** What runs give and send to an Ollama, for one that is used without this harness. */
public final class OllamaParts {

    private OllamaParts() {}

    /** The body of a request, with all fields that the latest version knows; older ones pass over those they don't. */
    public static ObjectNode request(String model, GenerationRequest request, ServerSettings settings) {
        OllamaProtocol protocol = new OllamaProtocol(URI.create("http://localhost:11434"), ServerVersion.LATEST);
        return UnsentRequest.body(model, request, protocol, new RequestRules(settings, words -> {}));
    }

    /** {@code template} and {@code parameters} for weights that have no form of chats; empty where they have one. */
    public static ObjectNode chatForm(Path weights) {
        return ChatMl.whereNone(GgufFile.open(weights));
    }

    /**
     * Writes whole weights of a base and an adapter, as versions are given that take no adapters.
     *
     * @throws org.adaptationlab.problem.LabDefinitionException if the adapter does not fit the base
     */
    public static void merge(Path base, Path adapter, Path target) throws IOException {
        AdapterFile opened = AdapterFile.open(adapter);
        MergedModel.write(GgufFile.open(base), opened, opened.modules(), MergedWeights.TYPE, target);
    }

    /** The type of the tensors that an adapter is merged into, in words. */
    public static String mergedType() {
        return MergedWeights.TYPE.toString();
    }
}
