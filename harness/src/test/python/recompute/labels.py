"""Macro-F1 of a classification, with its interval."""

from collections import defaultdict

import numpy as np
from scipy import stats

from .samples import LEVEL, Bca

MANY = 5_000  # more units than this are not resampled, unless a label is rare
RARE = 50  # units


def macro_f1_of(counts):
    """counts[..., target, answer]; the last answer is none. The mean of F1 over the labels that occur."""
    labels = counts.shape[-2]
    right = counts[..., range(labels), range(labels)]
    total = counts.sum(axis=-1) + counts[..., :labels].sum(axis=-2)
    f1 = np.divide(2.0 * right, total, out=np.zeros(right.shape), where=total > 0)
    return f1.sum(axis=-1) / np.maximum(1, (total > 0).sum(axis=-1))


def counts_of_units(rows, labels):
    """counts[unit, target, answer] of the calls that have a score; a document's examples are one unit."""
    units = defaultdict(list)
    for row in rows:
        if row["score"] != "":
            answer = labels.index(row["answer"]) if row["answer"] in labels else len(labels)
            unit = ("document", row["doc"]) if row["doc"] else ("example", row["example_id"])
            units[unit].append((labels.index(row["target"]), answer))
    counts = np.zeros((len(units), len(labels), len(labels) + 1))
    for i, calls in enumerate(units.values()):
        for cell in calls:
            counts[i][cell] += 1
    return counts


def times_drawn(units, n):
    """[resample, unit] how often each unit stands in each row of indices."""
    rows = units.reshape(-1, units.shape[-1])
    cells = rows + n * np.arange(len(rows))[:, None]
    return np.bincount(cells.ravel(), minlength=n * len(rows)).reshape(-1, n)


def macro_f1(rows, labels):
    """(value, low, high, method, the bootstrap): BCa over units; of very many the jackknife's Student's t.

    B. Efron, R. J. Tibshirani, An Introduction to the Bootstrap (1993), 11.5. No interval where no unit moves it.
    """
    counts = counts_of_units(rows, labels)
    value = float(macro_f1_of(counts.sum(axis=0)))
    n = len(counts)
    without = macro_f1_of(counts.sum(axis=0) - counts)
    if n < 2 or np.ptp(without) == 0:
        return value, None, None, None, None
    in_units = ((counts.sum(axis=2) + counts[:, :, :-1].sum(axis=1)) > 0).sum(axis=0)
    if n > MANY and in_units[in_units > 0].min() >= RARE:
        half = stats.t.isf(LEVEL / 2, n - 1) * np.sqrt((n - 1) * without.var())
        return value, max(0, value - half), min(1, value + half), "student", None

    def resampled(units, axis=-1):
        cells = np.tensordot(times_drawn(units, n), counts, axes=1)
        return macro_f1_of(cells.reshape(*units.shape[:-1], *counts.shape[1:]))

    drawn = Bca(n, resampled)
    return value, drawn.low, drawn.high, "bca", drawn
