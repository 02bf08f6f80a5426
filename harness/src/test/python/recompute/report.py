"""Counts the figures that were checked and prints those that disagree."""

import numpy as np

HARNESS_DRAWS = 10_000  # resamples of the harness for intervals and p values
DRAWS = 20_000  # ours
ERRORS = 4 * (1 + HARNESS_DRAWS / DRAWS) ** 0.5  # of one draw of the harness's kind: theirs and ours are both off

SHARE = 2e-6  # scores and their means are shown to six decimals, and may be made of such
TIME = 1.1e-3  # milliseconds, seconds and tokens are shown to three
EXACT = 1e-9  # a comparison is made of the same files, and its JSON is not rounded
USD = 1e-6  # dollars are shown to six, and made of times that are shown to three


def digits(p):
    """p values are shown to six significant digits: half a unit of the last, and once more for a Holm factor."""
    return 1e-5 * p


def is_missing(value):
    return value is None or value == "" or (isinstance(value, float) and np.isnan(value))


class Report:
    def __init__(self):
        self.checks = 0
        self.failures = 0
        self.unchecked = set()

    def of(self, file, row):
        return Row(self, f"{file} {row}".strip())

    def fail(self, what, shown, own):
        self.failures += 1
        print(f"{what}: the file says {'nothing' if is_missing(shown) else shown}, recomputed {own}")


class Row:
    """Checks figures of one row of a file."""

    def __init__(self, report, name):
        self.report = report
        self.name = name

    def number(self, column, shown, own, tolerance):
        """The same number, or neither there."""
        self.report.checks += 1
        missing = is_missing(own)
        same = is_missing(shown) == missing and (missing or abs(float(shown) - own) <= tolerance)
        if not same:
            self.report.fail(f"{self.name} {column}", shown, f"{own} (tolerance {tolerance:.2g})")

    def between(self, column, shown, low, high):
        """A number that was drawn at random, within the ends where it may lie."""
        self.report.checks += 1
        if is_missing(shown) or not low <= float(shown) <= high:
            self.report.fail(f"{self.name} {column}", shown, f"between {low} and {high}")

    def error(self, column, shown, most):
        """A Monte-Carlo error that the harness estimated from its own draws; none where nothing is drawn."""
        if most is None:
            self.same(column, shown, None)
        else:
            self.between(column, shown, 0, most + SHARE)

    def same(self, column, shown, own):
        """The same word, truth value, list or whole number; nothing is the same as an empty cell."""
        self.report.checks += 1
        if shown != own and not (is_missing(shown) and is_missing(own)):
            self.report.fail(f"{self.name} {column}", shown, own)

    def written(self, row, column):
        """Whether the file has this column; one that an earlier version did not write is named at the end."""
        return self.unless(column not in row, column)

    def unless(self, earlier, what):
        """Whether to check what an earlier version had other rules for; what is not checked is named at the end."""
        if earlier:
            self.report.unchecked.add(f"{self.name.split()[0].split('/')[-1]} {what}")
        return not earlier


def quantile_range(drawn, share, theirs):
    """Where the share-quantile of so many draws may lie, by our own draws: four binomial errors of both."""
    spread = 4 * np.sqrt(share * (1 - share) * (1 / theirs + 1 / len(drawn)))
    ends = [min(1, max(0, share - spread)), min(1, max(0, share + spread))]
    return np.quantile(drawn, ends, method="closest_observation") if len(drawn) else (np.nan, np.nan)
