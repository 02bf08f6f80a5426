"""What modes cost over the number of requests: each a line that starts at its cost of adapting."""

import numpy as np

from .report import quantile_range

RELATIVE = 1e-5  # prices are made of times that are shown to three decimals


def lines(modes, usd):
    """{index: (cost of adapting, cost of a request)} of the modes where both are known."""
    return {i: (mode.adapt_usd, float(usd[i])) for i, mode in enumerate(modes)
            if mode.adapt_usd is not None and not np.isnan(usd[i])}


def check_volumes(check, shown, modes, within, usd, same):
    """The lower envelope of the lines of the modes within the margin.

    Requests whose prices differ by no more than the drift cost the same: of the lines that start lowest, the best mode
    among those as cheap as the cheapest comes first; and a line follows where its requests are cheaper by more than
    the drift, the one that is crossed first (and falls least steeply of those that cross there).
    """
    allowed = {i: line for i, line in lines(modes, usd).items() if len(within) and within[i]}
    steps = []
    if allowed:
        start = min(line[0] for line in allowed.values())
        first = {i: line for i, line in allowed.items() if line[0] == start}
        least = min(first, key=lambda i: first[i][1])
        cheap = [i for i, line in first.items() if line[1] <= first[least][1] * (1 + same(least, i))]
        current = min(cheap, key=lambda i: (-modes[i].quality, allowed[i][1]))
        steps.append((0.0, current))
        while True:
            later = {i: crossing(allowed[current], line) for i, line in allowed.items()
                     if line[1] * (1 + same(i, current)) < allowed[current][1]}
            if not later:
                break
            current = min(later, key=lambda i: (later[i], allowed[i][1]))
            steps.append((later[current], current))
    check.same("volumes", [step["mode"] for step in shown], [modes[i].name for _, i in steps])
    for step, (requests, i) in zip(shown, steps):
        check.number(f"volumes {modes[i].name} from_requests", step["from_requests"], requests,
                     tolerance(requests, allowed, 1e-3))


def crossing(one, other):
    """From how many requests on the other line is lower; infinite for never."""
    lead = one[1] - other[1]
    return (other[0] - one[0]) / lead if lead > 0 else np.inf


def tolerance(requests, of, least):
    """A crossing divides by a difference of prices, which magnifies how they were rounded."""
    slopes = sorted(line[1] for line in of.values())
    gap = min((high - low for low, high in zip(slopes, slopes[1:]) if high > low), default=1)
    return least + requests * RELATIVE * (1 + max(slopes) / gap) if np.isfinite(requests) else 0


def pairs(modes, usd, same):
    """Every two modes whose costs are known and not the same, first the one that costs less for the first request."""
    known = lines(modes, usd)
    return known, [(a, b) if known[a] <= known[b] else (b, a) for a in known for b in known
                   if a < b and not is_same(known[a][1], known[b][1], same(a, b))]


def is_same(one, other, drift):
    return drift > 0 and max(one, other) <= min(one, other) * (1 + drift)


def check_break_evens(check, shown, modes, usd, same):
    known, expected = pairs(modes, usd, same)
    names = [(modes[first].name, modes[then].name) for first, then in expected]
    check.same("break_evens", [(one["first"], one["then"]) for one in shown], names)
    for row, (first, then), name in zip(shown, expected, names):
        requests = crossing(known[first], known[then])
        check.number(f"break-even {' '.join(name)} requests", row["requests"],
                     requests if np.isfinite(requests) else None,
                     tolerance(requests, {first: known[first], then: known[then]}, 1e-3))


def check_break_even_intervals(check, shown, modes, usd, same, drawn):
    """Percentiles over the draws of the requests' prices; an end that is missing is never."""
    known, expected = pairs(modes, usd, same)
    for row, (first, then) in zip(shown, expected):
        lead = drawn[:, first] - drawn[:, then]
        lead = lead[~np.isnan(lead)]
        more = known[then][0] - known[first][0]
        draws = np.where(lead > 0, more / np.where(lead > 0, lead, 1), np.inf)
        for end, share in (("low", 0.025), ("high", 0.975)):
            low, high = quantile_range(draws, share, len(drawn))
            value = np.inf if row[end] is None else row[end]
            check.between(f"break-even {modes[first].name} {modes[then].name} {end}", value, low * (1 - 1e-4) - 1e-3,
                          high * (1 + 1e-4) + 1e-3)
