The advice of both ends if the line has changed bytes of the sender.

  $ { head -c 1920 /dev/zero; head -c 1920 /dev/zero | tr '\0' '\377'; } >ff
  $ head -c 4096 /dev/zero >zeros
  $ { head -c 1500 /dev/zero; printf UUUU; } >uu
  $ { head -c 1500 /dev/zero; printf '\177'; } >del
  $ { head -c 1500 /dev/zero; printf '\r'; } >cr
  $ seq 1000 >numbers

tests/harness/ptyline.c documents the options.  All transfers run together.

  $ try() {
  >   mkdir ./"$1" && cd ./"$1" && {
  >     echo "$1 $2:"
  >     both "$1" "xsend -p a --retries=6 --timeout=2 --pad=0 $3 ../$2" \
  >       "xrecv -p b --byte-timeout=0.1 $4"
  >   } >out 2>&1
  > }
  $ try --eat=0xff ff '' h &
  $ try --eat=0x11 zeros '' h &
  $ try --eat=0x0a zeros '' h &
  $ try --replace=0x0d:0x0a cr '' h &
  $ try --seven zeros '' h &
  $ try --replace=0x7f:0x08 del '' h &
  $ try --replace=0x55:0x65 uu '' h &
  $ try --double=0xff ff -y '-d .' &
  $ try --overrun=500 numbers -y '-d .' &
  $ wait
  $ cat ./*/out
  --double=0xff ff:
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 0 N times, at 0 %
  2| xsend: no block was accepted: is the line 8N1, 8-bit clean and not too fast (--byte-delay)? does the receiver expect XMODEM (no -y) or another CRC?
  [6]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender cancelled
  2| xrecv: each byte 0xff arrives twice: does the line lead to a telnet server? try -p telnet:HOST:PORT
  [5]
  --eat=0x0a zeros:
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 10 N times, at 28 %
  2| xsend: only rejected blocks contain the byte 0x0a: does something on the way translate line ends?
  [6]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender cancelled at block 10
  2| xrecv: no byte 0x0a arrives: does something on the way translate line ends?
  [5]
  --eat=0x11 zeros:
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 17 N times, at 50 %
  2| xsend: only rejected blocks contain the byte 0x11: does something on the way use XON and XOFF?
  [6]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender cancelled at block 17
  2| xrecv: no byte 0x11 arrives: does something on the way use XON and XOFF?
  [5]
  --eat=0xff ff:
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 16 N times, at 50 %
  2| xsend: only rejected blocks contain the byte 0xff: does the line lead to a telnet server? try -p telnet:HOST:PORT
  [6]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender cancelled at block 16
  2| xrecv: only 5 of 133 bytes of a block arrive: too fast? try a lower rate or, at the sender, pauses (--byte-delay)
  [5]
  --overrun=500 numbers:
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 1 N times, at 0 %
  2| xsend: the receiver accepts blocks of 128 bytes, but not of 1024: try --128; if these fail too, try --byte-delay or a lower rate
  [6]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender cancelled at block 1, 0 %
  2| xrecv: only 500 of 1029 bytes of a block arrive: too fast? try a lower rate or, at the sender, pauses (--byte-delay) or blocks of 128 bytes (--128)
  [5]
  --replace=0x0d:0x0a cr:
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 12 N times, at 93 %
  2| xsend: only rejected blocks contain the byte 0x0d: does something on the way translate line ends?
  [6]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender cancelled at block 12
  2| xrecv: each byte 0x0d arrives as 0x0a: does something on the way translate line ends?
  [5]
  --replace=0x55:0x65 uu:
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 12 N times, at 93 %
  2| xsend: only rejected blocks contain the byte 0x55: does something on the way change or remove this byte?
  [6]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender cancelled at block 12
  2| xrecv: the block arrives damaged in the same way each time: does something on the way change or remove bytes?
  [5]
  --replace=0x7f:0x08 del:
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 12 N times, at 93 %
  2| xsend: only rejected blocks contain the byte 0x7f: does a terminal between the two ends treat this byte as a key?
  [6]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender cancelled at block 12
  2| xrecv: each byte 0x7f arrives as 0x08: does a terminal between the two ends treat this byte as a key?
  [5]
  --seven zeros:
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 1 N times, at 0 %
  2| xsend: no block was accepted: is the line 8N1, 8-bit clean and not too fast (--byte-delay)? does the receiver expect YMODEM (-y) or another CRC?
  [6]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender cancelled
  2| xrecv: each byte arrives without its eighth bit: do both ends use 8N1, and is everything on the way 8-bit clean?
  [5]
