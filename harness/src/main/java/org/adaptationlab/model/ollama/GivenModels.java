package org.adaptationlab.model.ollama;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.model.BaseModel;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.problem.LabDefinitionException;

/**
 * The models that runs give to a server: bases and adapters, each once, under a name that carries the digest, so that the
 * next run finds them there.
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
                api.createFromFile(name, fileName(file), base.weightsDigest());
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

    private static String digest(Path adapter) {
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
