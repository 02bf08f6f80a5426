package org.adaptationlab.adapt;

import dev.langchain4j.data.document.Metadata;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.rag.content.Content;
import dev.langchain4j.rag.content.aggregator.ReciprocalRankFuser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.adaptationlab.lab.RetrievalSpec.IndexKind;
import org.adaptationlab.model.embedding.TextEmbedder;
import org.apache.lucene.document.Document;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.KnnFloatVectorQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.FSDirectory;

/**
 * Ranks the passages of one index on disk for a query: BM25, cosine of embeddings, or both fused by reciprocal rank
 * (Cormack et al. 2009, k = 60). Thread-safe; closing it releases the index files.
 */
public final class PassageIndex implements AutoCloseable {

    static final String ID = "id";
    static final String SOURCE = "source";
    static final String TEXT = "text";
    static final String VECTOR = "vector";

    private static final int MIN_CANDIDATES = 20;
    private static final int CANDIDATES_PER_RESULT = 4;
    /** Keeps a very long input below Lucene's limit of 1,024 clauses. */
    private static final int MAX_QUERY_TERMS = 1000;

    private final DirectoryReader reader;
    private final IndexSearcher searcher;
    private final IndexKind kind;
    private final TextEmbedder embedder;
    private final double buildSeconds;
    private final boolean reused;

    PassageIndex(FSDirectory directory, IndexKind kind, TextEmbedder embedder, boolean reused) throws IOException {
        this.reader = DirectoryReader.open(directory);
        this.searcher = new IndexSearcher(reader);
        this.kind = kind;
        this.embedder = embedder;
        this.buildSeconds = Double.parseDouble(
                reader.getIndexCommit().getUserData().getOrDefault(PassageIndexStore.BUILD_SECONDS, "0"));
        this.reused = reused;
    }

    /** Finds the {@code topK} best passages for a question. */
    public Retriever passagesFor(int topK) {
        return (query, excluded) -> search(topK, query, embedder::embedQuery, Scope.without(excluded));
    }

    /** Finds the {@code topK} texts most like a text, where the index holds texts of the same sort. */
    public Retriever neighboursOf(int topK) {
        return (query, excluded) -> search(topK, query, embedder::embed, Scope.without(excluded));
    }

    /** Ranks all passages of one document for a question, also those that share no word with it. */
    public DocumentRetriever passagesWithinDocument() {
        return (query, document) -> {
            Scope scope = Scope.within(document);
            int passages = count(scope);
            return passages == 0 ? List.of() : search(passages, query, embedder::embedQuery, scope);
        };
    }

    private int count(Scope scope) {
        try {
            return searcher.count(scope.query());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Seconds it took to embed and index the passages when that was done. */
    public double buildSeconds() {
        return buildSeconds;
    }

    /** Whether the index was there already. */
    public boolean reused() {
        return reused;
    }

    @Override
    public void close() {
        try {
            reader.close();
            reader.directory().close();
        } catch (IOException e) {
            throw new UncheckedIOException("the passage index cannot be closed", e);
        }
    }

    private List<Passage> search(int topK, String text, Function<String, float[]> embedding, Scope scope) {
        int candidates = Math.max(MIN_CANDIDATES, CANDIDATES_PER_RESULT * topK);
        try {
            List<List<Content>> rankings = new ArrayList<>();
            if (kind != IndexKind.DENSE) {
                rankings.add(ranked(lexical(text, scope), candidates));
            }
            if (kind != IndexKind.LEXICAL) {
                Query nearest = new KnnFloatVectorQuery(VECTOR, embedding.apply(text), candidates, scope.query());
                rankings.add(ranked(nearest, candidates));
            }
            return ReciprocalRankFuser.fuse(rankings).stream()
                    .limit(topK)
                    .map(PassageIndex::passage)
                    .toList();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static UncheckedIOException unreadable(IOException e) {
        return new UncheckedIOException("the passage index cannot be read", e);
    }

    /**
     * Which passages are looked at.
     *
     * @param words whether a passage must share a word with the query, or only comes first where it does
     */
    private record Scope(Query query, BooleanClause.Occur words) {

        static Scope without(String source) {
            BooleanQuery.Builder query =
                    new BooleanQuery.Builder().add(new MatchAllDocsQuery(), BooleanClause.Occur.FILTER);
            if (!source.isEmpty()) {
                query.add(new TermQuery(new Term(SOURCE, source)), BooleanClause.Occur.MUST_NOT);
            }
            return new Scope(query.build(), BooleanClause.Occur.MUST);
        }

        static Scope within(String source) {
            return new Scope(new TermQuery(new Term(SOURCE, source)), BooleanClause.Occur.SHOULD);
        }
    }

    private static Query lexical(String text, Scope scope) {
        BooleanQuery.Builder query = new BooleanQuery.Builder().add(scope.query(), BooleanClause.Occur.FILTER);
        BooleanQuery.Builder anyTerm = new BooleanQuery.Builder();
        List<String> terms = SearchTerms.of(text);
        terms.stream()
                .limit(MAX_QUERY_TERMS)
                .forEach(term -> anyTerm.add(new TermQuery(new Term(TEXT, term)), BooleanClause.Occur.SHOULD));
        if (!terms.isEmpty()) {
            query.add(anyTerm.build(), scope.words());
        }
        return query.build();
    }

    private List<Content> ranked(Query query, int candidates) throws IOException {
        List<Content> found = new ArrayList<>();
        for (ScoreDoc hit : searcher.search(query, candidates).scoreDocs) {
            Document stored = searcher.storedFields().document(hit.doc);
            Metadata metadata = Metadata.from(ID, stored.get(ID)).put(SOURCE, stored.get(SOURCE));
            found.add(Content.from(TextSegment.from(stored.get(TEXT), metadata)));
        }
        return found;
    }

    private static Passage passage(Content content) {
        TextSegment segment = content.textSegment();
        Metadata metadata = segment.metadata();
        return new Passage(
                String.valueOf(metadata.getString(ID)), String.valueOf(metadata.getString(SOURCE)), segment.text());
    }
}
