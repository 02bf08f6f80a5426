"""A mode's scores as a sample: its mean with an interval, and how far a mean may be off."""

import numpy as np
from scipy import optimize, stats
from statsmodels.stats.proportion import proportion_confint

from .book import clusters
from .report import DRAWS, HARNESS_DRAWS

LEVEL = 0.05
ROUNDING = 2e-6  # up to which mean scores count as the same: they are shown to six decimals
FEW = 6  # units off the commonest score: fewer say too little of their spread


class Sample:
    """Scores [adapter][example], and the cluster of each example."""

    def __init__(self, scores, examples, document, adapters_as_one=False):
        matrix = scores.matrix(examples)
        self.matrix = matrix.mean(axis=0, keepdims=True) if adapters_as_one else matrix
        self.cluster = clusters(examples, document)
        self.sizes = np.bincount(self.cluster)
        self.right_or_wrong = scores.right_or_wrong
        self.means = self.matrix.mean(axis=0)
        self.n = len(examples)
        self.units = len(self.sizes)
        self.has_clusters = self.units < self.n

    def mean(self):
        return float(self.means.mean())

    def is_zero_one(self):
        return bool(np.isin(self.matrix, (0, 1)).all())

    def interval(self):
        """(low, high, method) of the mean at 95 %.

        Right or wrong, one adapter and no clusters: E. B. Wilson (1927). Else Wilson's with as many answers as give it
        the width that the variance asks for: E. L. Korn, B. I. Graubard, Survey Methodology 24 (1998), 193-201. Where
        fewer than six units are off the commonest score, at most as many as clusters of equal size would be worth (L.
        Kish, Survey Sampling (1965), 11.7); calls that are right or wrong never count more than once.
        """
        mean = min(1.0, self.mean())
        if len(self.matrix) == 1 and not self.has_clusters and self.right_or_wrong:
            return *wilson(mean, self.n), "wilson"
        of_units = np.bincount(self.cluster, self.means) / self.sizes
        commonest = np.sort(of_units)[self.units // 2]  # where one score is that of most units, it is the median
        worth = self.n if self.right_or_wrong else np.inf
        if (np.abs(of_units - commonest) > ROUNDING).sum() < FEW:
            worth = min(worth, self.n**2 / (self.sizes**2).sum())
        half = half_width(components([self.matrix], self.means, self.cluster), LEVEL) if self.units > 1 else 0
        if half >= ROUNDING:
            worth = min(worth, stats.norm.isf(LEVEL / 2) ** 2 * mean * (1 - mean) / half**2)
        return *wilson(mean, worth), "wilson-effective"


def wilson(mean, n):
    low, high = proportion_confint(mean * n, n, method="wilson")
    return float(low), float(high)


def deviations(values, cluster):
    """How much the mean moves without each cluster, scaled so that an example on its own counts as it is."""
    sizes = np.bincount(cluster)
    without = (values.sum() - np.bincount(cluster, values)) / (len(values) - sizes)
    return (values.mean() - without) * (len(sizes) - 1)


def degrees_of_freedom(sizes):
    """Of the sum of squared deviations, F. E. Satterthwaite's 2 mean^2 / variance, where the clusters' sums are normal
    with their sizes as standard deviations: R. M. Bell, D. F. McCaffrey, Survey Methodology 28 (2002), 169-181; G. W.
    Imbens, M. Kolesar, Review of Economics and Statistics 98 (2016), 701-712.
    """
    if len(set(sizes)) == 1:
        return len(sizes) - 1
    share = sizes / sizes.sum()
    leave = (np.diag(share) - np.outer(share, share)) / (1 - share)[:, None]  # deviation by cluster, of the sums
    squares = leave @ leave.T
    return np.trace(squares) ** 2 / (squares**2).sum()


def adapter_component(matrix, cluster):
    """([(variance of the mean due to adapters, its degrees of freedom)], the interaction's part of that variance):
    two-way random effects, adapter by unit, by expected mean squares."""
    adapters = len(matrix)
    if adapters == 1:
        return [], 0.0
    overall = deviations(matrix.mean(axis=0), cluster)
    units = len(overall)
    residual = sum(((deviations(row, cluster) - overall) ** 2).sum() for row in matrix)
    interaction = residual / ((adapters - 1) * (units - 1)) / (adapters * units)
    return [(matrix.mean(axis=1).var(ddof=1) / adapters, adapters - 1)], interaction


def components(matrices, values, cluster):
    """[(variance, degrees of freedom)] of the mean of the values: each mode's adapters, and the examples."""
    found, interaction = [], 0.0
    for matrix in matrices:
        own, part = adapter_component(matrix, cluster)
        found += own
        interaction += part
    u = deviations(values, cluster)
    variance = (u**2).sum() / (len(u) - 1) / len(u)
    return found + [(max(0.0, variance - interaction), degrees_of_freedom(np.bincount(cluster)))]


def half_width(parts, level):
    """A. K. Banerjee, Sankhya 22 (1960), 357-358: the root of the sum of t^2 x variance."""
    return np.sqrt(sum(stats.t.isf(level / 2, df) ** 2 * variance for variance, df in parts))


def p_value(parts, distance):
    """The level at which the interval just reaches so far; not below 1e-15."""
    distance = abs(distance)
    if distance == 0:
        return 1.0
    if half_width(parts, 1e-15) <= distance:
        return 1e-15
    root = optimize.brentq(lambda x: half_width(parts, np.exp(x)) - distance, np.log(1e-15), 0, xtol=1e-13)
    return float(np.exp(root))


class Bca:
    """The bias-corrected and accelerated bootstrap over units, by SciPy: B. Efron, JASA 82 (1987), 171-185; at levels
    widened for small samples: T. C. Hesterberg, The American Statistician 69 (2015), 371-386.

    reach(errors): how far an end that the harness drew may lie from ours, so many Monte-Carlo standard errors off.
    """

    def __init__(self, n, statistic, level=LEVEL):
        self.n = n
        self.widen = np.sqrt(n / (n - 1))
        confidence = 1 - 2 * stats.norm.sf(self.widen * stats.t.isf(level / 2, n - 1))
        result = stats.bootstrap(
            (np.arange(n),), statistic, confidence_level=confidence, n_resamples=DRAWS, method="BCa", vectorized=True,
            batch=1000, rng=np.random.default_rng(1))
        self.drawn = np.sort(result.bootstrap_distribution)
        self.low, self.high = map(float, result.confidence_interval)
        self.bias = stats.norm.ppf(self.share_below(float(statistic(np.arange(n)))))
        without = np.array([float(statistic(np.delete(np.arange(n), i))) for i in range(n)])
        off = without.mean() - without
        self.acceleration = (off**3).sum() / (6 * (off**2).sum() ** 1.5)

    def share_below(self, value):
        """Of the resamples; those at the value count half."""
        return (np.searchsorted(self.drawn, value - 1e-9) + np.searchsorted(self.drawn, value + 1e-9)) / 2 / DRAWS

    def reach(self, errors):
        """By the delta method: a share of draws has a binomial error, and the bias that of a median."""
        return max(self.reach_of(end, errors) for end in (self.low, self.high))

    def reach_of(self, end, errors):
        share = np.clip(self.share_below(end), 0.5 / DRAWS, 1 - 0.5 / DRAWS)
        of_bias = 2 * stats.norm.pdf(stats.norm.ppf(share)) * np.sqrt(np.pi / 2 / HARNESS_DRAWS)
        spread = errors * np.hypot(np.sqrt(share * (1 - share) / HARNESS_DRAWS), of_bias)
        return float(np.abs(np.quantile(self.drawn, np.clip([share - spread, share + spread], 0, 1)) - end).max())

    def p_at_most(self, limit):
        """One-sided p of "the truth is above the limit": the level whose interval ends there."""
        z = stats.norm.ppf(np.clip(self.share_below(limit), 0.5 / DRAWS, 1 - 0.5 / DRAWS)) - self.bias
        return float(stats.t.cdf((z / (1 + self.acceleration * z) - self.bias) / self.widen, self.n - 1))
