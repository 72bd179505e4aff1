"""The cases to measure: their lines, and the figures that they must reach."""

from dataclasses import dataclass, field

import figures as f
from bound import Transfer, best_goodput
from figures import Row

OURS, LRZSZ = "xsend → xrecv", "lrzsz"
TO_LRZSZ, FROM_LRZSZ = "xsend → lrzsz", "lrzsz → xrecv"
BARE = "bare"

MIB = 1 << 20
RATES = (115200, 921600, 3000000)


@dataclass(frozen=True)
class Case:
    name: str
    title: str
    section: str
    transfer: Transfer
    rows: list
    pairs: tuple = (OURS, LRZSZ)
    line: list = field(default_factory=list)  # more options of ptyline
    pipes: bool = False  # both ends are pipes; ptyline polls without sleeping
    kind: str = "one"  # or "many", "huge", "instructions"
    runs: int = 0  # number of runs; 0: as many as --runs says
    quick: bool = False

    @property
    def judged(self):
        """The pair of programs that must reach the required figures."""
        return OURS if OURS in self.pairs else self.pairs[0]


KINDS = {
    # name: title, Transfer, required share of the bound
    "1k": ("1K blocks", dict(block=1024), 0.99),
    "128": ("128-byte blocks", dict(block=128), 0.97),
    "g": ("YMODEM-g", dict(ymodem=True, streaming=True), 0.995),
}


def sized(baud, seconds, **kind):
    """Returns a transfer of whole KiB that takes about this many seconds."""
    kib = int(seconds * baud / 10 / 1024)
    return Transfer(baud=baud, size=kib * 1024, **kind)


def line_itself():
    for baud in RATES:
        yield Case(
            f"line-{baud}",
            f"{baud:,} baud",
            "The line itself",
            sized(baud, 2, streaming=True),
            [Row(f.LINE, 0.999)],
            (BARE,),
            quick=baud == 3000000,
        )


def clean_pairs(kind):
    # lrzsz does not receive YMODEM-g.
    if kind == "g":
        return (OURS, FROM_LRZSZ)
    return (BARE, OURS, LRZSZ)


def clean():
    for pipes, where in ((False, "ptys"), (True, "pipes")):
        for baud in RATES:
            for kind, (title, options, demand) in KINDS.items():
                if pipes and baud == 921600:
                    continue
                yield Case(
                    f"clean-{where}-{baud}-{kind}",
                    f"{baud:,} baud, {title}",
                    f"Clean line between {where}",
                    sized(baud, 1.5, **options),
                    [Row(f.DATA, demand)],
                    clean_pairs(kind),
                    pipes=pipes,
                    quick=baud == 3000000 or (pipes and kind == "1k"),
                )


def whole():
    yield Case(
        "whole",
        "115,200 baud, YMODEM, 1K blocks, 232 KiB",
        "The whole process",
        Transfer(baud=115200, size=232 << 10, ymodem=True),
        [Row(f.WHOLE, 0.97), Row(f.DURATION)],
    )
    for ymodem in (False, True):
        protocol = "ymodem" if ymodem else "xmodem"
        yield Case(
            f"one-byte-{protocol}",
            f"a file of one byte, {protocol.upper()}, unpaced pty",
            "The whole process",
            Transfer(baud=0, size=1, block=128, ymodem=ymodem),
            [Row(f.DURATION, 200)],
            quick=True,
        )


def cross():
    for protocol, options in (
        ("xmodem", dict()),
        ("ymodem", dict(ymodem=True)),
    ):
        yield Case(
            f"cross-{protocol}",
            f"921,600 baud, {protocol.upper()}, 1K blocks",
            "With lrzsz at the other end",
            sized(921600, 1.5, **options),
            [Row(f.DATA), Row(f.DURATION)],
            (OURS, TO_LRZSZ, FROM_LRZSZ, LRZSZ),
            quick=protocol == "ymodem",
        )


def latency():
    for baud in RATES:
        yield Case(
            f"latency-{baud}-g",
            f"{baud:,} baud, 50 ms each way, YMODEM-g",
            "Latency",
            sized(baud, 2.5, ymodem=True, streaming=True, latency=0.05),
            [Row(f.DATA, 0.98)],
            (OURS, FROM_LRZSZ),
        )


def adapter():
    """Lines with a USB adapter.  The bound does not include its latency."""
    for held_ms in (1, 16):
        for baud in (115200, 921600):
            for kind in ("1k", "128"):
                title, options, _ = KINDS[kind]
                yield Case(
                    f"adapter-{held_ms}-{baud}-{kind}",
                    f"{baud:,} baud, answers held for {held_ms} ms, {title}",
                    "Through a USB adapter",
                    sized(baud, 1.5, held=held_ms / 1000, **options),
                    [Row(f.DATA)],
                )


def long_lines():
    """1 MiB over lines with a long delay.  One run takes ten minutes."""
    for trip_ms in (50, 150, 600):
        for kind in ("1k", "g"):
            title, options, _ = KINDS[kind]
            yield Case(
                f"long-{trip_ms}-{kind}",
                f"1 MiB, 921,600 baud, {trip_ms} ms there and back, {title}",
                "Long lines",
                Transfer(
                    baud=921600, size=MIB, latency=trip_ms / 2000, **options
                ),
                [Row(f.SHARE), Row(f.DURATION)],
                (OURS,),
                runs=1,
            )


def unpaced():
    for kind, size in (("1k", 8 * MIB), ("128", 2 * MIB)):
        title, options, _ = KINDS[kind]
        yield Case(
            f"unpaced-{kind}",
            f"unpaced pty, {title}",
            "As fast as it goes",
            Transfer(baud=0, size=size, **options),
            [Row(f.BARE, 0.85), Row(f.RATE)],
            (BARE, OURS, LRZSZ),
            quick=True,
        )


def noise():
    for damage, words in (("flip", "flipped"), ("lose", "lost")):
        yield Case(
            f"noise-{damage}",
            f"115,200 baud, one byte in 10,000 {words}, 1K blocks",
            "Noise",
            sized(115200, 6),
            [Row(f.NOISY, 0.85)],
            line=[f"--{damage}=10000"],
        )
    # The best share of 1K blocks alone; xsend must reach it by shorter blocks.
    best = best_goodput(1024, 2000)
    for block, title, demand in (
        (1024, "1K blocks at first", best),
        (128, "128-byte blocks", None),
    ):
        yield Case(
            f"fallback-{block}",
            f"115,200 baud, one byte in 2,000 flipped, {title}",
            "Noise",
            sized(115200, 4, block=block),
            [Row(f.SHARE, demand)],
            (OURS,),
            line=["--flip=2000"],
        )


def damage():
    """Damages one byte of the fifth block of twelve."""
    start = 4 * 1029 + 1
    for name, title, option in (
        ("flip", "a flipped byte", f"--flip-at={start + 500}"),
        ("lose", "a lost byte", f"--lose-at={start + 500}"),
        ("lose-start", "a lost start byte", f"--lose-at={start}"),
    ):
        for latency_ms, demand in ((0, 60), (50, 1000)):
            local = latency_ms == 0
            yield Case(
                f"damage-{name}" + ("" if local else "-latency"),
                f"115,200 baud, {title}"
                + ("" if local else f", {latency_ms} ms each way"),
                "One damaged block",
                Transfer(baud=115200, size=12 * 1024, latency=latency_ms / 1000),
                [Row(f.DAMAGE, demand)],
                # lrzsz does not recover from a lost start byte.
                (OURS, LRZSZ) if local and name != "lose-start" else (OURS,),
                line=[option],
                quick=local and name == "lose",
            )


def costs():
    for kind, (title, options, _) in KINDS.items():
        yield Case(
            f"costs-{kind}",
            f"3,000,000 baud, {title}",
            "What it costs",
            sized(3000000, 3.5, **options),
            [Row(figure, 3) for figure in f.CPU]
            + [Row(figure) for figure in f.CPU_PER_MIB]
            + [Row(figure, 3072) for figure in f.PEAK]
            + [Row(f.FIRST)],
            (OURS,) if kind == "g" else (OURS, LRZSZ),
        )
    yield Case(
        "instructions",
        "unpaced, 1K blocks",
        "What it costs",
        Transfer(baud=0, size=MIB),
        [Row(figure) for figure in f.INSTRUCTIONS],
        kind="instructions",
        runs=1,
    )
    yield Case(
        "huge",
        "4 GiB and a byte by YMODEM-g, unpaced pty",
        "What it costs",
        Transfer(baud=0, size=(4 << 30) + 1, ymodem=True, streaming=True),
        [Row(figure, 3072) for figure in f.PEAK] + [Row(f.DURATION)],
        (OURS,),
        kind="huge",
        runs=1,
    )


def many():
    yield Case(
        "sixty-four",
        "the slowest of 64 lines of 115,200 baud, 1K blocks",
        "Side by side",
        sized(115200, 10),
        [Row(f.DATA, 0.97)],
        kind="many",
        runs=1,
        # With coarser time steps, ptyline needs less CPU time.
        line=["--grain=4000"],
    )


CASES = [
    case
    for part in (
        line_itself,
        clean,
        whole,
        cross,
        latency,
        adapter,
        long_lines,
        unpaced,
        noise,
        damage,
        costs,
        many,
    )
    for case in part()
]
