#!/usr/bin/env python3
"""Recomputes what the harness says of runs, with SciPy and statsmodels.

    pip install scipy statsmodels
    python3 recompute_statistics.py RUN_FOLDER...        # summary.csv, comparisons.csv, metrics.csv and the decision
    python3 recompute_statistics.py COMPARISON.json...   # written by lab compare --format json, with its verdict

A comparison names the folders of its two sides; start it where they were named. Every rate, analytic interval and p
value must be the same to the digits shown; what was resampled must agree within four times the Monte-Carlo error.
Prints each figure that disagrees and how many were checked; exits with 1 if one disagrees, with 2 if a file is missing.
"""

import sys
from pathlib import Path

from recompute.book import Run
from recompute.comparisons import check_comparisons
from recompute.decision import check_decision
from recompute.gate import check_comparison
from recompute.report import Report
from recompute.summary import check_metrics, check_summary


def check_run(report, folder):
    run = Run(folder)
    check_summary(report, run)
    check_metrics(report, run)
    check_comparisons(report, run)
    check_decision(report, run)


def main(paths):
    if not paths:
        print(__doc__, file=sys.stderr)
        return 2
    report = Report()
    for path in map(Path, paths):
        before = report.checks
        check = check_comparison if path.suffix == ".json" else check_run
        try:
            check(report, path)
        except FileNotFoundError as missing:
            print(f"{path}: there is no {missing.filename}; name the folder of a finished run, or a comparison in JSON"
                  " and start where the folders of its two sides are to be found", file=sys.stderr)
            return 2
        print(f"{path}: {report.checks - before} figures checked")
    if report.unchecked:
        unchecked = ", ".join(sorted(report.unchecked))
        print(f"not checked, as an earlier version wrote none or had other rules: {unchecked}")
    print(f"{report.checks} figures checked, {report.failures} disagree")
    return 1 if report.failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
