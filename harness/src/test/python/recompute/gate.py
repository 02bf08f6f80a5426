"""A comparison of two runs: what is said of each mode, what the gate checks, and its verdict."""

import json
from pathlib import Path

from statsmodels.stats.multitest import multipletests

from .book import Run
from .claims import RunPair
from .money import Prices
from .pairs import DISCORDANCE, analyse, detectable, table
from .ratios import check_cost, check_times
from .report import EXACT
from .samples import LEVEL, Sample

MANY_FAILED = 0.02  # share of newly failed examples, or of those that were not asked, from which nothing is settled
TOO_MANY_FAILED = 0.10  # from which the gate falls
STATUSES = ("pass", "inconclusive", "fail")  # from fine to fallen


def check_comparison(report, path):
    shown = json.loads(path.read_text(encoding="utf-8"))
    baseline = Run(Path(shown["baseline"]["path"]))
    contender = Run(Path(shown["contender"]["path"]), contender_prices(shown, baseline))
    runs = RunPair(baseline, contender)
    check = report.of(path.name, "")
    limits = check_limits(check, shown["limits"], baseline)
    check.number("level", shown["level"], 1 - LEVEL, EXACT)
    modes = [name for name in baseline.modes if name in contender.modes]
    check.same("modes", [mode["mode"] for mode in shown["modes"]], modes)
    missing = [name for name in baseline.modes if name not in contender.modes]
    check.same("baseline_only_modes", shown["baseline_only_modes"], missing)
    check.same("contender_only_modes", shown["contender_only_modes"],
               [name for name in contender.modes if name not in baseline.modes])
    compared = [ModePair(runs, name) for name in modes]
    judged = [mode for mode in compared if mode.examples]
    check_qualities(report, path.name, shown, judged, limits["margin"])
    for mode, row in zip(compared, shown["modes"]):
        own = report.of(path.name, mode.name)
        mode.check(own, row)
        check_further(report, path.name, mode, row["further"], limits["margin"])
        claims = runs.claims(mode.name)
        for key, time in (("ttft", "ttft_ms"), ("total", "total_ms"), ("waiting", "wait_ms")):
            check_times(own, key, row[key], mode, time, len(modes), claims)
        check_cost(own, row["cost"], mode, len(modes), claims)
    guards = fallen_guards(baseline, contender)
    check.same("guards", [[guard[key] for key in ("side", "name", "status")] for guard in shown["guards"]], guards)
    check_gate(report, path.name, shown, compared, missing, guards)


def contender_prices(shown, baseline):
    """At the baseline's assumptions; only a model, or a fine-tuned one, that the baseline did not ask has its own price."""
    own = json.loads((Path(shown["contender"]["path"]) / "run.json").read_text(encoding="utf-8"))
    cost = baseline.facts["cost"]
    if cost is None:
        return Prices(None, "")
    its = own["cost"] or {}
    same = own["run"]["model"] == baseline.facts["run"]["model"]
    known = [mode["facts"]["mode"] for mode in baseline.facts["modes"]]
    asked = {mode["facts"]["mode"]["mode"] for mode in own["modes"] if mode["facts"]["mode"] in known}
    tuned = {mode: price for mode, price in its.get("mode_prices", {}).items() if mode not in asked}
    tuned.update({mode: price for mode, price in cost.get("mode_prices", {}).items() if mode in asked})
    return Prices({**cost, "token_price": cost["token_price"] if same else its.get("token_price"), "mode_prices": tuned},
                  own["run"]["runtime"])


def check_limits(check, limits, baseline):
    """A loss that was asked for is to be ruled out; where none was, which reads as 0 like one of 0 that was asked for,
    one above the lab's margin."""
    margin = baseline.facts["lab"]["margin"]
    check.number("limits margin", limits["margin"], margin, EXACT)
    if limits["max_drop"] > 0 or limits["ruled_out_drop"] > 0:
        ruled_out = limits["max_drop"] if limits["max_drop"] > 0 else margin
        check.number("limits ruled_out_drop", limits["ruled_out_drop"], ruled_out, EXACT)
    return limits


class ModePair:
    """One mode on both sides. An example that the baseline has a score for, and of which the contender's calls failed,
    counts as wrong in the contender; one that the baseline has no score for leaves the comparison."""

    def __init__(self, runs, name):
        self.name = name
        self.before = runs.baseline.modes[name]
        self.after = runs.contender.modes[name]
        self.document = runs.document
        self.shared = self.before.examples & self.after.examples
        judged_before = self.before.scores.complete()
        self.unjudged_before = self.shared - judged_before
        self.unjudged_after = self.shared - self.after.scores.complete()
        self.newly_failed = (self.unjudged_after & judged_before) - self.after.ungraded
        self.newly_ungraded = self.unjudged_after - self.unjudged_before - self.newly_failed
        after = self.after.scores.with_wrong(self.newly_failed)
        self.examples = runs.sorted(judged_before & after.complete())
        self.sorted = runs.sorted
        if self.examples:
            self.a, self.b = self.samples(after, self.before.scores, self.examples)

    def samples(self, after, before, examples):
        """Where both sides have the same adapters, what is said holds for these: their mean is all there is."""
        same = set(after.adapters) == set(before.adapters)
        return [Sample(scores, examples, self.document, same) for scores in (after, before)]

    def check(self, check, row):
        coverage = {
            "baseline_only": len(self.before.examples - self.shared),
            "contender_only": len(self.after.examples - self.shared),
            "unjudged_in_baseline": len(self.unjudged_before),
            "unjudged_in_contender": len(self.unjudged_after),
            "newly_failed": len(self.newly_failed),
            "newly_ungraded": len(self.newly_ungraded),
            "left_out": len(self.shared) - len(self.examples),
            "same_adapters": self.digests(self.before) == self.digests(self.after),
        }
        for key, own in coverage.items():
            check.same(f"coverage {key}", row["coverage"][key], own)
        cells = table(self.a, self.b) if self.examples else {"a_only": 0, "b_only": 0}
        check.same("flips lost", row["flips"]["lost"], cells["b_only"])
        check.same("flips gained", row["flips"]["gained"], cells["a_only"])

    @staticmethod
    def digests(mode):
        return sorted(digest for _, digest, _ in mode.scores.adapters if digest)


def check_qualities(report, file, shown, judged, margin):
    """By the test of a run, at the level that holds for all modes together: 0.05 over their number (Bonferroni)."""
    rows = {row["mode"]: row["quality"] for row in shown["modes"] if row["quality"] is not None}
    report.of(file, "").same("judged modes", list(rows), [mode.name for mode in judged])
    judged = [mode for mode in judged if mode.name in rows]
    level = LEVEL / max(1, len(judged))
    adjusted = multipletests([rows[mode.name]["p"] for mode in judged], method="holm")[1] if judged else []
    for mode, p_holm in zip(judged, adjusted):
        row, check = rows[mode.name], report.of(file, f"{mode.name} quality")
        check_difference(check, row, mode.a, mode.b, margin, level)
        cells = table(mode.a, mode.b)
        pairs = {"n": mode.a.n, "both": cells["both"], "baseline_only": cells["b_only"],
                 "contender_only": cells["a_only"], "neither": cells["neither"]}
        for key, own in pairs.items():
            check.same(f"pairs {key}", row["pairs"][key], own)
        check.number("p_holm", row["p_holm"], float(p_holm), EXACT)
        check.number("detectable_drop", row["detectable_drop"], detectable(mode.a.units, DISCORDANCE, level), 1e-7)
        check.same("shown", row["shown"], row["p"] < level)
        check.same("finding", row["finding"], finding(row, margin))


def check_difference(check, row, a, b, margin, level):
    found = analyse(a, b, margin, level).beside(row["p"])
    check.number("baseline", row["baseline"], b.mean(), EXACT)
    check.number("contender", row["contender"], a.mean(), EXACT)
    check.number("difference", row["difference"], a.mean() - b.mean(), EXACT)
    check.same("test", row["test"], found.test)
    check.same("interval_method", row["interval_method"], found.interval)
    check.number("p", row["p"], found.p, found.p_tolerance())
    check.number("interval low", row["interval"]["low"], found.low, found.end_tolerance())
    check.number("interval high", row["interval"]["high"], found.high, found.end_tolerance())


def finding(row, margin):
    """Better or worse where interval and test say so, equivalent where the whole interval is within the margin."""
    low, high = row["interval"]["low"], row["interval"]["high"]
    if row["shown"] and (high < 0 or low > 0):
        return "worse" if high < 0 else "better"
    return "equivalent" if -margin <= low and high <= margin else "undecided"


def check_further(report, file, mode, rows, margin):
    """Further metrics are exploratory: each interval is at 95 % for itself."""
    samples = {}
    for metric, before in mode.before.further.items():
        after = mode.after.further.get(metric)
        examples = mode.sorted(before.complete() & after.complete()) if after else []
        if examples:
            samples[metric] = mode.samples(after, before, examples)
    report.of(file, mode.name).same("further", [row["metric"] for row in rows], list(samples))
    for row in rows:
        if row["metric"] in samples:
            a, b = samples[row["metric"]]
            check = report.of(file, f"{mode.name} further {row['metric']}")
            check.same("n", row["n"], a.n)
            check_difference(check, row, a, b, margin, LEVEL)


def fallen_guards(baseline, contender):
    return [[side, guard["name"], guard["status"]]
            for side, run in (("baseline", baseline), ("contender", contender))
            for guard in run.facts["guards"] if guard["status"] != "pass"]


def check_gate(report, file, shown, compared, missing, guards):
    """Each check by the figures of the comparison, which are checked above; the verdict is the worst of them."""
    limits = shown["limits"]
    expected = {}
    for mode, row in zip(compared, shown["modes"]):
        expected[mode.name, "quality"] = of_quality(row["quality"], limits)
        coverage = of_coverage(mode)
        if coverage:
            expected[mode.name, "coverage"] = coverage
        for check, key in (("latency", "waiting"), ("cost", "cost")):
            most = limits[f"max_{check}_increase"]
            if most is not None:
                expected[mode.name, check] = of_ratio(row[key], most)
    for name in missing:
        expected[name, "coverage"] = "fail"
    for side, name, status in guards:
        if status == "stop":
            expected.setdefault((None, f"guard {name}"), []).append("fail" if side == "contender" else "inconclusive")
    found = {}
    for check in shown["checks"]:
        key = check["mode"], check["name"]
        if check["mode"] is None:
            found.setdefault(key, []).append(check["status"])
        else:
            found[key] = check["status"]
    report.of(file, "").same("checks", list(found), list(expected))
    for (mode, name), status in expected.items():
        report.of(file, f"check {name} of {mode}").same("status", found.get((mode, name)), status)
    worst = max((check["status"] for check in shown["checks"]), key=STATUSES.index, default="inconclusive")
    verdict = report.of(file, "verdict")
    verdict.same("status", shown["verdict"]["status"], worst)
    verdict.same("passed", shown["verdict"]["passed"],
                 worst == "pass" or (worst == "inconclusive" and not limits["strict"]))


def of_quality(quality, limits):
    """Passes where a larger loss is ruled out; falls where one beyond the limit is shown, by interval and test."""
    if quality is None:
        return "inconclusive"
    if quality["interval"]["low"] >= -limits["ruled_out_drop"]:
        return "pass"
    return "fail" if quality["interval"]["high"] < -limits["max_drop"] and quality["shown"] else "inconclusive"


def of_coverage(mode):
    """None where every example of the baseline was answered."""
    left = len(mode.before.examples - mode.shared) + len(mode.newly_ungraded)
    failed = len(mode.newly_failed) / len(mode.examples) if mode.examples else 0
    unasked = left / (len(mode.examples) + left) if left else 0
    if failed > TOO_MANY_FAILED:
        return "fail"
    if max(failed, unasked) > MANY_FAILED:
        return "inconclusive"
    return "pass" if mode.newly_failed or left else None


def of_ratio(row, most):
    """Falls where the whole interval is beyond the limit even if the drift made it so; passes where all is within."""
    if row["interval"] is None or row["drift"] is None or row["note"] is not None:
        return "inconclusive"
    if row["interval"]["low"] / (1 + row["drift"]) > 1 + most:
        return "fail"
    return "pass" if row["interval"]["high"] * (1 + row["drift"]) <= 1 + most else "inconclusive"
