package org.adaptationlab.result;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.function.IntUnaryOperator;
import org.adaptationlab.result.record.CallMeasurement;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.ModeFacts;
import org.adaptationlab.result.record.ModeIdentity;
import org.adaptationlab.result.record.Outcome;
import org.adaptationlab.result.record.ScoreRow;
import org.adaptationlab.score.Metric;
import org.adaptationlab.score.Score;
import org.jspecify.annotations.Nullable;

/** Made-up runs that need every kind of interval and test. */
public final class StatisticsFixture {

    private static final Metric TOKEN_F1 = new Metric("token_f1", "share", Metric.Direction.HIGHER);

    private final List<ExampleResult> rows = new ArrayList<>();
    private final List<ModeFacts> facts = new ArrayList<>();
    private final Random random = new Random(11);
    private final List<String> labels;
    private final IntUnaryOperator document;

    private StatisticsFixture(List<String> labels) {
        this(labels, example -> example / 3);
    }

    private StatisticsFixture(List<String> labels, IntUnaryOperator document) {
        this.labels = labels;
        this.document = document;
    }

    /** Scores between 0 and 1, three questions to a document, two repetitions, a mode with three adapters. */
    public static RunResults documents() {
        StatisticsFixture run = new StatisticsFixture(List.of());
        for (String mode : List.of("prompt", "rag", "control")) {
            run.graded(new ModeIdentity(mode, mode.equals("rag") ? "rag" : "prompt", null, null), 0.15);
        }
        for (long seed = 1; seed <= 3; seed++) {
            run.graded(
                    new ModeIdentity(
                            "lora",
                            "lora",
                            "abc".substring((int) seed - 1, (int) seed).repeat(64),
                            seed),
                    0.3);
        }
        return run.results(TOKEN_F1);
    }

    /** Documents with 1, 3, 5 and up to 17 questions. */
    public static RunResults unequalDocuments() {
        StatisticsFixture run = new StatisticsFixture(List.of(), example -> (int) Math.sqrt(example));
        run.graded(new ModeIdentity("prompt", "prompt", null, null), 0.15);
        run.graded(new ModeIdentity("rag", "rag", null, null), 0.3);
        run.graded(new ModeIdentity("lora", "lora", "a".repeat(64), 1L), 0.2);
        run.graded(new ModeIdentity("lora", "lora", "b".repeat(64), 2L), 0.3);
        return run.results(TOKEN_F1);
    }

    /** Scores between 0 and 1 of questions that do not belong together, one mode almost the same as another. */
    public static RunResults graded() {
        StatisticsFixture run = new StatisticsFixture(List.of());
        ModeIdentity prompt = new ModeIdentity("prompt", "prompt", null, null);
        ModeIdentity shots = new ModeIdentity("few-shot", "prompt", null, null);
        ModeIdentity same = new ModeIdentity("reworded", "prompt", null, null);
        for (int i = 0; i < 80; i++) {
            double score = run.random.nextInt(5) / 4.0;
            run.add(prompt, i, 1, null, score);
            run.add(shots, i, 1, null, Math.min(1, score + (run.random.nextInt(4) == 0 ? 0.25 : 0)));
            run.add(same, i, 1, null, i % 30 == 7 ? 1 - score : score);
        }
        for (ModeIdentity mode : List.of(prompt, shots, same)) {
            run.know(mode);
        }
        return run.results(TOKEN_F1);
    }

    /** More examples with scores in between than are resampled, and more calls than a 99th percentile needs. */
    public static RunResults many() {
        StatisticsFixture run = new StatisticsFixture(List.of());
        ModeIdentity prompt = new ModeIdentity("prompt", "prompt", null, null);
        ModeIdentity shots = new ModeIdentity("few-shot", "prompt", null, null);
        for (int i = 0; i < 5_200; i++) {
            double score = run.random.nextInt(5) / 4.0;
            run.add(prompt, i, 1, null, score);
            run.add(shots, i, 1, null, run.random.nextInt(3) == 0 ? run.random.nextInt(5) / 4.0 : score);
        }
        run.know(prompt);
        run.know(shots);
        return run.results(TOKEN_F1);
    }

    /** Right and wrong, two modes of three adapters each, one of them far better than the baseline; some calls failed. */
    public static RunResults adapters() {
        StatisticsFixture run = new StatisticsFixture(RunFixture.LABELS);
        run.labelled(new ModeIdentity("prompt", "prompt", null, null), 0.3);
        for (long seed = 1; seed <= 3; seed++) {
            run.labelled(new ModeIdentity("lora", "lora", ("a" + seed).repeat(32), seed), 0.7 + 0.02 * seed);
        }
        for (long seed = 1; seed <= 3; seed++) {
            run.labelled(new ModeIdentity("lora-short", "lora", ("b" + seed).repeat(32), seed), 0.5 + 0.02 * seed);
        }
        return run.results(Metric.ACCURACY);
    }

    /** A run with two further metrics: one of yes and no, and one in between. */
    public static RunResults further(RunResults run) {
        List<ScoreRow> scores = new ArrayList<>();
        for (ExampleResult row : run.examples()) {
            Double score = row.outcome().score();
            if (score != null) {
                scores.add(score(row, Metric.EXACT_MATCH, score > 0.7 ? 1 : 0));
                scores.add(score(row, Metric.FIELD_RECALL, Math.round(score * score * 1000) / 1000.0));
            }
        }
        return RunResults.of(
                run.provenance(),
                run.examples(),
                scores,
                new Metric(run.summaries().get(0).quality().metric(), "share", Metric.Direction.HIGHER));
    }

    private static ScoreRow score(ExampleResult row, Metric metric, double value) {
        return new ScoreRow(row.mode(), row.exampleId(), row.repetition(), metric.column(), value);
    }

    private void graded(ModeIdentity mode, double lift) {
        know(mode);
        for (int i = 0; i < 90; i++) {
            double ease = (document.applyAsInt(i) * 37 % 30) / 60.0;
            for (int repetition = 1; repetition <= 2; repetition++) {
                double score = Math.min(1, ease + lift * random.nextInt(3) / 2 + random.nextInt(3) / 8.0);
                add(mode, i, repetition, "manual-" + document.applyAsInt(i), score);
            }
        }
    }

    private void labelled(ModeIdentity mode, double right) {
        know(mode);
        for (int i = 0; i < 100; i++) {
            if (random.nextInt(60) == 0) {
                rows.add(RunFixture.row(mode, id(i), 1, new Outcome.Failed("gone")));
            } else {
                add(mode, i, 1, null, random.nextDouble() < right ? 1 : 0);
            }
        }
    }

    private void know(ModeIdentity mode) {
        facts.add(new ModeFacts(mode, mode.mode().equals("control"), null, false, null, null, 0, null));
    }

    private void add(ModeIdentity mode, int example, int repetition, @Nullable String doc, double score) {
        String target = labels.isEmpty() ? "the target" : labels.get(example % labels.size());
        String answer = labels.isEmpty()
                ? "an answer"
                : labels.get((example + (score == 1 ? 0 : 1 + random.nextInt(4))) % labels.size());
        double ttft = 200 + random.nextInt(90);
        rows.add(new ExampleResult(
                mode,
                id(example),
                null,
                repetition,
                new Outcome.Answered(answer, answer, new Score.Graded(score, "made up")),
                target,
                new CallMeasurement(80, 5, null, null, ttft, ttft - 4, 40.0, ttft + 40),
                List.of(),
                null,
                0,
                null,
                doc));
    }

    private RunResults results(Metric metric) {
        return RunResults.of(RunFixture.provenance(facts, labels, List.of()), rows, metric);
    }

    private static String id(int i) {
        return String.format(Locale.ROOT, "q-%03d", i + 1);
    }
}
