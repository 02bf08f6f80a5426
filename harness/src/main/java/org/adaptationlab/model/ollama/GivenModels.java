package org.adaptationlab.model.ollama;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.gguf.GgufFile;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.problem.LabDefinitionException;
import org.jspecify.annotations.Nullable;

/**
 * The models that runs give to a server: bases, adapters and merged weights, each once, under a name that carries the
 * digest, so that the next run finds them there.
 */
final class GivenModels {

    private static final String NAMESPACE = "adaptation-lab/";
    private static final int DIGEST_DIGITS = 12;

    private final OllamaApi api;
    private final OllamaFailures failures;

    GivenModels(OllamaApi api, OllamaFailures failures) {
        this.api = api;
        this.failures = failures;
    }

    /** Whether a run gave it; others are the user's own. */
    static boolean isGiven(String name) {
        return name.startsWith(NAMESPACE);
    }

    /** Gives a base's weights, and returns the name that the server knows it by. */
    String base(BaseModel base, Path file) {
        try {
            String name = contentName(base.name(), base.weightsDigest());
            if (api.find(name).isEmpty()) {
                giveBlob(file, base.weightsDigest());
                api.createFromFile(name, fileName(file), base.weightsDigest(), ChatMl.whereNone(GgufFile.open(file)));
            }
            return name;
        } catch (IOException e) {
            throw failures.failed("could not be given the model " + base.name(), e);
        }
    }

    /** Gives an adapter for a base that the server knows as {@code baseName}, and returns the name of the two. */
    String withAdapter(BaseModel base, String baseName, Path adapter) {
        String digest = digest(adapter);
        String name = contentName(base.name() + "-" + shortened(base.weightsDigest()), digest);
        try {
            if (api.find(name).isEmpty()) {
                giveBlob(adapter, digest);
                api.createWithAdapter(name, baseName, fileName(adapter), digest);
            }
            return name;
        } catch (HttpRefusal e) {
            throw failures.unfit(adapter, e);
        } catch (IOException e) {
            throw failures.failed("could not be given the adapter " + adapter, e);
        }
    }

    /** Makes a model of a base and an adapter, to be deleted by who tries it; returns its name. */
    String probe(String baseName, Path adapter) throws IOException {
        String digest = digest(adapter);
        String name = contentName("probe", digest);
        giveBlob(adapter, digest);
        api.createWithAdapter(name, baseName, fileName(adapter), digest);
        return name;
    }

    /**
     * Gives merged weights, which are made only where the server does not have them, and returns their name.
     *
     * @param adapter null for the base in the types of the merged weights
     */
    String merged(BaseModel base, @Nullable Path adapter, MergedWeights weights) {
        String name = contentName(
                base.name() + "-" + shortened(base.weightsDigest()) + "-" + weights.typeWord(),
                weights.key(base, adapter));
        try {
            if (api.find(name).isEmpty()) {
                try (MergedWeights.Made made = weights.make(base, adapter)) {
                    giveBlob(made.file(), made.sha256());
                    api.createFromFile(name, "model.gguf", made.sha256(), template(base));
                }
            }
            return name;
        } catch (IOException e) {
            throw failures.failed("could not be given merged weights of " + base.name(), e);
        }
    }

    /** That of a model which the server has under its name; else what the file says counts. */
    private ObjectNode template(BaseModel base) throws IOException {
        if (!base.onServer()) {
            return ChatMl.whereNone(GgufFile.open(Objects.requireNonNull(base.file(), "merged from a file")));
        }
        OllamaApi.Shown shown = api.show(base.name());
        ObjectNode further = JsonNodeFactory.instance.objectNode();
        if (!shown.template().isEmpty()) {
            further.put("template", shown.template());
        }
        if (!shown.parameters().isEmpty()) {
            further.set("parameters", shown.parameters());
        }
        return further;
    }

    /** Deletes all of them, and returns their names. */
    List<String> delete() {
        List<String> deleted = new ArrayList<>();
        try {
            for (OllamaApi.Listed model : api.tags()) {
                if (isGiven(model.name())) {
                    api.delete(model.name());
                    deleted.add(model.name());
                }
            }
        } catch (IOException e) {
            throw failures.failed("could not delete what runs left", e);
        }
        return deleted;
    }

    private void giveBlob(Path file, String digest) throws IOException {
        if (!api.hasBlob(digest)) {
            api.putBlob(file, digest);
        }
    }

    static String digest(Path adapter) {
        try {
            return Sha256.ofFile(adapter);
        } catch (IOException e) {
            throw new LabDefinitionException("the adapter " + adapter + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static String contentName(String base, String digest) {
        return NAMESPACE + base.replaceAll("[^A-Za-z0-9._-]", "-") + "-" + shortened(digest) + ":latest";
    }

    private static String shortened(String digest) {
        return digest.substring(0, Math.min(DIGEST_DIGITS, digest.length()));
    }

    private static String fileName(Path file) {
        return Objects.requireNonNull(file.getFileName(), "a file has a name").toString();
    }
}
