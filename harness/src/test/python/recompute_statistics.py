#!/usr/bin/env python3
"""Recomputes the statistics of a run from its CSV files alone, with SciPy and statsmodels.

    pip install scipy statsmodels
    python3 recompute_statistics.py RUN_FOLDER...

Reads examples.csv, summary.csv and comparisons.csv, and where there are further metrics scores.csv and metrics.csv. Every rate, analytic interval, p value and adjusted p value must be
the same to the digits shown; what was resampled must agree within four times the Monte-Carlo error that stands beside
it. Prints each disagreement and exits with 1 if there is one.
"""

import csv
import sys
from collections import defaultdict
from pathlib import Path

import numpy as np
from scipy import integrate, optimize, stats
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.proportion import proportion_confint

LEVEL = 0.05
FEW = 6  # fewer units that differ than this are bounded, not resampled
MANY = 5_000  # more units than this are not resampled either: Student's t
LEAST = {0.5: 1, 0.95: 20, 0.99: 1_000}  # calls a percentile needs
MANY_THAT_DIFFER = 50  # unless no more than this differ
ROUNDING = 2e-6  # up to which mean scores count as the same: they are shown to six decimals
ENUMERATED = 16
HALF = 0.5 + ROUNDING
RESAMPLES = 20_000  # the harness draws 10,000
ERRORS = 4 * (1 + 10_000 / RESAMPLES) ** 0.5  # of the harness, and of this script on top


class Report:
    """Counts checks and prints those that fail."""

    def __init__(self):
        self.checks = 0
        self.failures = 0

    def check(self, what, shown, own, tolerance):
        self.checks += 1
        missing = own is None or (isinstance(own, float) and np.isnan(own))
        if (shown == "") != missing or (not missing and not abs(float(shown) - own) <= tolerance):
            self.failures += 1
            print(f"{what}: the file says {shown or 'nothing'}, recomputed {own} (tolerance {tolerance:.2g})")

    def word(self, what, shown, own):
        self.checks += 1
        if shown != (own or ""):
            self.failures += 1
            print(f"{what}: the file says {shown!r}, recomputed {own!r}")


def digits(p):
    """p values are shown to six significant digits: half a unit of the last, and once more for a Holm factor."""
    return 1e-5 * p


class Scores:
    """A mode's scores [adapter][example], means over repetitions, of the examples every adapter has a score for."""

    def __init__(self, rows):
        cells = defaultdict(lambda: defaultdict(list))
        self.document = {}
        for row in rows:
            adapter = (row["adapter_digest"], row["adapter_seed"])
            if row["score"] != "":
                cells[adapter][row["example_id"]].append(float(row["score"]))
            else:
                cells[adapter]  # known, though without a score
            self.document[row["example_id"]] = row["doc"] or None
        self.adapters = [{i: np.mean(s) for i, s in own.items()} for own in cells.values()]
        first = self.adapters[0]
        self.examples = [i for i in first if all(i in own for own in self.adapters)]

    def matrix(self, ids):
        return np.array([[own[i] for i in ids] for own in self.adapters])

    def clusters(self, ids):
        """The index of each example's cluster: those about one document are together."""
        known = {}
        return np.array([known.setdefault(self.document[i] or ("", i), len(known)) for i in ids], dtype=int)


def deviations(values, cluster):
    """How much the mean moves without each cluster, scaled so that an example on its own counts as it is."""
    sizes = np.bincount(cluster)
    mean = values.mean()
    without = (values.sum() - np.bincount(cluster, values)) / (len(values) - sizes)
    return (mean - without) * (len(sizes) - 1)


def degrees_of_freedom(sizes):
    """Of the sum of squared deviations of sums that are independent and normal with these standard deviations."""
    count = len(sizes)
    share = sizes / sizes.sum()
    leave = (np.diag(share) - np.outer(share, share)) / (1 - share)[:, None]  # deviation by cluster, of the others' values
    squares = leave @ leave.T
    return np.trace(squares) ** 2 / np.trace(squares @ squares) if count > 1 else 0


def adapter_component(matrix, cluster):
    """(variance of the mean due to adapters, its degrees of freedom), and the interaction's part of that variance."""
    adapters = len(matrix)
    if adapters == 1:
        return [], 0.0
    overall = deviations(matrix.mean(axis=0), cluster)
    units = len(overall)
    residual = sum(((deviations(row, cluster) - overall) ** 2).sum() for row in matrix)
    interaction = residual / ((adapters - 1) * (units - 1)) / (adapters * units)
    return [(matrix.mean(axis=1).var(ddof=1) / adapters, adapters - 1)], interaction


def components(matrices, values, cluster):
    all_components, interaction = [], 0.0
    for matrix in matrices:
        own, part = adapter_component(matrix, cluster)
        all_components += own
        interaction += part
    u = deviations(values, cluster)
    variance = (u**2).sum() / (len(u) - 1) / len(u)
    return all_components + [(max(0.0, variance - interaction), degrees_of_freedom(np.bincount(cluster)))]


def half_width(parts, level):
    return np.sqrt(sum(stats.t.isf(level / 2, df) ** 2 * variance for variance, df in parts))


def crossed_p(parts, distance):
    distance = abs(distance)
    if distance == 0:
        return 1.0
    if half_width(parts, 1e-15) <= distance:
        return 1e-15
    root = optimize.brentq(lambda x: half_width(parts, np.exp(x)) - distance, np.log(1e-15), 0, xtol=1e-13)
    return float(np.exp(root))


def crossed_equivalence(parts, difference, margin):
    p = crossed_p(parts, margin - abs(difference)) / 2
    return p if margin > abs(difference) else 1 - p


def bca(units, statistic):
    """SciPy's BCa interval over units at the level widened for small samples, and a p value for "above a limit"."""
    n = len(units)
    widen = np.sqrt(n / (n - 1))
    confidence = 1 - 2 * stats.norm.sf(widen * stats.t.isf(LEVEL / 2, n - 1))
    result = stats.bootstrap(
        (np.arange(n),), statistic, confidence_level=confidence, n_resamples=RESAMPLES, method="BCa", vectorized=True,
        batch=1000, rng=np.random.default_rng(1))
    drawn = result.bootstrap_distribution
    estimate = float(statistic(np.arange(n)))
    without = np.array([float(statistic(np.delete(np.arange(n), i))) for i in range(n)])
    off = without.mean() - without
    acceleration = (off**3).sum() / (6 * (off**2).sum() ** 1.5)

    def share_below(value):
        return ((drawn < value - 1e-9).mean() + (drawn <= value + 1e-9).mean()) / 2

    bias = stats.norm.ppf(share_below(estimate))

    def p_at_most(limit):
        z = stats.norm.ppf(np.clip(share_below(limit), 0.5 / RESAMPLES, 1 - 0.5 / RESAMPLES)) - bias
        return stats.t.cdf((z / (1 + acceleration * z) - bias) / widen, n - 1)

    return result.confidence_interval.low, result.confidence_interval.high, p_at_most


def mean_bca(values):
    return bca(values, lambda drawn, axis=-1: values[drawn].mean(axis=axis))


def mean_interval(scores, right_or_wrong):
    """(low, high, method)"""
    ids = scores.examples
    matrix, cluster = scores.matrix(ids), scores.clusters(ids)
    means = matrix.mean(axis=0)
    mean, n, units = means.mean(), len(ids), cluster.max() + 1
    if len(matrix) == 1 and units == n and right_or_wrong:
        return *proportion_confint(mean * n, n, method="wilson"), "wilson"
    sizes = np.bincount(cluster)
    of_units = np.sort(np.bincount(cluster, means) / sizes)
    effective = n if right_or_wrong else np.inf
    if (np.abs(of_units - of_units[units // 2]) > ROUNDING).sum() < FEW:
        effective = min(effective, n**2 / (sizes**2).sum())
    half = half_width(components([matrix], means, cluster), LEVEL) if units > 1 else 0
    if half >= ROUNDING:
        effective = min(effective, stats.norm.isf(0.025) ** 2 * mean * (1 - mean) / half**2)
    return *proportion_confint(mean * effective, effective, method="wilson"), "wilson-effective"


def macro_f1_of(counts):
    """counts[..., target, answer]; the last answer is none. Mean over the labels that occur."""
    labels = counts.shape[-2]
    right = counts[..., range(labels), range(labels)]
    total = counts.sum(axis=-1) + counts[..., :labels].sum(axis=-2)
    f1 = np.divide(2.0 * right, total, out=np.zeros(right.shape), where=total > 0)
    return f1.sum(axis=-1) / np.maximum(1, (total > 0).sum(axis=-1))


def macro_f1(rows):
    """(value, low, high)"""
    rows = [row for row in rows if row["score"] != ""]
    labels = sorted({row["target"] for row in rows} | {row["answer"] for row in rows if row["answer"]})
    units = {}
    for row in rows:
        unit = units.setdefault(row["doc"] and ("doc", row["doc"]) or ("example", row["example_id"]), [])
        answer = labels.index(row["answer"]) if row["answer"] else len(labels)
        unit.append((labels.index(row["target"]), answer))
    counts = np.zeros((len(units), len(labels), len(labels) + 1))
    for i, calls in enumerate(units.values()):
        for cell in calls:
            counts[i][cell] += 1

    def statistic(drawn, axis=-1):
        return macro_f1_of(counts[drawn].sum(axis=-3))

    return float(macro_f1_of(counts.sum(axis=0))), *bca(list(units), statistic)[:2]


def matched_pairs_p(a, b, n, limit):
    """One-sided p of "the difference is above the limit" by the product of two confidence distributions."""
    differ = a + b
    least = stats.beta(differ, n - differ + 1) if differ else None
    most = stats.beta(differ + 1, n - differ) if differ < n else None

    def most_differ_by(share):
        return most.sf(share) if most else float(share <= 1)

    if a == 0:
        return 1.0 if limit >= 0 else most_differ_by(-limit)

    def product(share):
        balance = 2 * share - 1
        if balance == 0:
            return 0.0
        at_most = least.cdf(limit / balance) if balance > 0 else most_differ_by(limit / balance)
        return stats.beta.pdf(share, a, b + 1) * at_most

    likely = least if limit > 0 else most
    levels = [1e-14, 1e-8, 1e-3, 0.5, 1 - 1e-3, 1 - 1e-8, 1 - 1e-14]
    cuts = {0.0, 0.5, 1.0, *stats.beta.ppf(levels, a, b + 1), (1 + limit) / 2}
    if likely and limit:
        cuts |= {(1 + limit / share) / 2 for share in likely.ppf(levels)}
    cuts = sorted(cut for cut in cuts if 0 <= cut <= 1)
    return sum(integrate.quad(product, x, y, epsabs=1e-13)[0] for x, y in zip(cuts, cuts[1:]))


def matched_pairs(a, b, n, margin):
    """(low, high, p of equivalence): M. P. Fay, K. Lumbard, Statistics in Medicine 40 (2021)."""

    def lower(a, b):
        if matched_pairs_p(a, b, n, -1) >= LEVEL / 2:
            return -1.0
        return optimize.brentq(lambda t: matched_pairs_p(a, b, n, t) - LEVEL / 2, -1, 1, xtol=1e-12)

    equivalence = max(matched_pairs_p(a, b, n, -margin), matched_pairs_p(b, a, n, -margin))
    return lower(a, b), -lower(b, a), equivalence


def sign_flip(sums):
    """(p, exact)"""
    sums = sums[sums != 0]
    if len(sums) <= 1:  # turning the sign of one sum makes it no larger
        return 1.0, True
    exact = len(sums) <= ENUMERATED

    def total(x, axis=-1):
        return np.abs(np.sum(x, axis=axis)).round(5)

    result = stats.permutation_test(
        (sums,), total, permutation_type="samples", alternative="greater", vectorized=True, batch=1000,
        n_resamples=np.inf if exact else 50_000, rng=np.random.default_rng(1))
    return float(result.pvalue), exact


def detectable(n, discordance, level):
    """Smallest difference the exact McNemar test finds with a chance of 0.8."""
    pairs = np.arange(1, n + 1)
    weak = np.full(n, -1)
    for i, k in enumerate(pairs):
        below = 2 * stats.binom.cdf(np.arange(k // 2 + 1), k, 0.5) < level
        weak[i] = below.sum() - 1

    def power(difference):
        share = max(discordance, difference)
        favour = min(1, (1 + difference / share) / 2)
        rejects = stats.binom.cdf(weak, pairs, favour) + stats.binom.sf(pairs - weak - 1, pairs, favour)
        return (stats.binom.pmf(pairs, n, share) * np.where(weak >= 0, rejects, 0)).sum()

    if power(1) < 0.8:
        return None
    return optimize.brentq(lambda d: power(d) - 0.8, 1e-9, 1, xtol=1e-10)


def check_summary(report, rows, examples):
    for row in rows:
        own = [e for e in examples if e["mode"] == row["mode"]]
        adapters = {(e["adapter_digest"], e["adapter_seed"]) for e in own}
        together = len(adapters) > 1 and not row["adapter_digest"] and not row["adapter_seed"]
        if not together:
            own = [e for e in own if (e["adapter_digest"], e["adapter_seed"])
                   == (row["adapter_digest"], row["adapter_seed"])]
        name = f"summary.csv {row['mode']} {row['adapter_seed']}".strip()
        check_quality(report, name, row, own)
        if row["macro_f1"]:
            value, low, high = macro_f1(own)
            report.check(name + " macro_f1", row["macro_f1"], value, 1e-6)
            if row["macro_f1_ci_low"]:
                tolerance = ERRORS * float(row["macro_f1_ci_error"]) + 1e-6
                report.check(name + " macro_f1_ci_low", row["macro_f1_ci_low"], low, tolerance)
                report.check(name + " macro_f1_ci_high", row["macro_f1_ci_high"], high, tolerance)
        for column, share in [(f"{time}_p{p}", p / 100) for time in ("ttft_ms", "total_ms") for p in (50, 95, 99)]:
            times = [float(e[column[:-4]]) for e in own
                     if e["outcome"] != "failed" and e["retries"] == "0" and e[column[:-4]]]
            low = high = None
            if len(times) < LEAST[share]:
                report.check(f"{name} {column}", row[column], None, 0)
            else:
                report.check(f"{name} {column}", row[column], float(np.quantile(times, share)), 1e-3)
                interval = stats.quantile_test(times, q=0, p=share).confidence_interval(1 - LEVEL)
                if not np.isnan(interval.low) and not np.isnan(interval.high):
                    low, high = float(interval.low), float(interval.high)
            report.check(f"{name} {column}_ci_low", row[column + "_ci_low"], low, 1e-9)
            report.check(f"{name} {column}_ci_high", row[column + "_ci_high"], high, 1e-9)
        blocks = {adapter: block_drift([e for e in own if (e["adapter_digest"], e["adapter_seed"]) == adapter])
                  for adapter in adapters if together or adapter == (row["adapter_digest"], row["adapter_seed"])}
        known = [drift for drift in blocks.values() if drift is not None]
        report.check(name + " block_drift", row["block_drift"], max(known, default=None), 5e-4)


def block_drift(calls):
    """Slowest part of a block over the quickest, less 1, by the medians of milliseconds per token."""

    def pace(e):
        cells = {c: float(e[c] or "nan") for c in ("prefill_ms", "input_tokens", "decode_ms", "output_tokens", "ttft_ms", "total_ms")}
        with np.errstate(all="ignore"):
            reading = np.float64(cells["prefill_ms"]) / cells["input_tokens"]
            writing = np.float64(cells["decode_ms"]) / cells["output_tokens"]
            by_client = np.float64(cells["total_ms"] - cells["ttft_ms"]) / (cells["output_tokens"] - 1)
        options = ([reading] if e["prefix_cache"] == "cold" else []) + [writing, by_client]
        return next((float(p) for p in options if np.isfinite(p) and p > 0), None)

    paces = [p for p in map(pace, (e for e in calls if e["retries"] == "0")) if p is not None]
    parts = min(4, len(paces) // 15)
    if parts < 2:
        return None
    medians = [np.median(paces[k * len(paces) // parts:(k + 1) * len(paces) // parts]) for k in range(parts)]
    return float(max(medians) / min(medians) - 1)


def check_metrics(report, rows, scores):
    """metrics.csv; scores: rows of scores.csv as if of examples.csv, by mode and metric"""
    for row in rows:
        own = scores[row["mode"], row["metric"]]
        name = f"metrics.csv {row['mode']} {row['metric']}"
        by_example = defaultdict(list)
        for e in own:
            by_example[e["example_id"]].append(float(e["score"]))
        report.check(name + " n", row["n"], len(by_example), 0)
        mean = float(np.mean([np.mean(s) for s in by_example.values()]))
        report.check(name + " mean", row["mean"], mean, 2e-6)
        yes_or_no = all(s in (0, 1) for own_scores in by_example.values() for s in own_scores)
        low, high, method = mean_interval(Scores(own), yes_or_no)
        report.word(name + " mean_interval", row["mean_interval"], method)
        tolerance = ERRORS * float(row["mean_ci_error"] or 0) + 2e-6
        report.check(name + " mean_ci_low", row["mean_ci_low"], low, tolerance)
        report.check(name + " mean_ci_high", row["mean_ci_high"], high, tolerance)


def as_examples(scores, examples):
    """Rows of scores.csv by mode and metric, with the document and the name of a score that examples.csv has."""
    document = {e["example_id"]: e["doc"] for e in examples}
    found = defaultdict(list)
    for row in scores:
        found[row["mode"], row["metric"]].append({**row, "score": row["value"], "doc": document[row["example_id"]]})
    return found


def check_quality(report, name, row, own):
    by_example = defaultdict(list)
    for e in own:
        if e["score"] != "":
            by_example[e["example_id"]].append(float(e["score"]))
    value = float(np.mean([np.mean(s) for s in by_example.values()])) if by_example else None
    report.check(name + " quality", row["quality"], value, 2e-6)
    scores = Scores(own)
    if not scores.examples:
        report.check(name + " quality_ci_low", row["quality_ci_low"], None, 0)
        return
    right_or_wrong = all(s in (0, 1) for own_scores in by_example.values() for s in own_scores)
    low, high, method = mean_interval(scores, right_or_wrong)
    report.word(name + " quality_interval", row["quality_interval"], method)
    tolerance = ERRORS * float(row["quality_ci_error"] or 0) + 2e-6
    report.check(name + " quality_ci_low", row["quality_ci_low"], low, tolerance)
    report.check(name + " quality_ci_high", row["quality_ci_high"], high, tolerance)


def check_comparisons(report, rows, scores):
    """The rows of one metric; scores: by mode"""
    primary = [row for row in rows if row["family"] == "primary" and row["p_value"]]
    for row in rows:
        check_comparison(report, row, scores[row["mode_a"]], scores[row["mode_b"]], len(primary))
    for column, family in (("p_value_holm", primary), ("p_value_all_pairs", [row for row in rows if row["p_value"]])):
        adjusted = multipletests([float(row["p_value"]) for row in family], method="holm")[1] if family else []
        for row, p in zip(family, adjusted):
            report.check(f"{pair(row)} {column}", row[column], float(p), digits(p))
    for row in rows:
        if row["family"] != "primary":
            report.word(f"{pair(row)} p_value_holm", row["p_value_holm"], None)


def pair(row):
    return f"comparisons.csv {row['mode_a']} {row['mode_b']} {row['metric']}"


def check_comparison(report, row, a, b, family):
    name = pair(row)
    ids = [i for i in a.examples if i in set(b.examples)]
    report.check(name + " n_pairs", row["n_pairs"], len(ids), 0)
    if not ids:
        report.word(name + " p_value", row["p_value"], None)
        return
    matrices, cluster = (a.matrix(ids), b.matrix(ids)), a.clusters(ids)
    mean_a, mean_b = (matrix.mean(axis=0) for matrix in matrices)
    difference = float((mean_a - mean_b).mean())
    report.check(name + " difference", row["difference"], difference, 2e-6)
    right_a, right_b = mean_a > HALF, mean_b > HALF
    table = [[int((x & y).sum()) for y in (right_b, ~right_b)] for x in (right_a, ~right_a)]
    for column, count in zip(("both", "a_only", "b_only", "neither"), (c for line in table for c in line)):
        report.check(f"{name} {column}", row[column], count, 0)
    units = cluster.max() + 1
    members = family if row["family"] == "primary" else 1
    mde = detectable(units, float(row["discordance_assumed"]), LEVEL / members)
    report.check(name + " mde", row["mde"], mde, 1e-6)

    zero_one = all(np.isin(matrix, (0, 1)).all() for matrix in matrices)
    margin = float(row["margin"])
    if zero_one and units == len(ids) and len(matrices[0]) == len(matrices[1]) == 1:
        p, exact = float(mcnemar(table, exact=True).pvalue), True
        low, high, equivalence = matched_pairs(table[0][1], table[1][0], len(ids), margin)
        expected = ("mcnemar", "matched-pairs")
    else:
        expected, p, exact, low, high, equivalence = resampled(matrices, cluster, difference, margin)
    report.word(name + " test", row["test"], expected[0])
    report.word(name + " difference_interval", row["difference_interval"], expected[1])
    error = float(row["p_value_error"] or 0)
    report.check(name + " p_value", row["p_value"], p, digits(p) if exact else ERRORS * error)
    tolerance = ERRORS * float(row["difference_ci_error"] or 0) + 2e-6
    report.check(name + " difference_ci_low", row["difference_ci_low"], low, tolerance)
    report.check(name + " difference_ci_high", row["difference_ci_high"], high, tolerance)
    drawn = expected[1] in ("bca", "percentile")
    # the resampled share has a binomial error, and the bias it is corrected by one of about the same size
    spread = 2 * ERRORS * np.sqrt(equivalence * (1 - equivalence) / 10_000) + 1e-3 if drawn else 0
    report.check(name + " p_equivalence", row["p_equivalence"], equivalence, max(spread, digits(equivalence) + 1e-6 * (not zero_one)))
    report.word(name + " verdict", row["verdict"], verdict(row))


def resampled(matrices, cluster, difference, margin):
    """((test, interval), p, exact, low, high, p of equivalence) for scores in between, clusters or several adapters."""
    means = matrices[0].mean(axis=0) - matrices[1].mean(axis=0)
    sums = np.bincount(cluster, means)
    sums[np.abs(sums) <= ROUNDING * np.bincount(cluster)] = 0
    units = len(sums)
    test = "permutation" if units == len(cluster) else "cluster-permutation"
    parts = components(matrices, means, cluster)
    half = half_width(parts, LEVEL)
    sizes = np.bincount(cluster)
    largest = sizes.max() / sizes.mean()
    above, below = int((sums > 0).sum()), int((sums < 0).sum())
    many = units > MANY and above + below > MANY_THAT_DIFFER
    p, exact = (0.0, True) if many else sign_flip(sums)

    def most(seen):
        return min(1, largest * stats.binomtest(seen, units).proportion_ci(0.95, "exact").high)

    if above + below < FEW:
        equivalence = stats.binom.cdf(max(above, below), units, margin / largest)
        return (test, "bound"), p, exact, -most(below), most(above), float(equivalence)
    if half < ROUNDING:
        unseen = most(0)
        seen = (1 - unseen) * difference
        return (test, "bound"), p, exact, seen - unseen, seen + unseen, 1.0
    by_t = crossed_equivalence(parts, difference, margin)
    low, high = max(-1, difference - half), min(1, difference + half)
    crossed = any(len(matrix) > 1 for matrix in matrices)
    if crossed or many or largest > 1:
        own = crossed_p(parts, difference)
        word = "crossed" if crossed else "student"
        return (word, word), max(own, p), exact or own >= p, low, high, by_t
    resampled_low, resampled_high, p_at_most = mean_bca(sums / sizes[0])
    equivalence = max(p_at_most(-margin), 1 - p_at_most(margin), by_t)
    return (test, "bca"), p, exact, min(low, resampled_low), max(high, resampled_high), float(equivalence)


def verdict(row):
    p = float(row["p_value_holm"] if row["family"] == "primary" else row["p_value_all_pairs"])
    equivalent = float(row["p_equivalence"]) < LEVEL
    difference = float(row["difference"])
    if p >= LEVEL or difference == 0:
        return "equivalent" if equivalent else "no difference shown"
    return ("slightly " if equivalent else "") + ("better" if difference > 0 else "worse")


def read(folder, name):
    with open(Path(folder) / name, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def main(folders):
    if not folders:
        print(__doc__, file=sys.stderr)
        return 2
    csv.field_size_limit(1 << 30)
    report = Report()
    for folder in folders:
        examples = read(folder, "examples.csv")
        summary = read(folder, "summary.csv")
        comparisons = read(folder, "comparisons.csv")
        check_summary(report, summary, examples)
        main_scores = {mode: Scores([e for e in examples if e["mode"] == mode])
                       for mode in dict.fromkeys(e["mode"] for e in examples)}
        check_comparisons(report, [row for row in comparisons if row["metric"] == summary[0]["metric"]], main_scores)
        if (Path(folder) / "scores.csv").exists():
            further = as_examples(read(folder, "scores.csv"), examples)
            check_metrics(report, read(folder, "metrics.csv"), further)
            for metric in dict.fromkeys(metric for _, metric in further):
                rows = [row for row in comparisons if row["metric"] == metric]
                check_comparisons(report, rows, {mode: Scores(own) for (mode, m), own in further.items() if m == metric})
    print(f"{report.checks} figures checked, {report.failures} disagree")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
