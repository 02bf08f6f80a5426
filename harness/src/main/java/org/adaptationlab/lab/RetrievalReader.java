package org.adaptationlab.lab;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Optional;
import org.adaptationlab.file.YamlSection;
import org.adaptationlab.lab.RetrievalSpec.Distractors;
import org.adaptationlab.lab.RetrievalSpec.IndexKind;
import org.adaptationlab.lab.RetrievalSpec.PassageSize;
import org.adaptationlab.lab.RetrievalSpec.Position;
import org.adaptationlab.lab.RetrievalSpec.Rerank;
import org.adaptationlab.lab.RetrievalSpec.Source;
import org.jspecify.annotations.Nullable;

/** Reads the {@code retrieve} section of a mode. */
final class RetrievalReader {

    private static final List<String> KEYS = List.of(
            "from",
            "url",
            "index",
            "top-k",
            "rerank",
            "passage-words",
            "overlap-words",
            "distractors",
            "position",
            "gold-share");
    private static final int MAX_TOP_K = 1000;
    private static final int USUAL_OF = 20;
    private static final int MIN_WORDS = 20;
    private static final int MAX_WORDS = 10_000;

    private final YamlSection retrieve;
    private final Technique technique;
    private final int pool;

    /** {@code pool} is the number of training examples that the modes of the lab may draw from. */
    RetrievalReader(YamlSection retrieve, Technique technique, int pool) {
        this.retrieve = retrieve;
        this.technique = technique;
        this.pool = pool;
    }

    /** What is retrieved; empty where it is not said from where, which is reported. */
    Optional<RetrievalSpec> read() {
        retrieve.allow(KEYS);
        retrieve.require("from", "top-k");
        IndexKind index = retrieve.choice("index", List.of(IndexKind.values()), IndexKind::word)
                .orElse(IndexKind.HYBRID);
        int topK = retrieve.integer("top-k", 1, 1, MAX_TOP_K);
        PassageSize size = size();
        Distractors distractors = distractors();
        Double goldShare = goldShare();
        Optional<URI> url = url(retrieve, "a search service");
        Rerank rerank = rerank(topK);
        return retrieve.choice("from", List.of(Source.values()), Source::word).flatMap(from -> {
            check(from, topK);
            URI service = from == Source.HTTP ? url.orElse(null) : null;
            return from == Source.HTTP && service == null
                    ? Optional.empty()
                    : Optional.of(new RetrievalSpec(from, index, topK, size, distractors, goldShare, service, rerank));
        });
    }

    /** What ranks the passages again; null where nothing does, or where it is wrong, which is reported. */
    private @Nullable Rerank rerank(int topK) {
        YamlSection section = retrieve.section("rerank").orElse(null);
        if (section == null) {
            return null;
        }
        section.allow(List.of("url", "model", "of"));
        section.require("url");
        int of = section.integer("of", Math.max(USUAL_OF, topK), 1, MAX_TOP_K);
        if (of < topK) {
            section.report("of", "is " + of + ", fewer than the " + topK + " passages that are shown (top-k)");
            return null;
        }
        String model = section.text("model").orElse("");
        return url(section, "a reranker").map(url -> new Rerank(url, model, of)).orElse(null);
    }

    /** The address of a service; empty where it is missing or wrong, which is reported. */
    private static Optional<URI> url(YamlSection section, String service) {
        return section.text("url").flatMap(text -> {
            try {
                URI url = new URI(text);
                boolean web = "http".equalsIgnoreCase(url.getScheme()) || "https".equalsIgnoreCase(url.getScheme());
                if (web && url.getHost() != null && url.getUserInfo() == null && url.getFragment() == null) {
                    return Optional.of(url);
                }
            } catch (URISyntaxException e) {
                // reported below, like another scheme
            }
            section.report(
                    "url",
                    "is \"" + text + "\", which is no address of " + service + "; allowed: http://host:port/path or"
                            + " https://host/path, without user and password");
            return Optional.empty();
        });
    }

    private void check(Source from, int topK) {
        if (from == Source.TRAIN && topK > pool) {
            retrieve.report("top-k", "is " + topK + ", more than the " + pool + " training-examples of the lab");
        }
        if (from == Source.HTTP) {
            retrieve.require("url");
            refuse(
                    "is for passages that the harness cuts and ranks; a search service does that itself",
                    "index",
                    "passage-words",
                    "overlap-words");
        } else {
            refuse("is for \"from: http\", a search service of your own", "url");
        }
        if (!from.isSearch()) {
            refuse("is for passages that are searched for (\"from: corpus\" or \"from: http\")", "rerank");
        }
        if (from == Source.TRAIN) {
            refuse("is for passages, but training examples are retrieved whole", "passage-words", "overlap-words");
        }
        if (from != Source.GOLD) {
            refuse(
                    "is for \"from: gold\", where it is known which passages are no distractors",
                    "distractors",
                    "position");
        }
        if (from != Source.CORPUS || technique != Technique.LORA) {
            refuse(
                    "is for technique lora with \"from: corpus\": it says what an adapter is trained with",
                    "gold-share");
        }
    }

    private void refuse(String reason, String... keys) {
        List.of(keys).stream().filter(retrieve::has).forEach(key -> retrieve.report(key, reason));
    }

    private PassageSize size() {
        int words = retrieve.integer("passage-words", PassageSize.USUAL.words(), MIN_WORDS, MAX_WORDS);
        int usual = Math.min(PassageSize.USUAL.overlapWords(), words / 2);
        return new PassageSize(words, retrieve.integer("overlap-words", usual, 0, words / 2));
    }

    private Distractors distractors() {
        int count = retrieve.integer("distractors", 0, 0, MAX_TOP_K);
        Position position = retrieve.choice("position", List.of(Position.values()), Position::word)
                .orElse(Position.FIRST);
        return new Distractors(count, position);
    }

    private @Nullable Double goldShare() {
        return retrieve.has("gold-share") ? Double.valueOf(retrieve.number("gold-share", 0, 0, 1)) : null;
    }
}
