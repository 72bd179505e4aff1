"""Runs a case once with one pair of programs."""

import dataclasses
import os
import random
import re

from line import Place, Run, finish
from pairs import Pair

LINES = 64
COUNT = "valgrind --tool=callgrind --callgrind-out-file=/dev/null --log-file=count "


def line_options(case, seed):
    t = case.transfer
    options = [f"--seed={seed}", *case.line]
    if t.baud:
        options.append(f"--baud={t.baud}")
    if t.latency:
        options.append(f"--latency={round(1000 * t.latency)}")
    if t.held:
        options.append(f"--hold={round(1000 * t.held)}")
    if case.pipes:
        options.append("--spin")
    return options


def seconds(case):
    """Returns the seconds after which a transfer counts as hanging."""
    return 45 + 3 * case.transfer.whole()


def make_file(path, size):
    with open(path, "wb") as file:
        file.write(random.Random(size).randbytes(size))


def set_up(case, pair, seed):
    place = Place(line_options(case, seed), pair.ends)
    make_file(place.path + "/file", case.transfer.size)
    return place


def measure_one(case, name, seed):
    pair = Pair(name, case)
    place = set_up(case, pair, seed)
    place.start(seconds(case), [pair.receive, pair.send])
    run = finish(place, place.path + "/file", pair.received)
    place.remove()
    return run


def measure_many(case, name, seed):
    """Runs many transfers at once; returns a failed run or the slowest one."""
    pair = Pair(name, case)
    places = [set_up(case, pair, seed + i) for i in range(LINES)]
    for place in places:
        place.start(seconds(case), [pair.receive, pair.send])
    runs = [finish(p, p.path + "/file", pair.received) for p in places]
    for place in places:
        place.remove()
    failed = [run for run in runs if run.error]
    return failed[0] if failed else max(runs, key=lambda run: run.data)


def measure_huge(case, name, seed):
    """Sends a large sparse file, and compares the data as they arrive."""
    pair = Pair(name, case)
    place = Place(line_options(case, seed), pair.ends, journal=False)
    with open(place.path + "/file", "wb") as file:
        file.truncate(case.transfer.size)
    os.mkfifo(place.path + "/out")
    receive = "exec xrecv -q -g -p b - >out"
    place.start(1800, [receive, pair.send, "exec cmp file out"])
    processes = place.finish()
    run = Run(receiver=processes[0], sender=processes[1])
    if any(process.status != 0 for process in processes):
        run.error = place.last_error() or "the file is wrong"
    place.remove()
    return run


def count(case, name, which):
    """Counts the instructions of the receiver (which=0) or the sender (1)."""
    pair = Pair(name, dataclasses.replace(case, pipes=True))
    place = set_up(case, pair, 1)
    commands = [pair.receive, pair.send]
    commands[which] = commands[which].replace("exec ", "exec " + COUNT, 1)
    place.start(600, commands)
    run = finish(place, place.path + "/file", pair.received)
    for path in ("/count", "/in/count"):
        if os.path.exists(place.path + path):
            with open(place.path + path, encoding="ascii") as file:
                total = re.search(r"Collected : (\d+)", file.read())
    place.remove()
    return run, int(total.group(1))


def measure_instructions(case, name, _seed):
    """Counts instructions per byte.

    Subtracts the instructions for a smaller file, and with these the start of
    the program.
    """
    t = case.transfer
    small = dataclasses.replace(
        case, transfer=dataclasses.replace(t, size=t.size // 4)
    )
    per_byte = []
    for which in (1, 0):
        run, all_of_it = count(case, name, which)
        start = count(small, name, which)[1]
        per_byte.append((all_of_it - start) / (t.size - small.transfer.size))
    run.instructions = tuple(per_byte)
    return run


MEASURES = {
    "one": measure_one,
    "many": measure_many,
    "huge": measure_huge,
    "instructions": measure_instructions,
}


def measure(case, name, seed):
    return MEASURES[case.kind](case, name, seed)
