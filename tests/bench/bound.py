"""The time of the protocol's bytes on a line, with zero turnaround.

A byte is ten bits: eight, a start bit and a stop bit.  A block of N bytes of
data is N + 5 bytes: start byte, number, its complement, a CRC of two.  Every
answer is awaited, so it adds the line's latency both ways: the ends cost
nothing, the wire does.
"""

from dataclasses import dataclass

AROUND = 3 + 2
HEADER = 128 + AROUND  # YMODEM's block 0


@dataclass(frozen=True)
class Transfer:
    """One file on one line."""

    baud: int  # 0: unlimited
    size: int
    block: int = 1024
    ymodem: bool = False
    streaming: bool = False  # YMODEM-g
    latency: float = 0.0  # seconds, each way
    held: float = 0.0  # seconds that an adapter holds each answer back

    @property
    def blocks(self):
        return -(-self.size // self.block)

    def wire(self, *messages):
        """Seconds for messages of these lengths, each sent after the other."""
        byte = 10 / self.baud if self.baud else 0
        return sum(m * byte + self.latency for m in messages)

    def data(self):
        """Seconds from the first block to the last ACK; or the last block."""
        frame = self.block + AROUND
        if self.streaming:
            return self.wire(self.blocks * frame)
        return self.blocks * self.wire(frame, 1)

    def again(self, frame):
        """Seconds for a damaged block: a NAK, and the block again."""
        return self.wire(frame, 1)

    def whole(self):
        """Seconds for all messages from the first request on."""
        if self.streaming:
            # G, block 0, G, stream with EOT, ACK G, last block 0
            stream = self.blocks * (self.block + AROUND) + 1
            return self.wire(1, HEADER, 1, stream, 2, HEADER)
        if self.ymodem:
            # C, block 0, ACK C, data, EOT, NAK, EOT, ACK C, last block 0, ACK
            return self.data() + self.wire(1, HEADER, 2, 1, 1, 1, 2, HEADER, 1)
        # C, data, EOT, ACK
        return self.data() + self.wire(1, 1, 1)


def best_goodput(block, one_in):
    """Share of a line that blocks of one size can carry at most, where one
    byte in so many is damaged and repeating costs nothing else."""
    frame = block + AROUND
    intact = (1 - 1 / one_in) ** frame
    return intact * block / (frame + 1)
