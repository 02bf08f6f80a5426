package org.adaptationlab.model.embedding;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.EmbedderSpec.Prefixes;
import org.adaptationlab.model.call.HttpRefusal;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;
import org.jspecify.annotations.Nullable;

/**
 * Embeds by a model of a server: texts that are compared with in batches, each once, as they are kept under the digest of model
 * and text; questions one by one and always anew.
 *
 * <p>A server that does not tell which weights it has is known by its vector of one text. When that has changed, it is another
 * model under the same name, and what was kept of it does not count.
 */
public final class ServedEmbedder implements TextEmbedder {

    private static final int BATCH = 16;
    private static final int TRIES = 3;
    private static final long PAUSE_MILLIS = 1000;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;
    private static final String PROBE = "The quick brown fox jumps over the lazy dog.";

    private final EmbeddingServer server;
    private final Prefixes prefixes;
    private final Path folder;
    private @Nullable Opened opened;

    private record Opened(String digest, int length, KeptVectors kept) {}

    /** @param folder where vectors are kept, made when there are some */
    public ServedEmbedder(EmbeddingServer server, Prefixes prefixes, Path folder) {
        this.server = server;
        this.prefixes = prefixes;
        this.folder = folder;
    }

    @Override
    public String name() {
        return server.model();
    }

    @Override
    public String digest() {
        return opened().digest();
    }

    @Override
    public int length() {
        return opened().length();
    }

    @Override
    public List<float[]> embedAll(List<String> texts) {
        KeptVectors kept = opened().kept();
        Set<String> missing = new HashSet<>();
        List<String> asked = texts.stream()
                .filter(text -> kept.find(text).isEmpty() && missing.add(text))
                .toList();
        for (int from = 0; from < asked.size(); from += BATCH) {
            List<String> batch = asked.subList(from, Math.min(asked.size(), from + BATCH));
            kept.add(batch, ask(batch.stream().map(this::passage).toList(), length()));
        }
        return texts.stream().map(text -> kept.find(text).orElseThrow()).toList();
    }

    private String passage(String text) {
        return prefixes.passage() + text;
    }

    @Override
    public float[] embed(String text) {
        return ask(List.of(passage(text)), length()).get(0);
    }

    @Override
    public float[] embedQuery(String text) {
        return ask(List.of(prefixes.query() + text), length()).get(0);
    }

    @Override
    public synchronized Optional<Known> known() {
        return Optional.ofNullable(opened).map(open -> new Known(name(), open.digest(), open.length()));
    }

    private synchronized Opened opened() {
        if (opened == null) {
            try {
                Optional<String> weights = server.weightsDigest();
                float[] probe = ask(List.of(PROBE), 0).get(0);
                String identity = new Sha256()
                        .field(server.place())
                        .field(server.model())
                        .field(weights.orElse(""))
                        .hex();
                String digest = new Sha256()
                        .field(server.model())
                        .field(weights.orElseGet(() -> new KnownProbe(folder.resolve("probe-" + identity)).of(probe)))
                        .field(prefixes.passage())
                        .field(prefixes.query())
                        .hex();
                opened = new Opened(digest, probe.length, new KeptVectors(folder, digest, probe.length));
            } catch (IOException e) {
                throw failure(e);
            }
        }
        return opened;
    }

    /** @param length numbers in a vector; 0 for any */
    private List<float[]> ask(List<String> texts, int length) {
        for (int left = TRIES - 1; ; left--) {
            try {
                return checked(server.vectors(texts), texts.size(), length);
            } catch (IOException e) {
                if (left == 0 || !isWorthAnotherTry(e)) {
                    throw failure(e);
                }
                pause(e);
            }
        }
    }

    private static boolean isWorthAnotherTry(IOException e) {
        return !(e instanceof HttpRefusal refusal) || refusal.status() == TOO_MANY || refusal.status() >= SERVER_ERROR;
    }

    private void pause(IOException cause) {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure(cause);
        }
    }

    private static List<float[]> checked(List<float[]> vectors, int texts, int length) throws IOException {
        if (vectors.size() != texts) {
            throw HttpRefusal.within(vectors.size() + " vectors came for " + texts + " texts");
        }
        List<float[]> units = new ArrayList<>();
        for (float[] vector : vectors) {
            float[] unit = Vectors.unit(vector);
            if (unit.length == 0 || !(Math.abs(Vectors.dot(unit, unit) - 1) < 0.01)) {
                throw HttpRefusal.within("a vector came that has no direction (" + vector.length + " numbers)");
            }
            if (length > 0 && unit.length != length) {
                throw HttpRefusal.within("a vector of " + unit.length + " numbers came, others have " + length);
            }
            units.add(unit);
        }
        return units;
    }

    private PrerequisiteException failure(IOException e) {
        return new PrerequisiteException(
                "the embedder \"" + server.model() + "\" of " + server.place() + " cannot be used: " + IoReason.of(e)
                        + "; " + server.remedy(e),
                e);
    }
}
