"""comparisons.csv: every two modes of a run on the examples both have."""

from statsmodels.stats.multitest import multipletests

from .pairs import DISCORDANCE, analyse, are_matched_pairs, detectable, error_of_share, table
from .report import SHARE, digits
from .samples import LEVEL, Sample

CELLS = ("both", "a_only", "b_only", "neither")


def check_comparisons(report, run):
    main = run.facts["lab"]["metric"] if not run.summary else run.summary[0]["metric"]
    further = {}
    for name, mode in run.modes.items():
        for metric, scores in mode.further.items():
            further.setdefault(metric, {})[name] = scores
    check_metric(report, run, main, {name: mode.scores for name, mode in run.modes.items()}, False)
    for metric, scores in further.items():
        check_metric(report, run, metric, scores, True)


def expected_pairs(run, scores, is_further, metric):
    """{(a, b): family}. The question of a lab is which mode differs from its baseline in its metric: those pairs are
    the primary family, controls left out. All other pairs explore; of further metrics only those with the baseline,
    and none of refusals, which may be right or wrong."""
    baseline = run.facts["lab"]["baseline"]
    controls = {mode["facts"]["mode"]["mode"] for mode in run.facts["modes"] if mode["facts"]["control"]}
    names = list(scores)
    pairs = {}
    for i, first in enumerate(names):
        for second in names[i + 1:]:
            a, b = (second, first) if first == baseline else (first, second)
            if not is_further:
                pairs[a, b] = "primary" if b == baseline and a not in controls else "exploratory"
            elif b == baseline and metric != "refused":
                pairs[a, b] = "exploratory"
    return pairs


def check_metric(report, run, metric, scores, is_further):
    rows = [row for row in run.comparisons if row["metric"] == metric]
    families = expected_pairs(run, scores, is_further, metric)
    file = f"{run.name}/comparisons.csv"
    report.of(file, metric).same("pairs", sorted((row["mode_a"], row["mode_b"]) for row in rows), sorted(families))
    rows = [row for row in rows if (row["mode_a"], row["mode_b"]) in families]
    tested = [row for row in rows if row["p_value"]]
    primary = [row for row in tested if families[row["mode_a"], row["mode_b"]] == "primary"]
    adjusted = {"p_value_holm": holm(primary), "p_value_all_pairs": holm(tested)}
    for row in rows:
        check = report.of(file, f"{row['mode_a']} {row['mode_b']} {metric}")
        family = families[row["mode_a"], row["mode_b"]]
        check.same("family", row["family"], family)
        for column, own in adjusted.items():
            p = own.get(id(row))
            check.number(column, row[column], p, digits(p or 0))
        found = check_pair(check, row, run, scores)
        if found:
            members = len(primary) if family == "primary" else len(tested)
            units, differences = found
            check.number("discordance_assumed", row["discordance_assumed"], DISCORDANCE, 0)
            if check.unless(run.earlier and family == "exploratory", "mde of exploratory pairs"):
                check.number("mde", row["mde"], detectable(units, DISCORDANCE, LEVEL / members), SHARE)
            check.same("verdict", row["verdict"], verdict(row, adjusted, differences))


def holm(rows):
    """{row: p adjusted for all these}: S. Holm, Scandinavian Journal of Statistics 6 (1979), 65-70."""
    if not rows:
        return {}
    adjusted = multipletests([float(row["p_value"]) for row in rows], method="holm")[1]
    return {id(row): float(p) for row, p in zip(rows, adjusted)}


def check_pair(check, row, run, scores):
    """The (units, difference) of a pair; None where nothing can be tested."""
    first, second = scores[row["mode_a"]], scores[row["mode_b"]]
    examples = run.sorted(first.complete() & second.complete())
    check.number("n_pairs", row["n_pairs"], len(examples), 0)
    if not examples:
        check.same("p_value", row["p_value"], None)
        return None
    a, b = (Sample(one, examples, run.document) for one in (first, second))
    for cell, count in table(a, b).items():
        check.number(cell, row[cell], count, 0)
    margin = run.facts["lab"]["margin"]
    check.number("margin", row["margin"], margin, 1e-9)
    difference = a.mean() - b.mean()
    check.number("difference", row["difference"], difference, SHARE)
    if check.unless(run.earlier and not are_matched_pairs(a, b), "tests of clusters, adapters or graded scores"):
        check_found(check, row, analyse(a, b, margin))
    return a.units, difference


def check_found(check, row, found):
    found = found.beside(row["p_value"])
    check.same("test", row["test"], found.test)
    check.same("difference_interval", row["difference_interval"], found.interval)
    check.number("p_value", row["p_value"], found.p, found.p_tolerance())
    error = None if found.p_error is None else error_of_share(float(row["p_value"]))
    check.number("p_value_error", row["p_value_error"], error, 1e-3 * (error or 0))
    check.number("difference_ci_low", row["difference_ci_low"], found.low, found.end_tolerance())
    check.number("difference_ci_high", row["difference_ci_high"], found.high, found.end_tolerance())
    check.error("difference_ci_error", row["difference_ci_error"], found.most_error)
    check.number("p_equivalence", row["p_equivalence"], found.equivalence,
                 found.equivalence_tolerance() + 1e-6 * (found.test != "mcnemar"))


def verdict(row, adjusted, difference):
    """By p adjusted for the family that a pair is of, or for all pairs where it explores; and by equivalence."""
    p = adjusted["p_value_holm"].get(id(row), adjusted["p_value_all_pairs"][id(row)])
    equivalent = float(row["p_equivalence"]) < LEVEL
    if p >= LEVEL or difference == 0:
        return "equivalent" if equivalent else "no difference shown"
    return ("slightly " if equivalent else "") + ("better" if difference > 0 else "worse")
