"""One transfer on a simulated line, and what it took."""

import os
import shutil
import subprocess
import tempfile
from dataclasses import dataclass, field

RECEIVES = "1"  # the receiver's way in the journal
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
    """What one transfer took; `error` says why it counts for nothing."""

    receiver: Process = None
    sender: Process = None
    error: str = ""
    first: float = None  # start to first block, s
    begin: float = None  # of the data phase
    data: float = None  # first block out to last block acknowledged, s
    damaged: list = field(default_factory=list)  # lengths of such blocks
    instructions: tuple = None  # per byte, of sender and receiver

    @property
    def whole(self):
        return max(self.sender.end, self.receiver.end) - min(
            self.sender.begin, self.receiver.begin
        )


def read_journal(path, run):
    """The data phase, and the damage in it; tests/harness/line_log.h says the format."""
    begin = end = None
    with open(path, encoding="ascii") as file:
        for row in file:
            way, start, stop, kind, length, number, damage = row.split()
            if kind in BLOCKS and run.first is None:
                run.first = int(start) / 1e9 - run.sender.begin
            if kind in BLOCKS and (begin or number != "0"):  # no header
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
    """XMODEM pads, so what follows is not looked at."""
    try:
        with open(sent, "rb") as a, open(received, "rb") as b:
            data = a.read()
            return data == b.read(len(data))
    except OSError:
        return False


class Place:
    """A directory with a line in it."""

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
        self.line.stdout.readline()  # it is ready

    def start(self, seconds, commands):
        """Starts the commands together; finish() gets what they took."""
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
    """`received` is the name that the file has got, or None: do not look."""
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
