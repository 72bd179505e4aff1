"""Runs and measures one transfer on a simulated line."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field

RECEIVES = "1"  # direction of the receiver's bytes in the log
BLOCKS = ("01", "02")
ACK, EOT = "06", "04"


@dataclass
class Process:
    begin: float
    end: float
    status: int
    cpu: float  # seconds of user and system time
    peak: int  # KiB


@dataclass
class Run:
    """The figures of one transfer.  They are valid only without an `error`."""

    receiver: Process = None
    sender: Process = None
    error: str = ""
    first: float = None  # time from the sender's start to the first block, s
    begin: float = None  # time of the first data block
    data: float = None  # time from the first data block to the last ACK, s
    damaged: list = field(default_factory=list)  # lengths of damaged blocks
    instructions: tuple = None  # instructions per byte, of both ends

    @property
    def whole(self):
        return max(self.sender.end, self.receiver.end) - min(
            self.sender.begin, self.receiver.begin
        )


def read_journal(path, run):
    """Reads times and damaged blocks from a log; see harness/line_log.h."""
    begin = end = None
    with open(path, encoding="ascii") as file:
        for row in file:
            way, start, stop, kind, length, number, damage = row.split()
            if kind in BLOCKS and run.first is None:
                run.first = int(start) / 1e9 - run.sender.begin
            if kind in BLOCKS and (begin or number != "0"):  # skips block 0
                begin = begin or int(start)
                sent = int(stop)
                if damage != "0":
                    run.damaged.append(int(length))
            elif begin and way == RECEIVES and kind == ACK:
                end = int(stop)
            elif begin and kind == EOT:
                break
    if begin is None:
        run.error = run.error or "no data"
        return
    run.begin = begin / 1e9
    run.data = ((end or sent) - begin) / 1e9  # a stream has no ACK


def same(sent, received):
    """Compares files.  The received file may have padding at its end."""
    try:
        with open(sent, "rb") as a, open(received, "rb") as b:
            data = a.read()
            return data == b.read(len(data))
    except OSError:
        return False


class Place:
    """A directory in which ptyline simulates a line."""

    def __init__(self, options, ends, journal=True):
        options = [*options] + ["--journal=journal"] * journal
        self.path = tempfile.mkdtemp()
        os.mkdir(self.path + "/in")
        self.line = subprocess.Popen(
            ["ptyline", *options, *ends],
            cwd=self.path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        self.line.stdout.readline()  # wait for "ready"

    def start(self, seconds, commands):
        """Starts the commands together; finish() returns their figures."""
        with open(self.path + "/errors", "wb") as errors:
            self.together = subprocess.Popen(
                ["together", str(int(seconds)), *commands],
                cwd=self.path,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=errors,
            )

    def finish(self):
        rows = self.together.communicate()[0].decode().splitlines()
        self.line.communicate()
        return [
            Process(int(b) / 1e9, int(e) / 1e9, int(s), int(c) / 1e6, int(p))
            for b, e, s, c, p in (row.split() for row in rows)
        ]

    def last_error(self):
        with open(self.path + "/errors", encoding="utf-8", errors="replace") as f:
            words = f.read().split()
        return " ".join(words)[-60:]

    def remove(self):
        shutil.rmtree(self.path)


def finish(place, sent, received):
    """Waits for the transfer in a place, and returns its figures.

    `received` is the name of the received file, or None if there is none.
    """
    run = Run()
    run.receiver, run.sender = place.finish()[:2]
    if run.sender.status != 0 or run.receiver.status != 0:
        run.error = (
            f"exit {run.sender.status}, {run.receiver.status}: "
            + place.last_error()
        )
    elif received and not same(sent, f"{place.path}/in/{received}"):
        run.error = "the file is wrong"
    read_journal(place.path + "/journal", run)
    return run
