"""Times and costs of one mode in two runs, as a ratio on the same examples."""

import numpy as np

from .book import mean_of_each
from .report import EXACT, quantile_range
from .samples import LEVEL
from .times import percentile

RESAMPLES = 2_000  # of the harness
DRAWS = 4_000  # ours
FEWEST = 10  # examples that are resampled
MOST = 1_000  # more are thinned evenly


def measured_on_both(before, after, mode):
    """The values of the examples asked on both sides that have one there, each its mean."""
    before, after = mean_of_each(before), mean_of_each(after)
    examples = mode.sorted(mode.shared & before.keys() & after.keys())
    return np.array([[side[example] for example in examples] for side in (before, after)])


def ratio_ends(values, figure, family):
    """Where the ends of the interval may lie: percentiles of the ratio over resamples of the examples, both values of
    an example together (B. Efron, R. J. Tibshirani, 13.3), at 5 % over the number of modes; the ratio itself is always
    within. None where there are too few examples."""
    n = values.shape[1]
    if n < FEWEST:
        return None
    ratio = figure(values[1]) / figure(values[0])
    thinned = values[:, np.arange(min(n, MOST)) * n // min(n, MOST)]
    rng = np.random.default_rng(5)
    drawn = thinned[:, rng.integers(thinned.shape[1], size=(DRAWS, thinned.shape[1]))]
    ratios = figure(drawn[1]) / figure(drawn[0])
    low = np.minimum(quantile_range(ratios, LEVEL / 2 / family, RESAMPLES), ratio)
    high = np.maximum(quantile_range(ratios, 1 - LEVEL / 2 / family, RESAMPLES), ratio)
    return low, high


def check_interval(check, key, shown, ends):
    check.same(f"{key} interval", shown is not None, ends is not None)
    if shown is not None and ends is not None:
        for end, (low, high) in zip(("low", "high"), ends):
            check.between(f"{key} interval {end}", shown[end], low - EXACT, high + EXACT)


def check_times(check, key, row, mode, time, family, claims):
    values = measured_on_both(mode.before.times[time], mode.after.times[time], mode)
    n = values.shape[1] if values.size else 0
    check.same(f"{key} n", row["n"], n)
    p50, p95 = ([percentile(side, percent) if n else None for side in values] if n else [None, None]
                for percent in (50, 95))
    for side, median, high in zip(("baseline", "contender"), p50, p95):
        check.number(f"{key} {side}_p50", row[f"{side}_p50"], median, EXACT)
        check.number(f"{key} {side}_p95", row[f"{side}_p95"], high, EXACT)
    is_ratio = n > 0 and min(p50) > 0
    check.number(f"{key} ratio", row["ratio"], p50[1] / p50[0] if is_ratio else None, EXACT)
    ends = ratio_ends(values, lambda x: np.median(x, axis=-1), family) if is_ratio else None
    check_interval(check, key, row["interval"], ends)
    check.number(f"{key} drift", row["drift"], claims.drift, EXACT)
    claimed = ends is not None and not claims.doubted
    check.same(f"{key} note", row["note"] is None, claimed)
    check.same(f"{key} finding", row["finding"], finding(row, claims.drift) if claimed else "not_comparable")


def finding(row, drift):
    """The whole interval has to be beyond what the machine's drift alone can make."""
    if row["interval"]["low"] > 1 + drift:
        return "worse"
    return "better" if row["interval"]["high"] * (1 + drift) < 1 else "undecided"


def check_cost(check, row, mode, family, claims):
    values = measured_on_both(mode.before.usd, mode.after.usd, mode)
    known = values.size > 0 and values.sum(axis=1).min() > 0
    check.same("cost n", row["n"], values.shape[1] if known else 0)
    before, after = values.mean(axis=1) if known else (None, None)
    check.number("cost baseline", row["baseline"], 1000 * before if known else None, EXACT)
    check.number("cost contender", row["contender"], 1000 * after if known else None, EXACT)
    check.number("cost ratio", row["ratio"], after / before if known else None, EXACT)
    ends = ratio_ends(values, lambda x: x.mean(axis=-1), family) if known else None
    check_interval(check, "cost", row["interval"], ends)
    drift = 0.0 if claims.by_token else claims.drift
    check.number("cost drift", row["drift"], drift if known else None, EXACT)
    doubted = claims.doubted and not claims.by_token
    check.same("cost note", row["note"] is None, ends is not None and not doubted)
