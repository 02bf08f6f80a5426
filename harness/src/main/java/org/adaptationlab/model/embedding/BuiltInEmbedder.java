package org.adaptationlab.model.embedding;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Embeds English text in this process. The model is loaded at the first text, about a second. A text is embedded by one
 * thread, the caller's, and none that spins: others measure meanwhile. Texts beyond 510 tokens are averaged over their parts.
 */
final class BuiltInEmbedder implements TextEmbedder {

    private final String name;
    private final String digest;
    private final BgeModel.Graph graph;
    private @Nullable BgeModel model;

    BuiltInEmbedder(BuiltInModel kind) {
        this(kind.title(), kind.digest(), kind::graph);
    }

    /** @param digest of all that decides its vectors */
    BuiltInEmbedder(String name, String digest, BgeModel.Graph graph) {
        this.name = name;
        this.digest = digest;
        this.graph = graph;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String digest() {
        return digest;
    }

    @Override
    public int length() {
        return BuiltInModel.LENGTH;
    }

    /** On all cores, each text by itself, so that its vector does not depend on the others. */
    @Override
    public List<float[]> embedAll(List<String> texts) {
        return texts.parallelStream().map(this::embed).toList();
    }

    @Override
    public float[] embed(String text) {
        return model().embed(text).content().vector();
    }

    @Override
    public float[] embedQuery(String text) {
        return embed(BuiltInModel.QUERY_PREFIX + text);
    }

    @Override
    public Optional<Known> known() {
        return Optional.of(new Known(name(), digest(), length()));
    }

    private synchronized BgeModel model() {
        if (model == null) {
            model = BgeModel.load(name, graph);
        }
        return model;
    }
}
