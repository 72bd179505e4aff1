"""Runs the cases and prints their results; see scripts/bench."""

import argparse
import fnmatch
import os
import platform
import signal
import subprocess
import sys
import tempfile
import time

import chart
import plots
import table
from cases import CASES
from measure import measure
from results import Result

EXPLANATION = """\
Medians, in parentheses the least and the most; all pairs of a case ran in turns
on the same simulated line, with the same damage.  A share of the bound is 1
where the wire is never idle: the bound is what the bytes of the protocol cost
on the line, ten bits each, and the latency of every answer that is awaited.
The data phase is from the first block's first bit to the last one's ACK.  The
line delivers like a UART's FIFO: what comes within 1 ms at once, and the last
byte in time.

*bare* is what the simulated line gives to the simplest programs there can be,
which send blocks and ACKs and look at nothing: what is missing from its 1 is
the cost of the operating system's terminals, pipes and wake-ups.  *lrzsz* is sx
to rx, or sb to rb.  As a receiver it gets pipes, because on a terminal it loses
its last ACK.  Pipes are faster, so every receiver that is compared with it gets
pipes, too.
"""


def parse():
    parser = argparse.ArgumentParser(
        prog="bench", description="Measures xsend and xrecv on simulated lines."
    )
    parser.add_argument("case", nargs="*", help="names of cases, or patterns")
    parser.add_argument("--list", action="store_true", help="show the cases")
    parser.add_argument("--quick", action="store_true", help="a short subset")
    parser.add_argument("--runs", type=int, default=3, help="of each pair (3)")
    parser.add_argument("--output", metavar="DIR", help="for bench.md and the pictures")
    return parser.parse_args()


def chosen(options):
    if options.case:
        return [
            case
            for case in CASES
            if any(fnmatch.fnmatch(case.name, p) for p in options.case)
        ]
    return [case for case in CASES if case.quick or not options.quick]


def say(text):
    print("bench: " + text, file=sys.stderr, flush=True)


def run_case(case, runs):
    """Runs the pairs in turns, so that other load affects all pairs equally."""
    result = Result(case)
    for seed in range(1, (case.runs or runs) + 1):
        for pair in case.pairs:
            run = measure(case, pair, seed)
            result.runs[pair].append(run)
            if run.error:
                say(f"{case.name}: {pair}: {run.error}")
    for row in case.rows:
        cells = (
            f"{pair} {table.cell(result.value(row.figure, pair), row.figure)}"
            for pair in case.pairs
        )
        say(f"{case.name}: {row.figure.title}: " + "; ".join(cells))
    return result


def processor():
    with open("/proc/cpuinfo", encoding="ascii") as file:
        for line in file:
            if line.startswith("model name"):
                return line.split(":")[1].strip()
    return platform.machine()


def commit():
    words = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    return subprocess.run(words, capture_output=True, text=True).stdout.strip()


def head():
    system = f"{platform.system()} {platform.release()}"
    return [
        "# Benchmark",
        "",
        f"Commit {commit()}, {time.strftime('%Y-%m-%d')}; {os.cpu_count()} × "
        f"{processor()}, {system}.  Made by `scripts/bench`.",
        "",
        EXPLANATION,
    ]


def write(directory, name, text):
    with open(f"{directory}/{name}", "w", encoding="utf-8") as file:
        file.write(text)
    say(f"wrote {directory}/{name}")


def main():
    options = parse()
    cases = chosen(options)
    if options.list:
        for case in cases:
            print(f"{case.name:28} {case.title}")
        return 0
    if not cases:
        say("no such case (--list shows them)")
        return 2
    begun = time.monotonic()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    with tempfile.TemporaryDirectory(prefix="xsend-bench-") as tempfile.tempdir:
        results = [run_case(case, options.runs) for case in cases]
    say(f"took {time.monotonic() - begun:.0f} s")
    text = table.markdown(head(), results)
    print(text)
    if options.output:
        write(options.output, "bench.md", text)
        write(options.output, "bench.svg", chart.svg(results))
        write(options.output, "bench-plots.svg", plots.svg(results))
    return 0


sys.exit(main())
