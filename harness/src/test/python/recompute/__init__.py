"""Recomputes what the harness says of a run, or of two, from the files that hold its calls.

Written from the papers that are cited where a method is used, with NumPy, SciPy and statsmodels; nothing is taken over
from the harness but the rules which method is for which data, and those stand in words where they are followed.
"""
