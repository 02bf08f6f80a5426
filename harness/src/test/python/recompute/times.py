"""Percentiles of times, and how steady the machine was."""

import numpy as np
from scipy import optimize, stats

from .book import is_timed, measured
from .samples import LEVEL

LEAST = {50: 1, 95: 20, 99: 1_000}  # calls a percentile needs: of fewer, the largest few would decide it
LEAST_IN_PART = 15
MOST_PARTS = 4
SHORTEST_MS = 0.01  # files keep times to a microsecond


def percentile(times, percent):
    """R. J. Hyndman, Y. Fan, The American Statistician 50 (1996), definition 7; None where there are too few."""
    return float(np.percentile(times, percent)) if len(times) >= LEAST[percent] else None


def percentile_interval(times, percent):
    """From one order statistic to another: W. J. Conover, Practical Nonparametric Statistics (1999), 3.2."""
    if len(times) < LEAST[percent]:
        return None, None
    found = stats.quantile_test(times, q=0, p=percent / 100).confidence_interval(1 - LEVEL)
    return (None, None) if np.isnan(found.low) or np.isnan(found.high) else (float(found.low), float(found.high))


def read_tokens(row):
    """Of the prompt, without those that the server says it had in its cache."""
    tokens = measured(row["input_tokens"])
    cached = measured(row.get("cached_tokens") or "")
    return tokens if tokens is None or cached is None else max(0, tokens - cached)


def reading(row):
    return measured(row["prefill_ms"]), read_tokens(row)


def writing(row):
    return measured(row["decode_ms"]), measured(row["output_tokens"])


def streaming(row):
    """From the first token of the answer to its last, by the client's clock; thinking comes before the first."""
    tokens = measured(row["output_tokens"])
    if tokens is not None and (row["thinking_tokens"] or row["thinking_ms"]):
        tokens = max(0, tokens - float(row["thinking_tokens"])) if row["thinking_tokens"] else None
    ttft, total = measured(row["ttft_ms"]), measured(row["total_ms"])
    return (None, None) if None in (tokens, ttft, total) or tokens < 2 else (total - ttft, tokens - 1)


def whole(row):
    """The whole call, where no tokens are written."""
    return (measured(row["total_ms"]), 0.0) if row["output_tokens"] == "" else (None, None)


def block_drift(rows, cold):
    """How much slower the slowest part of a block was than its quickest, as a share; None where it is too short.

    The pace of a call is its time over what the block's calls of so many tokens take, by least squares: some
    milliseconds for each call and some for each token, neither below 0. The block is cut into up to four parts that
    follow each other, of 15 calls or more, and a part's pace is its median. Of reading (where the server reads the
    whole prompt), writing, streaming and the whole call, the first that enough calls have a time of.
    """
    for kind in ([reading] if cold else []) + [writing, streaming, whole]:
        calls = [kind(row) for row in rows if is_timed(row)]
        calls = np.array([(ms, tokens) for ms, tokens in calls if ms is not None and tokens is not None and ms >= SHORTEST_MS])
        parts = min(MOST_PARTS, len(calls) // LEAST_IN_PART)
        if parts >= 2:
            line = np.column_stack([np.ones(len(calls)), calls[:, 1]])
            (each, per_token), _ = optimize.nnls(line, calls[:, 0])
            pace = calls[:, 0] / (each + per_token * calls[:, 1])
            edges = [part * len(calls) // parts for part in range(parts + 1)]
            medians = [np.median(pace[low:high]) for low, high in zip(edges, edges[1:])]
            return float(max(medians) / min(medians) - 1)
    return None


def spread(times):
    """Largest over smallest, less 1."""
    times = [time for time in times if time is not None]
    return max(times) / min(times) - 1 if len(times) > 1 and min(times) > 0 else None


def largest(changes):
    return max((change for change in changes if change is not None), default=None)


def served(probe, facts):
    """The adapter that answered a probe; the base is known by the empty name."""
    for mode in facts["modes"]:
        own = mode["facts"]["mode"]
        if (own["mode"], own["adapter_seed"]) == (probe["mode"], probe["adapter_seed"]):
            return own["adapter_digest"] or ""
    return probe["mode"]


def machine_drift(facts, summary):
    """The largest change that probes and blocks show; None where nothing was probed.

    The same short question before and after a block, and of all blocks that one served model answered. Blocks of
    classifiers say nothing, and are all there is where nothing else was asked.
    """
    blocks = [row for row in summary if row["technique"] != "classifier"]
    of_blocks = largest(measured(row["block_drift"]) for row in blocks or summary)
    if not blocks:
        return of_blocks
    by_served = {}
    for probe in facts["probes"]:
        by_served.setdefault(served(probe, facts), []).append(probe)
    of_probes = largest(
        [spread([probe["before_ms"], probe["after_ms"]]) for probe in facts["probes"]]
        + [spread([time for probe in same for time in (probe["before_ms"], probe["after_ms"])])
           for same in by_served.values() if len(same) > 1])
    return None if of_probes is None else largest([of_probes, of_blocks])


def disturbed(facts):
    """Whether the guard of the machine saw other work."""
    return any(guard["name"] == "machine-load" and guard["status"] != "pass" for guard in facts["guards"])
