"""summary.csv and metrics.csv."""

from .book import identity, is_timed, mean_of, measured, wait_ms
from .labels import macro_f1
from .report import ERRORS, SHARE, TIME, USD
from .samples import Sample
from .times import block_drift, largest, percentile, percentile_interval, read_tokens


def check_summary(report, run):
    shown = {(row["mode"], row["adapter_digest"], row["adapter_seed"]): row for row in run.summary}
    expected = []
    for name, mode in run.modes.items():
        if len(mode.scores.adapters) > 1:
            expected.append((name, "", ""))
        expected += [(name, digest, seed) for _, digest, seed in mode.scores.adapters]
    report.of(f"{run.name}/summary.csv", "").same("rows", list(shown), expected)
    for key, row in shown.items():
        name, digest, seed = key
        if key in expected:
            check_row(report.of(f"{run.name}/summary.csv", f"{name} {seed}".strip()), row, run, digest, seed)


def check_row(check, row, run, digest, seed):
    mode = run.modes[row["mode"]]
    own = (mode.technique, digest, seed)
    together = own not in mode.scores.adapters
    scores = mode.scores if together else mode.scores.of(own)
    rows = mode.rows if together else [e for e in mode.rows if identity(e) == own]
    complete = run.sorted(scores.complete())
    check_counts(check, row, rows, complete)
    check_quality(check, row, scores, complete, run)
    check_macro_f1(check, row, rows, run.facts["lab"]["labels"] if complete else [], len(scores.adapters))
    check_times(check, row, rows)
    check_rates(check, row, rows, run)
    check_costs(check, row, rows, run, scores.adapters)
    blocks = [block_drift([e for e in rows if identity(e) == adapter], row["prefix_cache"] == "cold")
              for adapter in scores.adapters]
    if check.unless(run.earlier, "block_drift"):
        check.number("block_drift", row["block_drift"], largest(blocks), 5e-5)


def check_counts(check, row, rows, complete):
    by_example = {}
    for e in rows:
        by_example.setdefault(e["example_id"], []).append(e)
    failed = sum(all(e["outcome"] == "failed" for e in calls) for calls in by_example.values())
    graded = sum(any(e["score"] != "" for e in calls) for calls in by_example.values())
    counts = {
        "n": len(by_example),
        "n_failed": failed,
        "n_unparsed": sum(any(e["outcome"] == "unparsed" for e in calls) for calls in by_example.values()),
        "n_truncated": sum(any(e["outcome"] == "truncated" for e in calls) for calls in by_example.values()),
        "n_ungraded": len(by_example) - failed - graded,
        "n_calls": len(rows),
        "n_calls_failed": sum(e["outcome"] == "failed" for e in rows),
    }
    for column, count in counts.items():
        check.number(column, row[column], count, 0)
    if check.written(row, "n_complete"):
        check.number("n_complete", row["n_complete"], len(complete), 0)


def check_quality(check, row, scores, complete, run):
    """Over the examples that every adapter has a score for, each with its mean."""
    sample = Sample(scores, complete, run.document) if complete else None
    check.number("quality", row["quality"], sample and sample.mean(), SHARE)
    check_interval(check, row, "quality", sample, run)


def check_interval(check, row, column, sample, run):
    low, high, method = sample.interval() if sample else (None, None, None)
    earlier = run.earlier and method == "wilson-effective"
    if check.unless(earlier, f"{column}_ci of clusters, adapters or graded scores"):
        check.same(f"{column}_interval", row[f"{column}_interval"], method)
        check.number(f"{column}_ci_low", row[f"{column}_ci_low"], low, SHARE)
        check.number(f"{column}_ci_high", row[f"{column}_ci_high"], high, SHARE)
        check.same(f"{column}_ci_error", row[f"{column}_ci_error"], None)


def check_macro_f1(check, row, rows, labels, adapters):
    value, low, high, method, drawn = macro_f1(rows, labels) if labels else (None,) * 5
    if adapters > 1:
        low = high = method = drawn = None  # how adapters differ would have to be in it
    reach = drawn.reach(ERRORS) if drawn else 0
    check.number("macro_f1", row["macro_f1"], value, SHARE)
    check.same("macro_f1_interval", row["macro_f1_interval"], method)
    check.number("macro_f1_ci_low", row["macro_f1_ci_low"], low, reach + SHARE)
    check.number("macro_f1_ci_high", row["macro_f1_ci_high"], high, reach + SHARE)
    check.error("macro_f1_ci_error", row["macro_f1_ci_error"], drawn and drawn.reach(3))


def check_times(check, row, rows):
    timed = [e for e in rows if is_timed(e)]
    for time, percents in (("ttft_ms", (50, 95, 99)), ("total_ms", (50, 95, 99)), ("wait_ms", (50, 95))):
        times = [wait_ms(e) if time == "wait_ms" else measured(e[time]) for e in timed]
        times = [ms for ms in times if ms is not None]
        for percent in percents:
            column = f"{time}_p{percent}"
            if not check.written(row, column):
                continue
            check.number(column, row[column], percentile(times, percent), TIME)
            if time != "wait_ms":
                low, high = percentile_interval(times, percent)
                check.number(column + "_ci_low", row[column + "_ci_low"], low, TIME)
                check.number(column + "_ci_high", row[column + "_ci_high"], high, TIME)
    retrieval = [float(e["retrieve_ms"]) for e in timed if e["retrieve_ms"]]
    check.number("retrieve_ms_p50", row["retrieve_ms_p50"], percentile(retrieval, 50), TIME)


def check_rates(check, row, rows, run):
    """Tokens per second are all tokens over all seconds; a server that keeps prefixes did not read all it counts."""
    timed = [e for e in rows if is_timed(e)]
    for rate, tokens, time in (("prefill", "input_tokens", "prefill_ms"), ("decode", "output_tokens", "decode_ms")):
        counted = timed
        if rate == "prefill" and row["prefix_cache"] == "warm":
            counted = [e for e in timed if e.get("cached_tokens")]
        both = [(read_tokens(e) if rate == "prefill" else float(e[tokens]), float(e[time]))
                for e in counted if e[tokens] and e[time]]
        seconds = sum(ms for _, ms in both) / 1000
        own = sum(count for count, _ in both) / seconds if seconds > 0 else None
        check.number(f"{rate}_tokens_per_s", row[f"{rate}_tokens_per_s"], own, TIME + 1e-5 * (own or 0))
        check.number(f"{tokens}_mean", row[f"{tokens}_mean"], mean_of(measured(e[tokens]) for e in timed), TIME)


def check_costs(check, row, rows, run, adapters):
    seconds = run.adapt_seconds(row["mode"], adapters)
    request = mean_of(map(run.prices.of_call, rows))
    request = None if request is None else 1000 * request
    check.number("cost_per_1000_usd", row["cost_per_1000_usd"], request, USD)
    check.number("adapt_seconds", row["adapt_seconds"], seconds, TIME)
    check.number("adapt_cost_usd", row["adapt_cost_usd"], run.prices.of_machine(seconds), USD)
    check.number("peak_rss_mb", row["peak_rss_mb"],
                 largest(known["peak_rss_mb"] for known in run.facts_of(row["mode"], adapters)), 0)


def check_metrics(report, run):
    """metrics.csv: what each mode comes to in each further metric."""
    expected = {(name, metric) for name, mode in run.modes.items() for metric in mode.further}
    report.of(f"{run.name}/metrics.csv", "").same(
        "rows", sorted((row["mode"], row["metric"]) for row in run.metrics), sorted(expected))
    for row in run.metrics:
        check = report.of(f"{run.name}/metrics.csv", f"{row['mode']} {row['metric']}")
        scores = run.modes[row["mode"]].further[row["metric"]]
        complete = run.sorted(scores.complete())
        sample = Sample(scores, complete, run.document)
        check.number("n", row["n"], len(complete), 0)
        check.number("mean", row["mean"], sample.mean(), SHARE)
        check_interval(check, row, "mean", sample, run)
