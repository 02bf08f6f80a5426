"""Two modes, or one mode of two runs, on the same examples: tests, intervals, equivalence and detectable effects."""

from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from scipy import integrate, optimize, special, stats
from statsmodels.stats.contingency_tables import mcnemar

from .report import DRAWS, ERRORS, HARNESS_DRAWS, SHARE, digits
from .samples import LEVEL, ROUNDING, Bca, components, half_width, p_value

MANY = 5_000  # more units than this are not resampled: Student's t
MANY_THAT_DIFFER = 50  # unless no more than this differ
ENUMERATED = 16  # differences of which all sign patterns are looked at
DISCORDANCE = 0.30  # share of examples assumed to differ where nothing was measured yet
HALF = 0.5 + ROUNDING  # one half is no majority


@dataclass
class Found:
    """What is said of a difference.

    p_error: Monte-Carlo standard error of p as the harness draws, None where nothing is drawn
    reach: how far its ends may lie from ours; most_error: what it may give as their error; None where nothing is drawn
    larger_of: Student's p, and p of sign flips with its error, where the larger of the two is said and flips are drawn
    """

    test: str
    interval: str
    p: float
    p_error: float | None
    low: float
    high: float
    equivalence: float
    reach: float | None = None
    most_error: float | None = None
    larger_of: tuple | None = None

    def beside(self, shown):
        """Where Student's p and that of the flips are close, the harness's own draws say which of them is larger."""
        if self.larger_of is None:
            return self
        own, p, error = self.larger_of
        if float(shown) > own + digits(own):
            return replace(self, p=p, p_error=error)
        nearly = replace(self, p=p, p_error=error).p_tolerance()
        return replace(self, p=own, p_error=None) if p - nearly <= own else self

    def p_tolerance(self):
        """A share of draws is also off by the one that is added to both counts: Phipson and Smyth (2010)."""
        return digits(self.p) if self.p_error is None else ERRORS * self.p_error + 2 / HARNESS_DRAWS

    def end_tolerance(self):
        return (self.reach or 0) + SHARE

    def equivalence_tolerance(self):
        """A resampled share has a binomial error, and the bias it is corrected by one of about the same size."""
        p = self.equivalence
        return max(2 * ERRORS * np.sqrt(p * (1 - p) / HARNESS_DRAWS) + 1e-3 if self.reach is not None else 0, digits(p))


def table(a, b):
    """{cell: examples}, by who is right: above one half of what can be had."""
    right_a, right_b = a.means > HALF, b.means > HALF
    return {
        "both": int((right_a & right_b).sum()),
        "a_only": int((right_a & ~right_b).sum()),
        "b_only": int((~right_a & right_b).sum()),
        "neither": int((~right_a & ~right_b).sum()),
    }


def are_matched_pairs(a, b):
    one_each = len(a.matrix) == len(b.matrix) == 1
    return one_each and not a.has_clusters and a.is_zero_one() and b.is_zero_one()


def analyse(a, b, margin, level=LEVEL):
    """The mean of a less that of b.

    - Right or wrong, one adapter each, no clusters: exact McNemar test, with the interval that fits it.
    - So few units differ that no sign test gets below the level: sign flips, and the bound of what was not seen.
    - Several adapters, clusters of unequal size, or more than 5,000 units of which more than 50 differ: Student's t of
      the variance components. Its p is not below that of sign flips, which are not asked of so many units.
    - Else (scores in between, clusters of equal size): sign flips, and the BCa bootstrap with an interval never shorter
      than Student's t and the larger p of equivalence.
    - Where the units differ by the same, nothing can be said of their spread: the bound around what was seen.
    """
    if are_matched_pairs(a, b):
        return by_matched_pairs(table(a, b), margin, level)
    crossed = len(a.matrix) > 1 or len(b.matrix) > 1
    means = a.means - b.means
    sums = np.bincount(a.cluster, means)
    sums[np.abs(sums) <= ROUNDING * a.sizes] = 0
    difference = float(sums.sum() / a.n)
    flips = "cluster-permutation" if a.has_clusters else "permutation"
    above, below = int((sums > 0).sum()), int((sums < 0).sum())
    if 2.0 ** (1 - above - below) >= level:
        largest = a.sizes.max() / a.sizes.mean()
        equivalence = stats.binom.cdf(max(above, below), a.units, min(1, margin / largest))
        return Found(flips, "bound", *sign_flip(sums), -unseen(a, below, level), unseen(a, above, level),
                     float(equivalence))
    parts = components((a.matrix, b.matrix), means, a.cluster)
    half = half_width(parts, level)
    if half < ROUNDING:
        rest = unseen(a, 0, level)
        seen = (1 - rest) * difference
        return Found(flips, "bound", *sign_flip(sums), seen - rest, seen + rest, 1.0)
    low, high = max(-1, difference - half), min(1, difference + half)
    by_t = equivalence_by_t(parts, difference, margin)
    many = a.units > MANY and above + below > MANY_THAT_DIFFER
    if crossed or many or len(set(a.sizes)) > 1:
        own = p_value(parts, difference)
        p, error = (own, None) if many else sign_flip(sums)
        word = "crossed" if crossed else "student"
        larger_of = None if error is None else (own, p, error)
        return Found(word, word, max(own, p), error if p > own else None, low, high, by_t, larger_of=larger_of)
    values = sums / a.sizes
    drawn = Bca(a.units, lambda units, axis=-1: values[units].mean(axis=axis), level)
    equivalence = max(drawn.p_at_most(-margin), 1 - drawn.p_at_most(margin), by_t)
    return Found(flips, "bca", *sign_flip(sums), min(low, drawn.low), max(high, drawn.high), equivalence,
                 drawn.reach(ERRORS), drawn.reach(3))


def unseen(sample, seen, level):
    """The share of examples, at most, in units of which so many were seen: C. J. Clopper, E. S. Pearson, Biometrika 26
    (1934), as if each were as large as the largest."""
    most = stats.binomtest(seen, sample.units).proportion_ci(1 - level, "exact").high
    return float(min(1, sample.sizes.max() / sample.sizes.mean() * most))


def equivalence_by_t(parts, difference, margin):
    """Two one-sided tests, of which the nearer limit decides: D. J. Schuirmann (1987)."""
    inside = margin - abs(difference)
    p = p_value(parts, inside) / 2
    return p if inside > 0 else 1 - p


def sign_flip(sums):
    """(p, its error): E. J. G. Pitman (1937); sums that are equal but for rounding count as equal."""
    sums = sums[sums != 0]
    if len(sums) <= 1:  # turning the sign of one sum makes it no larger
        return 1.0, None
    exact = len(sums) <= ENUMERATED
    limit = abs(sums.sum()) - ROUNDING * len(sums)

    def as_extreme(x, axis=-1):
        return (np.abs(np.sum(x, axis=axis)) >= limit).astype(float)

    result = stats.permutation_test(
        (sums,), as_extreme, permutation_type="samples", alternative="greater", vectorized=True, batch=1000,
        n_resamples=np.inf if exact else DRAWS, rng=np.random.default_rng(1))
    p = float(result.pvalue)
    return p, None if exact else error_of_share(p)


def error_of_share(p):
    """Of one that the harness drew: binomial."""
    return float(np.sqrt(p * (1 - p) / HARNESS_DRAWS))


@lru_cache(maxsize=None)
def matched_pairs_p(a, b, n, limit):
    """One-sided p of "the difference is above the limit" by the product of two confidence distributions: of the share
    of pairs that differ, and of those among them that favour a."""
    differ = a + b

    def most_differ_by(share):
        return special.betaincc(differ + 1, n - differ, np.clip(share, 0, 1)) if differ < n else float(share <= 1)

    if a == 0:
        return 1.0 if limit >= 0 else float(most_differ_by(-limit))
    of_favour = special.betaln(a, b + 1)

    def product(share):
        balance = 2 * share - 1
        if balance == 0:
            return 0.0
        if balance > 0:
            at_most = special.betainc(differ, n - differ + 1, np.clip(limit / balance, 0, 1))
        else:
            at_most = most_differ_by(limit / balance)
        return at_most * np.exp(special.xlogy(a - 1, share) + special.xlog1py(b, -share) - of_favour)

    levels = [1e-14, 1e-8, 1e-3, 0.5, 1 - 1e-3, 1 - 1e-8, 1 - 1e-14]
    cuts = {0.0, 0.5, 1.0, *special.betaincinv(a, b + 1, levels), (1 + limit) / 2}
    if limit > 0:
        cuts |= {(1 + limit / share) / 2 for share in special.betaincinv(differ, n - differ + 1, levels)}
    elif limit < 0 and differ < n:
        cuts |= {(1 + limit / share) / 2 for share in special.betaincinv(differ + 1, n - differ, levels)}
    cuts = sorted(cut for cut in cuts if 0 <= cut <= 1)
    return sum(integrate.quad(product, x, y, epsabs=1e-13)[0] for x, y in zip(cuts, cuts[1:]))


@lru_cache(maxsize=None)
def matched_pairs_low(a, b, n, level):
    if matched_pairs_p(a, b, n, -1) >= level / 2:
        return -1.0
    return optimize.brentq(lambda limit: matched_pairs_p(a, b, n, limit) - level / 2, -1, 1, xtol=1e-11)


def by_matched_pairs(counts, margin, level):
    """Q. McNemar, Psychometrika 12 (1947), exact; M. P. Fay, K. Lumbard, Statistics in Medicine 40 (2021), 1147-59."""
    a, b, n = counts["a_only"], counts["b_only"], sum(counts.values())
    p = mcnemar([[counts["both"], a], [b, counts["neither"]]], exact=True).pvalue
    equivalence = max(matched_pairs_p(a, b, n, -margin), matched_pairs_p(b, a, n, -margin))
    return Found("mcnemar", "matched-pairs", float(p), None, matched_pairs_low(a, b, n, level),
                 -matched_pairs_low(b, a, n, level), float(equivalence))


@lru_cache(maxsize=None)
def detectable(n, discordance, level):
    """The smallest difference that the exact McNemar test of n pairs finds with a chance of 0.8, as planned.

    As many pairs differ as is assumed; where the difference is larger than that, as many as it takes, all in favour of
    one mode. Power is the chance of rejecting over the binomial number of pairs that differ. None where none is found.
    """
    pairs = np.arange(1, n + 1)
    weak = stats.binom.ppf(level / 2, pairs, 0.5)  # how many may favour the weaker mode
    weak = np.where(2 * stats.binom.cdf(weak, pairs, 0.5) < level, weak, weak - 1)

    def power(difference):
        share = max(discordance, difference)
        favour = min(1, (1 + difference / share) / 2)
        rejects = stats.binom.cdf(weak, pairs, favour) + stats.binom.sf(pairs - weak - 1, pairs, favour)
        return (stats.binom.pmf(pairs, n, share) * np.where(weak >= 0, rejects, 0)).sum()

    if power(1) < 0.8:
        return None
    return optimize.brentq(lambda d: power(d) - 0.8, 1e-9, 1, xtol=1e-10)
