package org.adaptationlab.run.environment;

import java.nio.file.Path;
import java.util.Map;
import org.adaptationlab.adapt.PassageIndexStore;
import org.adaptationlab.file.LabHome;
import org.adaptationlab.lab.EmbedderSpec;
import org.adaptationlab.lab.EmbedderSpec.BuiltIn;
import org.adaptationlab.lab.EmbedderSpec.Multilingual;
import org.adaptationlab.lab.EmbedderSpec.OnnxFile;
import org.adaptationlab.lab.EmbedderSpec.Protocol;
import org.adaptationlab.lab.EmbedderSpec.Served;
import org.adaptationlab.lab.LabDefinition;
import org.adaptationlab.model.embedding.EmbeddingServer;
import org.adaptationlab.model.embedding.OnnxEmbedder;
import org.adaptationlab.model.embedding.PublishedModel;
import org.adaptationlab.model.embedding.ServedEmbedder;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.model.ollama.OllamaEmbeddings;
import org.adaptationlab.model.openai.OpenAiEmbeddings;
import org.adaptationlab.model.store.ModelStore.DownloadListener;
import org.adaptationlab.model.store.PublishedFiles;

/** Makes the embedder that a lab names, and the indexes that it fills. Nothing is loaded or asked yet. */
public final class Embedders implements EmbedderSpec.Cases<TextEmbedder> {

    private final Map<String, String> environment;
    private final DownloadListener listener;

    private Embedders(Map<String, String> environment, DownloadListener listener) {
        this.environment = environment;
        this.listener = listener;
    }

    /**
     * What the lab file names.
     *
     * @param environment variables of the process
     * @param listener hears how a published one is fetched
     */
    public static TextEmbedder of(LabDefinition lab, Map<String, String> environment, DownloadListener listener) {
        return lab.embedder().match(new Embedders(environment, listener));
    }

    /** The indexes of the lab's home, by the lab's embedder. */
    public static PassageIndexStore indexes(
            LabDefinition lab, Map<String, String> environment, DownloadListener listener) {
        Path folder = LabHome.of(environment).resolve("indexes");
        return new PassageIndexStore(folder, of(lab, environment, listener), System::nanoTime);
    }

    @Override
    public TextEmbedder builtIn(BuiltIn builtIn) {
        return builtIn.language() == BuiltIn.Language.ENGLISH ? TextEmbedder.english() : TextEmbedder.englishFloat();
    }

    @Override
    public TextEmbedder multilingual(Multilingual multilingual) {
        PublishedFiles files = PublishedFiles.ofEmbedders(environment);
        return PublishedModel.MULTILINGUAL_E5_SMALL.embedder(file -> files.require(file, listener));
    }

    @Override
    public TextEmbedder onnxFile(OnnxFile file) {
        return new OnnxEmbedder(file);
    }

    @Override
    public TextEmbedder served(Served served) {
        EmbeddingServer server = served.protocol() == Protocol.OLLAMA
                ? OllamaEmbeddings.of(served.model(), served.endpoint(), environment)
                : OpenAiEmbeddings.of(served.model(), served.endpoint(), environment);
        return new ServedEmbedder(
                server, served.prefixes(), LabHome.of(environment).resolve("vectors"));
    }
}
