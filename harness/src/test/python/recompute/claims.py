"""What may be claimed of the times of two runs, and of costs that follow them."""

from dataclasses import dataclass

import numpy as np

from .book import measured
from .times import disturbed, largest, spread

SERVING = ("digest", "runtime", "runtime_version", "threads")


@dataclass
class Claims:
    drift: float | None
    doubted: bool
    by_token: bool


class RunPair:
    def __init__(self, baseline, contender):
        self.baseline = baseline
        self.contender = contender
        self.document = {**baseline.document, **contender.document}
        self.order = dict(baseline.order)
        for example in contender.order:
            self.order.setdefault(example, len(self.order))

    def sorted(self, examples):
        return sorted(examples, key=self.order.__getitem__)

    def claims(self, mode):
        classifier = self.baseline.modes[mode].technique == "classifier"
        drift = self.drift_of_blocks(mode) if classifier else self.drift(mode)
        by_token = not classifier and self.baseline.prices.by_token and self.contender.prices.by_token
        doubted = self.cannot_be_compared() or self.lacks_retrieval(mode) or drift is None
        return Claims(drift, doubted, by_token)

    def blocks(self, mode):
        rows = [run.summary_of(mode) for run in (self.baseline, self.contender)]
        return [measured(row["block_drift"]) if row else None for row in rows]

    def drift_of_blocks(self, mode):
        """Nothing is served for a classifier, so that there are no probes of it."""
        blocks = self.blocks(mode)
        return None if None in blocks else max(blocks)

    def drift(self, mode):
        """The largest change that the probes of either side show, and the blocks; and from side to side, where one
        model was run by one runtime: what changed then is the machine. None where a side was not probed."""
        sides = [probes(run.facts, mode) for run in (self.baseline, self.contender)]
        if not all(sides):
            return None
        changes = [spread(pair) for side in sides for pair in side]
        first, second = self.baseline.facts["model"], self.contender.facts["model"]
        if all(first.get(key) == second.get(key) for key in SERVING):
            changes.append(spread([np.mean(side) for side in sides]))
        return float(largest(changes + self.blocks(mode)))

    def cannot_be_compared(self):
        """Another state of the prefix cache, another machine that answers, or other work on a machine."""
        first, second = self.baseline.facts, self.contender.facts
        if self.baseline.examples[0]["prefix_cache"] != self.contender.examples[0]["prefix_cache"]:
            return True
        clients = first["machine"].get("client") or second["machine"].get("client")
        another = any(first["machine"][key] != second["machine"][key] for key in ("cpu", "cores"))
        return bool(not clients and another) or disturbed(first) or disturbed(second)

    def lacks_retrieval(self, mode):
        summary = self.baseline.summary_of(mode)
        return bool(summary and summary["retrieve_ms_p50"]) and not self.baseline.modes[mode].retrieves


def probes(facts, mode):
    """[(before, after)] of the blocks of a mode."""
    pairs = [(probe["before_ms"], probe["after_ms"]) for probe in facts["probes"] if probe["mode"] == mode]
    return [pair for pair in pairs if all(time is not None and time > 0 for time in pair)]
