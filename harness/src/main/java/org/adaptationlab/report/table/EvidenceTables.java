package org.adaptationlab.report.table;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.adaptationlab.cost.CostModel;
import org.adaptationlab.cost.LatencySummary;
import org.adaptationlab.cost.TokenRate;
import org.adaptationlab.decide.BreakEven;
import org.adaptationlab.decide.Decision;
import org.adaptationlab.decide.Decision.Candidate;
import org.adaptationlab.guard.AnswerPair;
import org.adaptationlab.guard.GuardResult;
import org.adaptationlab.report.words.Figures;
import org.adaptationlab.report.words.MetricWords;
import org.adaptationlab.result.RunResults;
import org.adaptationlab.result.record.ExampleResult;
import org.adaptationlab.result.record.Provenance.LatencyProbe;
import org.adaptationlab.result.summary.ExampleScores;
import org.adaptationlab.result.summary.SummaryRow;
import org.jspecify.annotations.Nullable;

/** The tables behind the decision: guards, candidates, break-even, speed. */
public final class EvidenceTables {

    private static final int REQUESTS = 1000;

    private final RunResults results;

    public EvidenceTables(RunResults results) {
        this.results = results;
    }

    /** Every guard, the worst first. */
    public Table guards() {
        List<List<String>> rows = results.provenance().guards().stream()
                .sorted(Comparator.comparing(GuardResult::status).reversed())
                .map(guard ->
                        List.of(guard.name(), sign(guard) + " " + guard.status().word(), guard.detail()))
                .toList();
        return new Table(List.of("guard", "status", "what was found"), rows, 3);
    }

    /** What trainer and server say to training examples, side by side; no rows where that was not compared. */
    public Table answers() {
        List<List<String>> rows = results.provenance().guards().stream()
                .flatMap(guard -> guard.pairs().stream())
                .map(pair -> List.of(
                        pair.mode(),
                        pair.example(),
                        pair.same() ? "yes" : "no",
                        pair.target(),
                        pair.trainer() + (pair.cut() ? "…" : ""),
                        pair.server(),
                        tokens(pair),
                        pair.prompt()))
                .toList();
        return new Table(
                List.of(
                        "mode",
                        "training example",
                        "same",
                        "taught",
                        "the trainer says",
                        "the server says",
                        "prompt tokens there / here",
                        "prompt as the trainer had it"),
                rows,
                8);
    }

    private static String tokens(AnswerPair pair) {
        return Objects.toString(pair.trainerTokens(), "–") + " / " + Objects.toString(pair.serverTokens(), "–");
    }

    private static String sign(GuardResult guard) {
        return switch (guard.status()) {
            case PASS -> "✓";
            case WARN -> "!";
            case STOP -> "✗";
        };
    }

    /** What the decision chose from; no rows where there is none. */
    public Table candidates() {
        boolean priceOfRight =
                MetricWords.of(results.provenance().lab().metric()).shareOfRight();
        List<String> head = new ArrayList<>(
                List.of("mode", "behind the best, points", Figures.INTERVAL, "within margin", "USD / 1,000 requests"));
        if (priceOfRight) {
            head.add("USD / 1,000 right answers");
        }
        head.addAll(List.of("adapting USD", "median ms", "recommended in"));
        Decision decision = results.provenance().decision();
        List<List<String>> rows = new ArrayList<>();
        for (Candidate candidate : decision == null ? List.<Candidate>of() : decision.candidates()) {
            List<String> row = new ArrayList<>(List.of(
                    candidate.mode(),
                    Figures.points(candidate.loss()),
                    Figures.points(candidate.lossInterval().low()) + " to "
                            + Figures.points(candidate.lossInterval().high()),
                    candidate.withinMargin() ? "yes" : "no",
                    Figures.bareUsd(thousand(candidate.requestUsd()))));
            if (priceOfRight) {
                row.add(Figures.bareUsd(
                        thousand(CostModel.perRightAnswer(candidate.requestUsd(), candidate.quality()))));
            }
            row.addAll(List.of(
                    Figures.bareUsd(candidate.adaptUsd()),
                    Figures.rounded(candidate.medianMs()),
                    Figures.wholePercent(candidate.share())));
            rows.add(row);
        }
        return new Table(head, rows, 1);
    }

    /** From how many requests on the more expensive adapting has paid for itself. */
    public Table breakEvens() {
        Decision decision = results.provenance().decision();
        List<List<String>> rows = new ArrayList<>();
        for (BreakEven pair : decision == null ? List.<BreakEven>of() : decision.breakEvens()) {
            rows.add(List.of(
                    pair.first(),
                    pair.then(),
                    requests(pair.requests()),
                    pair.low() == null ? "never" : requests(pair.low()) + " to " + requests(pair.high())));
        }
        return new Table(List.of("costs less at first", "then", "from requests", Figures.INTERVAL), rows, 2);
    }

    /** Tokens per second by both clocks, and the probes. */
    public Table speed() {
        List<List<String>> rows = new ArrayList<>();
        Map<String, List<ExampleResult>> calls = ExampleScores.byMode(results.examples());
        for (SummaryRow row : results.byMode().values()) {
            String mode = row.mode().mode();
            List<LatencyProbe> probes = results.provenance().probes().stream()
                    .filter(probe -> probe.mode().equals(mode))
                    .toList();
            LatencyProbe probe = probes.isEmpty() ? null : probes.get(0);
            rows.add(List.of(
                    mode,
                    Figures.rounded(row.speed().prefillTokensPerS()),
                    Figures.rounded(row.speed().decodeTokensPerS()),
                    Figures.rounded(byClient(calls.getOrDefault(mode, List.of()))),
                    Figures.rounded(probe == null ? null : probe.coldMs()),
                    Figures.rounded(probe == null ? null : probe.warmMs()),
                    Figures.rounded(probe == null ? null : probe.beforeMs()),
                    Figures.rounded(probe == null ? null : probe.afterMs()),
                    Figures.percent(row.speed().blockDrift())));
        }
        return new Table(
                List.of(
                        "mode",
                        "prefill tokens/s",
                        "decode tokens/s",
                        "decode tokens/s, client's clock",
                        "probe TTFT cold ms",
                        "warm ms",
                        "cold before",
                        "cold after",
                        "block"),
                rows,
                1);
    }

    /** Percentiles of the times with their intervals; the 99th only where a mode has enough calls for it. */
    public Table percentiles() {
        boolean far =
                results.summaries().stream().anyMatch(row -> row.speed().total().p99() != null);
        List<String> head = new ArrayList<>(List.of("mode"));
        for (String time : List.of("TTFT", "answer")) {
            head.add(time + " p50 ms (" + Figures.INTERVAL + ")");
            head.add(time + " p95 ms (" + Figures.INTERVAL + ")");
            if (far) {
                head.add(time + " p99 ms (" + Figures.INTERVAL + ")");
            }
        }
        ResultTables labels = new ResultTables(results);
        List<List<String>> rows = new ArrayList<>();
        for (SummaryRow row : results.summaries()) {
            List<String> cells = new ArrayList<>(List.of(labels.label(row.mode())));
            for (LatencySummary time : List.of(row.speed().ttft(), row.speed().waiting())) {
                cells.add(Figures.within(time.p50(), time.p50Interval()));
                cells.add(Figures.within(time.p95(), time.p95Interval()));
                if (far) {
                    cells.add(Figures.within(time.p99(), time.p99Interval()));
                }
            }
            rows.add(cells);
        }
        return new Table(head, rows, 1);
    }

    private static @Nullable Double byClient(List<ExampleResult> calls) {
        TokenRate rate = new TokenRate();
        calls.stream()
                .filter(ExampleResult::isTimed)
                .map(ExampleResult::measurement)
                .forEach(call -> rate.add(call.answerTokens(), call.ttftMs(), call.totalMs()));
        return rate.perSecond();
    }

    private static @Nullable Double thousand(@Nullable Double usd) {
        return usd == null ? null : Double.valueOf(usd * REQUESTS);
    }

    private static String requests(@Nullable Double requests) {
        return requests == null ? "never" : Figures.count(requests);
    }
}
