package org.adaptationlab.adapt;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.adaptationlab.file.Folders;
import org.adaptationlab.file.Sha256;
import org.adaptationlab.lab.RetrievalSpec.IndexKind;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.adaptationlab.problem.IoReason;
import org.adaptationlab.problem.PrerequisiteException;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.NoMergePolicy;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.store.FSDirectory;

/** Builds passage indexes and keeps them in one folder, each under the digest of what went into it. */
public final class PassageIndexStore {

    static final String BUILD_SECONDS = "build-seconds";

    /** Raised when passages would be indexed in another way, so that older indexes are not taken for newer ones. */
    private static final String FORMAT = "2";

    private static final String BUILDING = ".building-";

    /** No index takes so long to build without writing a file. */
    private static final Duration LEFT_OVER = Duration.ofDays(1);

    /** Held, as loggers are weakly referenced: Lucene tells every user which JVM features it found. */
    private static final Logger LUCENE = Logger.getLogger("org.apache.lucene");

    static {
        LUCENE.setLevel(Level.SEVERE);
    }

    private final Path folder;
    private final TextEmbedder embedder;
    private final LongSupplier nanoClock;
    private final IndexingProgress progress;

    /** @param folder where indexes are kept; created when the first one is built */
    public PassageIndexStore(Path folder, TextEmbedder embedder, LongSupplier nanoClock) {
        this(folder, embedder, nanoClock, IndexingProgress.NONE);
    }

    private PassageIndexStore(Path folder, TextEmbedder embedder, LongSupplier nanoClock, IndexingProgress progress) {
        this.folder = folder;
        this.embedder = embedder;
        this.nanoClock = nanoClock;
        this.progress = progress;
    }

    /** The same store, telling how indexing goes on. */
    public PassageIndexStore telling(IndexingProgress listener) {
        return new PassageIndexStore(folder, embedder, nanoClock, listener);
    }

    /** The embedder that indexes are made with. */
    public TextEmbedder embedder() {
        return embedder;
    }

    /**
     * The index of these passages for one kind of ranking, built if it is not there yet. Dense and hybrid ranking share
     * one on disk; lexical ranking has its own, for which nothing is embedded.
     *
     * @throws PrerequisiteException when the folder cannot be written or read
     */
    public PassageIndex open(List<Passage> passages, IndexKind kind) {
        boolean vectors = kind != IndexKind.LEXICAL;
        Path place = folder.resolve(digest(passages, vectors));
        try {
            boolean reused = Files.isDirectory(place);
            if (!reused) {
                build(passages, vectors, place);
            }
            return new PassageIndex(FSDirectory.open(place), kind, embedder, reused);
        } catch (IOException e) {
            throw new PrerequisiteException(
                    place + ": the passage index cannot be built or read (" + IoReason.of(e)
                            + "); check the disk, or delete that folder and run again",
                    e);
        }
    }

    private String digest(List<Passage> passages, boolean vectors) {
        Sha256 digest = new Sha256().field(FORMAT).field(vectors ? embedder.digest() : "no vectors");
        passages.forEach(
                passage -> digest.field(passage.id()).field(passage.source()).field(passage.text()));
        return digest.hex();
    }

    private void build(List<Passage> passages, boolean vectors, Path place) throws IOException {
        Files.createDirectories(folder);
        deleteLeftOver();
        Path temporary = Files.createTempDirectory(folder, BUILDING);
        try {
            write(passages, vectors, temporary, place.getFileName());
            Files.move(temporary, place);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(place)) { // else another process built the same index meanwhile
                throw e;
            }
        } finally {
            Folders.delete(temporary);
        }
    }

    /** What processes that were killed have left; another may be building now, so only what is old goes. */
    private void deleteLeftOver() throws IOException {
        long old = System.currentTimeMillis() - LEFT_OVER.toMillis();
        try (DirectoryStream<Path> unfinished = Files.newDirectoryStream(folder, BUILDING + "*")) {
            for (Path one : unfinished) {
                if (one.toFile().lastModified() < old) { // 0 where another process has just deleted it
                    Folders.delete(one);
                }
            }
        }
    }

    private void write(List<Passage> passages, boolean vectors, Path place, Path name) throws IOException {
        long start = nanoClock.getAsLong();
        try (SearchAnalyzer analyzer = new SearchAnalyzer();
                FSDirectory directory = FSDirectory.open(place);
                IndexWriter writer = new IndexWriter(directory, config(analyzer))) {
            long before = 0;
            if (vectors) {
                before = writeEmbedded(passages, writer, folder.resolve(".embedded-" + name));
            } else {
                for (Passage passage : passages) {
                    writer.addDocument(document(passage));
                }
            }
            double seconds = (before + nanoClock.getAsLong() - start) / 1e9;
            writer.setLiveCommitData(Map.of(BUILD_SECONDS, String.format(Locale.ROOT, "%.3f", seconds))
                    .entrySet());
        }
    }

    /** Gives the nanoseconds that earlier runs, which were stopped, took to embed what they left. */
    private long writeEmbedded(List<Passage> passages, IndexWriter writer, Path kept) throws IOException {
        try (PassageVectors vectors = PassageVectors.open(kept, embedder, nanoClock)) {
            for (int from = 0; from < passages.size(); from += PassageVectors.BATCH) {
                List<Passage> batch = passages.subList(from, Math.min(passages.size(), from + PassageVectors.BATCH));
                List<float[]> found = vectors.of(batch, from);
                for (int i = 0; i < batch.size(); i++) {
                    Document document = document(batch.get(i));
                    document.add(new KnnFloatVectorField(
                            PassageIndex.VECTOR, found.get(i), VectorSimilarityFunction.COSINE));
                    writer.addDocument(document);
                }
                progress.embedded(from + batch.size(), Math.min(vectors.before(), passages.size()), passages.size());
            }
            vectors.delete();
            return vectors.nanosBefore();
        }
    }

    /** Segments are never merged: merging goes on beside the writing, and when it does would decide what is found. */
    private static IndexWriterConfig config(SearchAnalyzer analyzer) {
        return new IndexWriterConfig(analyzer).setMergePolicy(NoMergePolicy.INSTANCE);
    }

    private static Document document(Passage passage) {
        Document document = new Document();
        document.add(new StringField(PassageIndex.ID, passage.id(), Field.Store.YES));
        document.add(new StringField(PassageIndex.SOURCE, passage.source(), Field.Store.YES));
        document.add(new TextField(PassageIndex.TEXT, passage.text(), Field.Store.YES));
        return document;
    }
}
