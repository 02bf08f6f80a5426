package org.adaptationlab.result;

import java.util.ArrayList;
import java.util.List;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.Provenance;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.score.Metric;
import org.adaptationlab.score.Score;

/** A made-up run of a short-answer lab: closed book and retrieval, six questions, two of them without an answer. */
public final class AnswersFixture {

    private static final ModeIdentity CLOSED = new ModeIdentity("closed", "prompt", null, null);
    private static final ModeIdentity RAG = new ModeIdentity("rag", "rag", null, null);

    private final List<ExampleResult> rows = new ArrayList<>();
    private final List<ScoreRow> scores = new ArrayList<>();

    private AnswersFixture() {}

    public static RunResults handbook() {
        AnswersFixture run = new AnswersFixture();
        run.answer(CLOSED, "t1", true, 0, false, -1);
        run.answer(CLOSED, "t2", true, 1, false, -1);
        run.answer(CLOSED, "t3", true, 0, true, -1);
        run.fail(CLOSED, "t4");
        run.answer(CLOSED, "t5", false, 1, true, -1);
        run.answer(CLOSED, "t6", false, 0, false, -1);
        run.answer(RAG, "t1", true, 1, false, 1);
        run.answer(RAG, "t2", true, 1, false, 0);
        run.answer(RAG, "t3", true, 0, false, 2);
        run.answer(RAG, "t4", true, 0, true, 0);
        run.answer(RAG, "t5", false, 1, true, -1);
        run.answer(RAG, "t6", false, 1, true, -1);
        List<ModeFacts> facts = List.of(
                new ModeFacts(CLOSED, false, null, false, 0.5, 210L, 0, null),
                new ModeFacts(RAG, false, 1.5, false, 0.5, 230L, 0, null));
        List<Provenance.Sample> samples = run.rows.stream()
                .filter(row -> row.mode().equals(RAG))
                .map(row -> new Provenance.Sample(row.exampleId(), "What does the handbook say of " + row.exampleId()))
                .toList();
        return RunResults.of(
                RunFixture.provenance(facts, List.of(), samples), run.rows, run.scores, Metric.ANSWER_MATCH);
    }

    /** @param goldRank -1 where nothing is looked for, 0 where it was not found */
    private void answer(ModeIdentity mode, String id, boolean answerable, double score, boolean refused, int goldRank) {
        String text = refused ? "I don't know." : "30 days";
        add(mode, id, answerable, new Outcome.Answered(text, text, new Score.Graded(score, "judged")));
        score(mode, id, Metric.EXACT_MATCH, score);
        score(mode, id, Metric.TOKEN_F1, score == 0 && !refused ? 0.25 : score);
        score(mode, id, Metric.REFUSED, refused ? 1 : 0);
        if (goldRank >= 0) {
            score(mode, id, Metric.RECALL_AT_K, goldRank > 0 ? 1 : 0);
            score(mode, id, Metric.RECIPROCAL_RANK, goldRank > 0 ? 1.0 / goldRank : 0);
            score(mode, id, Metric.NDCG, goldRank > 0 ? 1 / (Math.log(1.0 + goldRank) / Math.log(2)) : 0);
        }
    }

    private void fail(ModeIdentity mode, String id) {
        add(mode, id, true, new Outcome.Failed("connection reset"));
    }

    private void add(ModeIdentity mode, String id, boolean answerable, Outcome outcome) {
        rows.add(new ExampleResult(
                mode,
                id,
                slice(id, answerable),
                1,
                outcome,
                answerable ? "30 days" : "",
                CallMeasurement.NONE,
                List.of(),
                null,
                0,
                answerable,
                null));
    }

    private static String slice(String id, boolean answerable) {
        return !answerable ? "unanswerable" : id.compareTo("t3") < 0 ? "number" : "name";
    }

    private void score(ModeIdentity mode, String id, Metric metric, double value) {
        scores.add(new ScoreRow(mode, id, 1, metric.column(), value));
    }
}
