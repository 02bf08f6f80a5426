"""The decision in run.json: which mode, how sure, and what would change it."""

import numpy as np

from .book import mean_of_each
from .report import SHARE, TIME, quantile_range
from .samples import Sample
from .times import disturbed, machine_drift
from .volumes import RELATIVE, check_break_even_intervals, check_break_evens, check_volumes

RESAMPLES = 2_000
LEAST_SCORED = 0.95  # share of the examples that a candidate must have scores for
EPSILON = 1e-9  # means of the same values in another order may differ in their last bits


class Candidate:
    """A mode on the examples that all candidates have."""

    def __init__(self, run, name, examples, of_times):
        mode = run.modes[name]
        self.name = name
        self.sample = Sample(mode.scores, examples, run.document)
        self.quality = self.sample.mean()
        self.ms = known(mean_of_each(mode.times["wait_ms"]), examples, of_times)
        self.priced_by_time = not run.prices.by_token or mode.technique == "classifier"
        self.usd = known(mean_of_each(mode.usd), examples, of_times or not self.priced_by_time)
        nothing_to_adapt = mode.technique != "lora" and run.prices.cost is not None
        self.adapt_usd = run.prices.of_machine(run.adapt_seconds(name, mode.scores.adapters)) if of_times else None
        if self.adapt_usd is None and nothing_to_adapt and of_times:
            self.adapt_usd = 0.0
        self.single_seed = sum(digest != "" for _, digest, _ in mode.scores.adapters) == 1


def on_common_examples(modes, key):
    """Keeps the values of the examples that every mode has one for; a mode that lacks more than half has none."""
    values = [getattr(mode, key) for mode in modes]
    enough = [2 * (~np.isnan(one)).sum() >= len(one) for one in values]
    common = np.logical_and.reduce([~np.isnan(one) for one, is_enough in zip(values, enough) if is_enough]
                                   or [np.zeros(len(values[0]), dtype=bool)])
    for mode, one, is_enough in zip(modes, values, enough):
        setattr(mode, key, np.where(common & is_enough, one, np.nan))


def known(values, examples, may_be_claimed):
    return np.array([values.get(example, np.nan) if may_be_claimed else np.nan for example in examples])


def split(run):
    """(candidates, those left out with the number of their examples): a mode that lacks scores of more than 5 % of the
    examples is no candidate, and a control is none unless there are only controls."""
    controls = {mode["facts"]["mode"]["mode"] for mode in run.facts["modes"] if mode["facts"]["control"]}
    names = [name for name in run.modes if name not in controls] or list(run.modes)
    of = len(run.facts["selection"]["examples"])
    scored = {name: len(run.modes[name].scores.complete()) for name in names}
    candidates = [name for name in names if scored[name] > 0 and scored[name] >= LEAST_SCORED * of]
    return candidates, [{"mode": name, "scored": scored[name], "of": of} for name in names if name not in candidates]


class Prices:
    """What requests cost and how long answers take, a value per mode; and which of them mean the same."""

    def __init__(self, modes, drift, usd, ms):
        self.by_time = [mode.priced_by_time for mode in modes]
        self.drift = drift or 0.0
        self.of = {"cost": usd, "latency": ms}

    def same(self, kind, one, other):
        """The machine's drift is in times, and in the prices that follow them."""
        return self.drift if kind == "latency" or self.by_time[one] or self.by_time[other] else 0.0

    def decider(self, asked, allowed):
        """What was asked for where all that are allowed have it, else time where all have one, else nothing."""
        for kind in (asked, "latency"):
            if not np.isnan(self.of[kind][allowed]).any():
                return kind
        return None

    def choose(self, quality, asked, allowed):
        """Of the allowed modes those of the least price, and of these the best, then the cheapest, then the first."""
        modes = np.flatnonzero(allowed)
        if not len(modes):
            return None
        kind = self.decider(asked, allowed)
        price = np.zeros(len(quality)) if kind is None else self.of[kind]
        if kind is not None:
            cheapest = min(modes, key=lambda mode: price[mode])
            modes = [one for one in modes if price[one] <= price[cheapest] * (1 + self.same(kind, one, cheapest))]
        best = max(quality[mode] for mode in modes)
        return min((mode for mode in modes if quality[mode] >= best - EPSILON), key=lambda mode: price[mode])


class Resampled:
    """Quality, price and time of each candidate in each draw of the examples, or of their clusters, with replacement,
    the same for all modes, and of each mode's adapters: B. Efron, R. J. Tibshirani (1993), ch. 8."""

    def __init__(self, candidates):
        rng = np.random.default_rng(3)
        first = candidates[0].sample
        drawn = rng.multinomial(first.units, np.full(first.units, 1 / first.units), RESAMPLES)
        weight = drawn[:, first.cluster]
        total = weight.sum(axis=1)
        self.quality = np.column_stack([of_adapters(one.sample, weight, rng) / total for one in candidates])
        self.usd = np.column_stack([weighted_mean(one.usd, weight) for one in candidates])
        self.ms = np.column_stack([weighted_median(one.ms, weight) for one in candidates])


def of_adapters(sample, weight, rng):
    adapters = len(sample.matrix)
    times = rng.multinomial(adapters, np.full(adapters, 1 / adapters), RESAMPLES)
    return ((weight @ sample.matrix.T) * times).sum(axis=1) / adapters


def weighted_mean(values, weight):
    there = ~np.isnan(values)
    with np.errstate(invalid="ignore"):
        return weight[:, there] @ values[there] / weight[:, there].sum(axis=1)


def weighted_median(values, weight):
    """The middle value where each stands as often as its weight says, or the mean of the two in the middle."""
    there = np.flatnonzero(~np.isnan(values))
    if not len(there):
        return np.full(len(weight), np.nan)
    order = there[np.argsort(values[there], kind="stable")]
    upto = weight[:, order].cumsum(axis=1)
    all_of_them = upto[:, -1:]
    lower = values[order[(2 * upto >= all_of_them).argmax(axis=1)]]
    upper = values[order[(2 * upto > all_of_them).argmax(axis=1)]]
    return np.where(all_of_them[:, 0] > 0, (lower + upper) / 2, np.nan)


def check_decision(report, run):
    shown = run.facts.get("decision")
    check = report.of(f"{run.name}/run.json", "decision")
    candidates, left_out = split(run)
    shared = set.intersection(*(run.modes[name].scores.complete() for name in candidates)) if candidates else set()
    check.same("made", shown is not None, run.facts["failure"] is None and len(shared) > 0)
    if shown is not None and shared:
        Decided(run, candidates, run.sorted(shared)).check(check, shown, left_out)


class Decided:
    def __init__(self, run, names, examples):
        self.run = run
        self.margin = run.facts["lab"]["margin"]
        timed = any(row["total_ms_p50"] for row in run.summary)
        drift = machine_drift(run.facts, run.summary)
        self.doubted = disturbed(run.facts) or (drift is None and timed)
        self.modes = [Candidate(run, name, examples, not self.doubted) for name in names]
        on_common_examples(self.modes, "ms")
        on_common_examples(self.modes, "usd")
        self.n = len(examples)
        self.quality = np.array([mode.quality for mode in self.modes])
        self.loss = self.quality.max() - self.quality
        self.within = self.loss <= self.margin + EPSILON
        once = np.ones((1, self.n), dtype=int)
        self.usd = np.array([weighted_mean(mode.usd, once)[0] for mode in self.modes])
        self.ms = np.array([weighted_median(mode.ms, once)[0] for mode in self.modes])
        self.drift = drift
        self.prices = self.priced(self.usd, self.ms)
        self.asked = run.facts["lab"].get("prefer") or "cost"
        self.decider = self.prices.decider(self.asked, self.within)
        self.prefer = self.decider or self.asked
        self.chosen = self.choose(self.within)
        exact = Prices(self.modes, 0, self.usd, self.ms)
        self.best = exact.choose(self.quality, self.asked, self.loss <= EPSILON)

    def priced(self, usd, ms):
        return Prices(self.modes, self.drift, usd, ms)

    def choose(self, allowed):
        return self.prices.choose(self.quality, self.asked, allowed)

    def same_cost(self, one, other):
        return self.prices.same("cost", one, other)

    def names(self, wanted):
        return [mode.name for i, mode in enumerate(self.modes) if wanted(i)]

    def check(self, check, shown, left_out):
        chosen = self.modes[self.chosen].name
        expected = {
            "recommended": chosen,
            "best": self.modes[self.best].name,
            "prefer": self.prefer,
            "difference_shown": self.differ(self.best, self.chosen),
            "resamples": RESAMPLES,
            "single_seed": self.names(lambda i: self.modes[i].single_seed),
            "examples": self.n,
            "left_out": left_out,
            "unpriced": self.names(self.is_unpriced),
            "not_ruled_out": self.names(lambda i: i != self.chosen and not self.rules_out(i)),
            "lead_unshown": self.names(self.is_lead_unshown),
        }
        for key, own in expected.items():
            if check.written(shown, key):
                check.same(key, shown[key], own)
        check.number("margin", shown["margin"], self.margin, 1e-9)
        check.same("doubt", shown["doubt"] is not None, self.doubted)
        drawn = Resampled(self.modes)
        self.check_candidates(check, shown)
        if check.unless(self.run.earlier, "same_price, narrower, wider, volumes and break_evens"):
            check.same("same_price", shown["same_price"], self.names(self.is_same_price))
            self.check_flip(check, "narrower", shown["narrower"])
            self.check_flip(check, "wider", shown["wider"])
            within = self.within if self.decider == "cost" else []
            check_volumes(check, shown["volumes"], self.modes, within, self.usd, self.same_cost)
            check_break_evens(check, shown["break_evens"], self.modes, self.usd, self.same_cost)
        if check.unless(self.run.earlier, "what is resampled"):
            self.check_resampled(check, shown, drawn)
            check_break_even_intervals(check, shown["break_evens"], self.modes, self.usd, self.same_cost, drawn.usd)

    def tested(self, one, other):
        """(sign, row of comparisons.csv) of two modes; None where they were not tested."""
        for row in self.run.comparisons:
            if row["metric"] == self.run.summary[0]["metric"] and row["verdict"]:
                for sign, pair in ((1, (one, other)), (-1, (other, one))):
                    if (row["mode_a"], row["mode_b"]) == tuple(self.modes[i].name for i in pair):
                        return sign, row
        return None

    def differ(self, one, other):
        found = self.tested(one, other)
        return found is not None and found[1]["verdict"] not in ("equivalent", "no difference shown")

    def rules_out(self, other):
        """Whether the interval leaves out that the chosen mode is worse than the other by more than the margin."""
        found = self.tested(self.chosen, other)
        if found is None:
            return False
        sign, row = found
        worst = float(row["difference_ci_low"]) if sign > 0 else -float(row["difference_ci_high"])
        return worst >= -self.margin

    def is_lead_unshown(self, i):
        lead = self.quality[self.chosen] - self.quality[i]
        return (i != self.chosen and lead > self.margin + EPSILON and self.is_cheaper(i)
                and not self.differ(self.chosen, i))

    def is_cheaper(self, i):
        if self.decider is None:
            return False
        price, same = self.prices.of[self.decider], self.prices.same(self.decider, i, self.chosen)
        return bool(price[i] * (1 + same) < price[self.chosen])

    def is_same_price(self, i):
        if self.decider is None or i == self.chosen or not self.within[i]:
            return False
        price, same = self.prices.of[self.decider], self.prices.same(self.decider, i, self.chosen)
        return bool(same > 0 and 1 / (1 + same) <= price[i] / price[self.chosen] <= 1 + same)

    def is_unpriced(self, i):
        asked = self.prices.of[self.asked]
        return bool(self.within[i] and np.isnan(asked[i]) and not np.isnan(asked).all())

    def check_flip(self, check, key, shown):
        """The nearest margin, a loss that a mode has, at which another mode would be chosen."""
        if key == "narrower":
            losses = sorted((loss for loss in self.loss if EPSILON < loss <= self.margin + EPSILON), reverse=True)
        else:
            losses = sorted(loss for loss in self.loss if loss > self.margin + EPSILON)
        own = None
        for limit in losses:
            allowed = self.loss < limit - EPSILON if key == "narrower" else self.loss <= limit + EPSILON
            other = self.choose(allowed)
            if other not in (None, self.chosen):
                own = limit, self.modes[other].name
                break
        check.same(f"{key} mode", shown and shown["mode"], own and own[1])
        check.number(f"{key} margin", shown and shown["margin"], own and float(own[0]), SHARE)

    def check_candidates(self, check, shown):
        check.same("candidates", [one["mode"] for one in shown["candidates"]], [one.name for one in self.modes])
        for i, (mode, row) in enumerate(zip(self.modes, shown["candidates"])):
            usd, ms = (None if np.isnan(one) else float(one) for one in (self.usd[i], self.ms[i]))
            numbers = {
                "quality": (mode.quality, SHARE),
                "loss": (float(self.loss[i]), SHARE),
                "request_usd": (usd, RELATIVE * (usd or 0)),
                "adapt_usd": (mode.adapt_usd, RELATIVE * (mode.adapt_usd or 0)),
            }
            for key, (own, tolerance) in numbers.items():
                check.number(f"candidate {mode.name} {key}", row[key], own, tolerance)
            check.same(f"candidate {mode.name} within_margin", row["within_margin"], bool(self.within[i]))
            if check.unless(self.run.earlier, "median_ms"):
                check.number(f"candidate {mode.name} median_ms", row["median_ms"], ms, TIME)

    def check_resampled(self, check, shown, drawn):
        """The share of the draws that each mode is chosen in, and percentile intervals of its loss (ibid., ch. 13)."""
        allowed = drawn.quality >= drawn.quality.max(axis=1, keepdims=True) - self.margin - EPSILON
        chosen = [self.priced(drawn.usd[k], drawn.ms[k]).choose(drawn.quality[k], self.asked, allowed[k])
                  for k in range(RESAMPLES)]
        shares = np.bincount(chosen, minlength=len(self.modes)) / RESAMPLES
        for i, (mode, row) in enumerate(zip(self.modes, shown["candidates"])):
            losses = drawn.quality[:, self.best] - drawn.quality[:, i]
            for end, share in (("low", 0.025), ("high", 0.975)):
                low, high = quantile_range(losses, share, RESAMPLES)
                check.between(f"candidate {mode.name} loss_interval {end}", row["loss_interval"][end], low - SHARE,
                              high + SHARE)
            error = np.sqrt(2 * max(shares[i] * (1 - shares[i]), 1 / RESAMPLES) / RESAMPLES)
            check.number(f"candidate {mode.name} share", row["share"], float(shares[i]), 4 * error)
