package org.adaptationlab.model.embedding;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.adaptationlab.dataset.PublicFile;
import org.adaptationlab.lab.EmbedderSpec.OnnxFile;
import org.jspecify.annotations.Nullable;

/** Embeds by a published model whose files are fetched before its first text. */
public final class FetchedEmbedder implements TextEmbedder {

    private final PublishedModel model;
    private final Function<PublicFile, Path> files;
    private @Nullable OnnxEmbedder fetched;

    /** @param files brings a file to this machine, and knows where one is that was brought */
    FetchedEmbedder(PublishedModel model, Function<PublicFile, Path> files) {
        this.model = model;
        this.files = files;
    }

    /**
     * multilingual-e5-small, for about a hundred languages.
     *
     * @param files brings a file to this machine, and knows where one is that was brought
     */
    public static FetchedEmbedder multilingual(Function<PublicFile, Path> files) {
        return new FetchedEmbedder(PublishedModel.MULTILINGUAL_E5_SMALL, files);
    }

    private synchronized OnnxEmbedder fetched() {
        if (fetched == null) {
            Path tokenizer = files.apply(model.tokenizer());
            Path weights = files.apply(model.model());
            fetched = new OnnxEmbedder(
                    new OnnxFile(weights, tokenizer, model.pooling(), model.maxTokens(), model.prefixes()));
        }
        return fetched;
    }

    @Override
    public String name() {
        return model.name();
    }

    @Override
    public String digest() {
        return fetched().digest();
    }

    @Override
    public int length() {
        return fetched().length();
    }

    @Override
    public List<float[]> embedAll(List<String> texts) {
        return fetched().embedAll(texts);
    }

    @Override
    public float[] embed(String text) {
        return fetched().embed(text);
    }

    @Override
    public float[] embedQuery(String text) {
        return fetched().embedQuery(text);
    }

    @Override
    public synchronized Optional<Known> known() {
        return Optional.ofNullable(fetched)
                .flatMap(OnnxEmbedder::known)
                .map(known -> new Known(name(), known.digest(), known.length()));
    }
}
