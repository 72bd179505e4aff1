"""Medians and ranges of the measured figures."""

from dataclasses import dataclass
from statistics import median


@dataclass
class Value:
    """The values of one figure for one pair, one for each run."""

    values: list
    failed: int  # number of failed runs

    @property
    def median(self):
        return median(self.values)


class Result:
    """The runs of a case, for each pair."""

    def __init__(self, case):
        self.case = case
        self.runs = {pair: [] for pair in case.pairs}

    def value(self, figure, pair):
        runs = self.runs.get(pair, [])
        values = self.read(figure, pair)
        failed = len(runs) - len(values)
        if figure.against:
            base = self.read(figure, figure.against)
            values = [v / median(base) for v in values] if base else []
        return Value(values, failed)

    def read(self, figure, pair):
        """Returns the figure of each run that has not failed."""
        return [
            figure.read(run, self.case.transfer)
            for run in self.runs.get(pair, [])
            if not run.error
        ]

    def verdict(self, row):
        """True if the required value is reached; None: no value is required."""
        if row.demand is None:
            return None
        value = self.value(row.figure, self.case.judged)
        if value.failed or not value.values:
            return False
        return row.reached(value.median)

    def speed_up(self, figure, pair, other):
        """Returns the factor by which pair is better than other, or None."""
        a, b = self.value(figure, pair), self.value(figure, other)
        if not a.values or not b.values or min(a.median, b.median) <= 0:
            return None
        return b.median / a.median if figure.less else a.median / b.median
