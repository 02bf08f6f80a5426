"""The calls of a run, put together by mode, adapter and example."""

import csv
import gzip
import json
from collections import defaultdict
from errno import ENOENT
from pathlib import Path

import numpy as np

from . import money

TIMES = ("ttft_ms", "total_ms", "wait_ms")
csv.field_size_limit(1 << 30)


def read_csv(folder, name):
    """Rows of a file or of its compressed form; None where there is neither."""
    for path, opened in ((folder / (name + ".gz"), gzip.open), (folder / name, open)):
        if path.exists():
            with opened(path, "rt", encoding="utf-8", newline="") as file:
                return list(csv.DictReader(file))
    return None


def measured(cell):
    return float(cell) if cell else None


def wait_ms(row):
    """Time until the answer is there: retrieval, where there is any, and the model's answer."""
    total = measured(row["total_ms"])
    return None if total is None else total + (measured(row["retrieve_ms"]) or 0)


def is_timed(row):
    """After a retry the server may be cold, and a failed call is no answer."""
    return row["outcome"] != "failed" and row["retries"] == "0"


def mean_of(values):
    known = [value for value in values if value is not None]
    return float(np.mean(known)) if known else None


def text(value):
    """As a cell has it."""
    return "" if value is None else str(value)


def mean_of_each(values):
    return {example: float(np.mean(own)) for example, own in values.items()}


class Scores:
    """A mode's scores in one metric: {adapter: {example: [score of each repetition]}}."""

    def __init__(self):
        self.adapters = {}
        self.right_or_wrong = True  # whether each call was either

    def add(self, adapter, example, score):
        own = self.adapters.setdefault(adapter, defaultdict(list))  # known even without any score
        if score is not None:
            own[example].append(score)
            self.right_or_wrong &= score in (0, 1)

    def of(self, adapter):
        alone = Scores()
        alone.adapters = {adapter: self.adapters[adapter]}
        alone.right_or_wrong = self.right_or_wrong
        return alone

    def complete(self):
        """The examples that every adapter has a score for."""
        first, *others = self.adapters.values()
        return {example for example in first if all(example in own for own in others)}

    def matrix(self, examples):
        """[adapter][example], means over repetitions."""
        return np.array([[np.mean(own[example]) for example in examples] for own in self.adapters.values()])

    def with_wrong(self, examples):
        """The same where these examples count as wrong for the adapters that have no score of them."""
        filled = Scores()
        filled.right_or_wrong = self.right_or_wrong
        filled.adapters = {
            adapter: {**{example: [0.0] for example in examples}, **own} for adapter, own in self.adapters.items()}
        return filled


class Mode:
    def __init__(self):
        self.rows = []
        self.scores = Scores()
        self.further = {}  # Scores by metric
        self.examples = set()  # asked
        self.ungraded = set()  # with a call that did not fail and could not be judged
        self.times = {column: defaultdict(list) for column in TIMES}
        self.usd = defaultdict(list)
        self.retrieves = False
        self.technique = None


class Run:
    """One folder: of a run, or of a baseline."""

    def __init__(self, folder, prices=None):
        self.folder = Path(folder)
        self.name = self.folder.name
        self.facts = json.loads((self.folder / "run.json").read_text(encoding="utf-8"))
        self.summary = read_csv(self.folder, "summary.csv") or []
        self.comparisons = read_csv(self.folder, "comparisons.csv") or []
        self.metrics = read_csv(self.folder, "metrics.csv") or []
        self.examples = read_csv(self.folder, "examples.csv")
        if self.examples is None:
            raise FileNotFoundError(ENOENT, "missing", str(self.folder / "examples.csv"))
        # an earlier version: the last column of today is missing
        self.earlier = bool(self.summary) and "n_complete" not in self.summary[0]
        self.document = {}
        self.order = {}  # of the examples, as they first occur
        self.modes = {}
        self.prices = prices or money.Prices(self.facts["cost"], self.facts["run"]["runtime"])
        for row in self.examples:
            self.add(row)
        for row in read_csv(self.folder, "scores.csv") or []:
            further = self.modes[row["mode"]].further.setdefault(row["metric"], Scores())
            further.add(identity(row), row["example_id"], float(row["value"]))

    def add(self, row):
        example = row["example_id"]
        self.order.setdefault(example, len(self.order))
        if row["doc"]:
            self.document[example] = row["doc"]
        mode = self.modes.setdefault(row["mode"], Mode())
        mode.technique = row["technique"]
        mode.rows.append(row)
        mode.examples.add(example)
        mode.scores.add(identity(row), example, measured(row["score"]))
        mode.retrieves |= row["retrieve_ms"] != ""
        if row["outcome"] != "failed" and row["score"] == "":
            mode.ungraded.add(example)
        if is_timed(row):
            price = self.prices.of_call(row)
            if price is not None:
                mode.usd[example].append(price)
            for column in TIMES:
                time = wait_ms(row) if column == "wait_ms" else measured(row[column])
                if time is not None:
                    mode.times[column][example].append(time)

    def sorted(self, examples):
        return sorted(examples, key=self.order.__getitem__)

    def adapt_seconds(self, mode, adapters):
        """Mean over the adapters, of which nothing may be known; None where there is nothing to adapt."""
        return mean_of(known["adapt_seconds"] for known in self.facts_of(mode, adapters))

    def facts_of(self, mode, adapters):
        wanted = {(digest, seed) for _, digest, seed in adapters}
        facts = [record["facts"] for record in self.facts["modes"] if record["facts"]["mode"]["mode"] == mode]
        return [known for known in facts if (text(known["mode"]["adapter_digest"]), text(known["mode"]["adapter_seed"]))
                in wanted]

    def summary_of(self, mode):
        """The first row of a mode: the one over all its adapters."""
        return next((row for row in self.summary if row["mode"] == mode), None)


def identity(row):
    return row["technique"], row["adapter_digest"], row["adapter_seed"]


def clusters(examples, document):
    """The index of each example's cluster: those about one document are together, one about none is on its own."""
    known = {}
    keys = [("document", document[example]) if example in document else ("example", example) for example in examples]
    return np.array([known.setdefault(key, len(known)) for key in keys], dtype=int)
