package org.adaptationlab.result.csv;

import java.util.List;
import java.util.function.Function;
import org.adaptationlab.result.load.LoadPoint;
import org.adaptationlab.result.record.ModeIdentity;
import org.jspecify.annotations.Nullable;

/** load.csv: a row per mode, number in flight and repetition. */
public final class LoadColumns implements CsvForm<LoadPoint> {

    /** The columns after the identity columns. */
    public static final List<Column<LoadPoint>> COLUMNS = Column.list(
            List.of(
                    Column.count("in_flight", LoadPoint::inFlight),
                    Column.count("repetition", LoadPoint::repetition),
                    Column.count("n", row -> row.counts().n()),
                    Column.count("n_failed", row -> row.counts().failed()),
                    Column.count("n_unparsed", row -> row.counts().unparsed()),
                    Column.count("n_truncated", row -> row.counts().truncated()),
                    Column.count("n_retried", row -> row.counts().retried()),
                    Column.count("n_within_limits", row -> row.counts().withinLimits()),
                    Column.amount("window_s", LoadPoint::seconds),
                    Column.ratio("requests_per_s", row -> row.rates().requestsPerS()),
                    Column.ratio("goodput_per_s", row -> row.rates().goodputPerS()),
                    Column.amount("input_tokens_per_s", row -> row.rates().inputTokensPerS()),
                    Column.amount("output_tokens_per_s", row -> row.rates().outputTokensPerS())),
            times("ttft_ms", LoadPoint::ttft),
            times("tpot_ms", LoadPoint::tpot),
            times("total_ms", LoadPoint::total),
            List.of(
                    Column.amount("input_tokens_mean", row -> row.tokens().input()),
                    Column.amount("output_tokens_mean", row -> row.tokens().output()),
                    Column.amount("cached_tokens_mean", row -> row.tokens().cached()),
                    Column.share("client_cpu_share", LoadPoint::clientCpuShare)));

    private static List<Column<LoadPoint>> times(String name, Function<LoadPoint, LoadPoint.Times> of) {
        return List.of(
                Column.amount(name + "_p50", row -> of.apply(row).p50()),
                Column.amount(name + "_p95", row -> of.apply(row).p95()),
                Column.count(name + "_n", row -> of.apply(row).n()));
    }

    @Override
    public List<Column<LoadPoint>> columns() {
        return COLUMNS;
    }

    @Override
    public ModeIdentity mode(LoadPoint row) {
        return row.mode();
    }

    @Override
    public LoadPoint read(CsvRow row, @Nullable ModeIdentity mode) {
        double seconds = row.requiredNumber("window_s");
        int inFlight = row.requiredCount("in_flight");
        int repetition = row.requiredCount("repetition");
        if (!(seconds > 0) || inFlight < 1 || repetition < 1) {
            throw row.bad("in_flight", "in_flight, repetition and window_s must be above 0");
        }
        return new LoadPoint(
                row.requiredMode(mode),
                inFlight,
                repetition,
                seconds,
                new LoadPoint.Counts(
                        row.requiredCount("n"),
                        row.requiredCount("n_failed"),
                        row.requiredCount("n_unparsed"),
                        row.requiredCount("n_truncated"),
                        row.requiredCount("n_retried"),
                        row.count("n_within_limits")),
                new LoadPoint.Rates(
                        row.requiredNumber("requests_per_s"),
                        row.number("input_tokens_per_s"),
                        row.number("output_tokens_per_s"),
                        row.number("goodput_per_s")),
                times(row, "ttft_ms"),
                times(row, "tpot_ms"),
                times(row, "total_ms"),
                new LoadPoint.Tokens(
                        row.number("input_tokens_mean"),
                        row.number("output_tokens_mean"),
                        row.number("cached_tokens_mean")),
                row.number("client_cpu_share"));
    }

    private static LoadPoint.Times times(CsvRow row, String name) {
        return new LoadPoint.Times(
                row.requiredCount(name + "_n"), row.number(name + "_p50"), row.number(name + "_p95"));
    }
}
