"""The bound of a transfer: the time that its bytes need on the line.

Both ends answer at once.  A byte has ten bits: eight data bits, a start bit and
a stop bit.  A block with N bytes of data has N + 5 bytes: the start byte, the
number, its complement and two bytes of CRC.  The sender waits for each answer,
so each block adds the latency of the line in both directions.
"""

from dataclasses import dataclass

AROUND = 3 + 2
HEADER = 128 + AROUND  # YMODEM's block 0


@dataclass(frozen=True)
class Transfer:
    """A transfer of one file over a line."""

    baud: int  # 0: unlimited
    size: int
    block: int = 1024
    ymodem: bool = False
    streaming: bool = False  # YMODEM-g
    latency: float = 0.0  # seconds, each way
    held: float = 0.0  # seconds for which a USB adapter delays each answer

    @property
    def blocks(self):
        return -(-self.size // self.block)

    def wire(self, *messages):
        """Seconds for messages of these lengths, sent one after the other."""
        byte = 10 / self.baud if self.baud else 0
        return sum(m * byte + self.latency for m in messages)

    def data(self):
        """Seconds of the data: until the last ACK, or until the last block."""
        frame = self.block + AROUND
        if self.streaming:
            return self.wire(self.blocks * frame)
        return self.blocks * self.wire(frame, 1)

    def again(self, frame):
        """Additional seconds for a damaged block: a NAK and the block again."""
        return self.wire(frame, 1)

    def whole(self):
        """Seconds for all messages, including the first request."""
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
    """Returns the largest share of the line rate that file data can reach.

    All blocks have `block` bytes of data.  One byte in `one_in` is damaged, and
    a damaged block costs only the time of its repetition.
    """
    frame = block + AROUND
    intact = (1 - 1 / one_in) ** frame
    return intact * block / (frame + 1)
