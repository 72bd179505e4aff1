"""The figures of a run, and the values that the project requires."""

from dataclasses import dataclass
from typing import Callable

MIB = 1 << 20


@dataclass(frozen=True)
class Figure:
    title: str
    read: Callable  # (run, transfer) -> number
    digits: int = 3
    unit: str = ""
    less: bool = False  # a lower figure is better
    against: str = ""  # pair whose median is the unit; "": none


@dataclass(frozen=True)
class Row:
    """A figure of a case, and the value required of xsend and xrecv, or None."""

    figure: Figure
    demand: float = None

    def reached(self, value):
        if self.figure.less:
            return value <= self.demand
        return value >= self.demand


def noisy_bound(run, transfer):
    return transfer.data() + sum(transfer.again(n) for n in run.damaged)


def cpu_share(process):
    return 100 * process.cpu / (process.end - process.begin)


def cpu_per_mib(process, transfer):
    return process.cpu / (transfer.size / MIB)


# Shares of the bound.  A share of 1 means that the line was never idle.
DATA = Figure("data phase, share of the bound", lambda r, t: t.data() / r.data)
# The times of this figure come from the clock, not from the log of the line.
LINE = Figure(
    "a stream, share of the bound",
    lambda r, t: t.data() / (r.receiver.end - r.begin),
    4,
)
WHOLE = Figure(
    "start to exit, share of the bound", lambda r, t: t.whole() / r.whole
)
NOISY = Figure(
    "data phase, share of the bound with each damaged block once more",
    lambda r, t: noisy_bound(r, t) / r.data,
)
SHARE = Figure(
    "file data, share of the line rate", lambda r, t: 10 * t.size / t.baud / r.data
)

# Rates that have no bound.
RATE = Figure("data phase", lambda r, t: t.size / r.data / MIB, 2, "MiB/s")
BARE = Figure(
    "rate, share of the bare exchange's", lambda r, t: t.size / r.data, against="bare"
)

# Times.
DAMAGE = Figure(
    "more than the bound with the damaged block once more",
    lambda r, t: 1000 * (r.data - noisy_bound(r, t)),
    0,
    "ms",
    less=True,
)
DURATION = Figure("start to exit", lambda r, t: 1000 * r.whole, 0, "ms", less=True)
FIRST = Figure("start to first block", lambda r, t: 1000 * r.first, 0, "ms", less=True)

# CPU time and memory.
CPU = [
    Figure("sender, CPU", lambda r, t: cpu_share(r.sender), 2, "%", less=True),
    Figure("receiver, CPU", lambda r, t: cpu_share(r.receiver), 2, "%", less=True),
]
CPU_PER_MIB = [
    Figure("sender, CPU", lambda r, t: cpu_per_mib(r.sender, t), 3, "s/MiB", less=True),
    Figure(
        "receiver, CPU", lambda r, t: cpu_per_mib(r.receiver, t), 3, "s/MiB", less=True
    ),
]
PEAK = [
    Figure("sender, peak memory", lambda r, t: r.sender.peak, 0, "KiB", less=True),
    Figure("receiver, peak memory", lambda r, t: r.receiver.peak, 0, "KiB", less=True),
]
INSTRUCTIONS = [
    Figure("sender", lambda r, t: r.instructions[0], 1, "instructions/byte", less=True),
    Figure(
        "receiver", lambda r, t: r.instructions[1], 1, "instructions/byte", less=True
    ),
]
