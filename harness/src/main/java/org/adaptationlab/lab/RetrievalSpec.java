package org.adaptationlab.lab;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What to retrieve for an example.
 *
 * @param from where the passages come from
 * @param index which index ranks them
 * @param topK number of passages put into the prompt; from {@link Source#GOLD} most of the gold document, the
 *     distractors come on top
 * @param size how long a passage of the corpus may be
 * @param distractors passages of other documents around those of the gold document; none for other sources
 * @param goldShare share (0 to 1) of an adapter's training prompts that have a passage of the gold document, one with the
 *     answer where there is one, among their {@code topK}, all others being distractors; null where training retrieves as
 *     inference does
 * @param url of the service that is asked; null for other sources than {@link Source#HTTP}
 * @param rerank what chooses the passages among more that were found; null for nothing, and where nothing is searched for
 */
public record RetrievalSpec(
        Source from,
        IndexKind index,
        int topK,
        PassageSize size,
        Distractors distractors,
        @Nullable Double goldShare,
        @Nullable URI url,
        @Nullable Rerank rerank) {

    public RetrievalSpec {
        Objects.requireNonNull(from, "from");
        Objects.requireNonNull(index, "index");
        Objects.requireNonNull(size, "size");
        Objects.requireNonNull(distractors, "distractors");
        if (topK < 1 || (goldShare != null && !(goldShare >= 0 && goldShare <= 1))) {
            throw new IllegalArgumentException("top-k " + topK + ", gold-share " + goldShare);
        }
        if ((from == Source.HTTP) != (url != null)) {
            throw new IllegalArgumentException("from " + from + ", url " + url);
        }
        if (rerank != null && rerank.of() < topK) {
            throw new IllegalArgumentException("top-k " + topK + " of " + rerank.of());
        }
    }

    /** Retrieval from the data set. */
    public RetrievalSpec(
            Source from,
            IndexKind index,
            int topK,
            PassageSize size,
            Distractors distractors,
            @Nullable Double goldShare) {
        this(from, index, topK, size, distractors, goldShare, null, null);
    }

    /** Plain retrieval of passages of the usual size. */
    public RetrievalSpec(Source from, IndexKind index, int topK) {
        this(from, index, topK, PassageSize.USUAL, Distractors.NONE, null);
    }

    /** The same with another number of passages. */
    public RetrievalSpec withTopK(int number) {
        Rerank more = rerank == null ? null : new Rerank(rerank.url(), rerank.model(), Math.max(rerank.of(), number));
        return new RetrievalSpec(from, index, number, size, distractors, goldShare, url, more);
    }

    /** The same with other distractors. */
    public RetrievalSpec withDistractors(Distractors others) {
        return new RetrievalSpec(from, index, topK, size, others, goldShare, url, rerank);
    }

    /** How many passages are searched for: more than are shown where they are ranked again. */
    public int searched() {
        return rerank == null ? topK : rerank.of();
    }

    /** Whether passages are searched for, so that it can be asked how well they were found. */
    public boolean isSearch() {
        return from.isSearch();
    }

    /**
     * A reranker on a server.
     *
     * @param url of the call that ranks
     * @param model its name there; "" where the server has one only
     * @param of how many passages it is given to choose from
     */
    public record Rerank(URI url, String model, int of) {

        public Rerank {
            Objects.requireNonNull(url, "url");
            Objects.requireNonNull(model, "model");
        }
    }

    /** Where passages come from. */
    public enum Source {
        /** The training examples, as shots. */
        TRAIN,
        CORPUS,
        /** The document that holds the answer, which only the data set knows: a ceiling, not a way to go. */
        GOLD,
        /** A search service of the user's own. */
        HTTP;

        /** Whether passages are searched for, by the harness or by a service. */
        boolean isSearch() {
            return this == CORPUS || this == HTTP;
        }

        /** The word for it in a lab file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** BM25, dense vectors, or both fused by reciprocal rank. */
    public enum IndexKind {
        LEXICAL,
        DENSE,
        HYBRID;

        /** The word for it in a lab file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * How sections of documents are cut.
     *
     * @param words most words of a passage, its headings not counted
     * @param overlapWords most words at the end of a passage that begin the next one of the same section
     */
    public record PassageSize(int words, int overlapWords) {

        /** Sections of up to 200 words stay whole: about what the embedder reads as one. */
        public static final PassageSize USUAL = new PassageSize(200, 30);

        public PassageSize {
            if (words < 1 || overlapWords < 0 || overlapWords >= words) {
                throw new IllegalArgumentException("passage-words " + words + ", overlap-words " + overlapWords);
            }
        }
    }

    /**
     * Passages that do not hold the answer.
     *
     * @param count how many, the best-ranked of other documents; fewer where the corpus has fewer
     * @param position where the gold document's passages stand among them
     */
    public record Distractors(int count, Position position) {

        /** The gold document's passages alone. */
        public static final Distractors NONE = new Distractors(0, Position.FIRST);

        public Distractors {
            Objects.requireNonNull(position, "position");
            if (count < 0) {
                throw new IllegalArgumentException("distractors " + count);
            }
        }
    }

    /** Where the passages of the gold document stand. */
    public enum Position {
        FIRST,
        MIDDLE,
        LAST,
        /** Where the ranking has them. */
        RANKED,
        /** Nowhere: only distractors are shown. */
        ABSENT;

        /** The word for it in a lab file. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
