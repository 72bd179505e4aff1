"""The commands of a sender and a receiver at the two ends of a line."""

from bound import AROUND
from cases import BARE, FROM_LRZSZ, LRZSZ, OURS, TO_LRZSZ

SENDER = {OURS: "xsend", TO_LRZSZ: "xsend", LRZSZ: "lrzsz", FROM_LRZSZ: "lrzsz"}
RECEIVER = {OURS: "xrecv", FROM_LRZSZ: "xrecv", LRZSZ: "lrzsz", TO_LRZSZ: "lrzsz"}


def xsend(transfer):
    words = ["xsend", "-q"]
    if transfer.ymodem:
        words.append("-y")
    words.append("-k" if transfer.block == 1024 else "--128")
    return words + ["file"]


def xrecv(transfer):
    if not transfer.ymodem:
        return ["xrecv", "-q", "in/file"]
    return ["xrecv", "-q", "-d", "in"] + ["-g"] * transfer.streaming


def lrzsz_sender(transfer):
    words = ["sb" if transfer.ymodem else "sx", "-q"]
    return words + ["-k"] * (transfer.block == 1024) + ["file"]


def lrzsz_receiver(transfer):
    # lrzsz has no option for a directory, so it runs in the directory "in".
    return ["rb", "-q"] if transfer.ymodem else ["rx", "-q", "-c", "file"]


def bare(transfer, answered, streaming):
    role = streaming if transfer.streaming else answered
    frame = transfer.block + AROUND
    return ["pingpong", role, str(frame), str(transfer.blocks)]


class Pair:
    """A pair of programs.

    `ends` are arguments of ptyline, `send` and `receive` are shell commands.
    """

    def __init__(self, name, case):
        # When lrzsz exits, it discards unsent output of a terminal, for example
        # its last ACK.  So lrzsz receives over pipes.  Pipes are faster, so all
        # receivers in a comparison with lrzsz use pipes, too.
        transfer = case.transfer
        a = case.pipes
        b = case.pipes or any(RECEIVER.get(p) == "lrzsz" for p in case.pairs)
        self.ends = [("pipe:" if p else "") + n for p, n in ((a, "a"), (b, "b"))]
        # Name of the received file in the directory "in".
        self.received = None if name == BARE else "file"
        if name == BARE:
            self.send = on_stdio(bare(transfer, "send", "stream"), a, "a")
            self.receive = on_stdio(bare(transfer, "receive", "drain"), b, "b")
            return
        if SENDER[name] == "xsend":
            self.send = on_line(xsend(transfer), a, "a")
        else:
            self.send = on_stdio(lrzsz_sender(transfer), a, "a")
        if RECEIVER[name] == "xrecv":
            self.receive = on_line(xrecv(transfer), b, "b")
        else:
            words = lrzsz_receiver(transfer)
            self.receive = "cd in && " + on_stdio(words, b, "../b")


def on_line(words, pipes, end):
    """Returns a command of xsend or xrecv, with -p if the end is a terminal."""
    if pipes:
        return on_stdio(words, pipes, end)
    return "exec " + " ".join(words + ["-p", end])


def on_stdio(words, pipes, end):
    where = f"<{end}.in >{end}.out" if pipes else f"<{end} >{end}"
    return "exec " + " ".join(words) + " " + where
