The advice after a failure, in the order of the rows of src/transfer/advice.c.

  $ head -c 200 /dev/zero >f

No start.

  $ show xsend --wait=0.5 -p 'exec:peer say "\377\375\003\377\373\001" hush' f
  2| xsend: exec:peer say "\\377\\375\\003\\377\\373\\001" hush: waiting for the receiver (Ctrl-C cancels)
  2| < 6 bytes of non-text
  2| xsend: the receiver never asked for a file
  2| xsend: telnet commands arrive: the line leads to a telnet server; try -p telnet:HOST:PORT
  [4]
  $ show xsend --wait=0.5 -p 'exec:peer say "\200\370\200\376\370\200\360\200\340\376" hush' f
  2| xsend: exec:peer say ...: waiting for the receiver (Ctrl-C cancels)
  2| < 10 bytes of non-text
  2| xsend: the receiver never asked for a file
  2| xsend: unreadable bytes arrive: do both ends use the same rate and mode?
  [4]
  $ show xsend --wait=0.5 -p 'exec:peer hush' f
  2| xsend: exec:peer hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver never asked for a file
  2| xsend: nothing was received: is this the right line, is the board on, and are RX and TX crossed?
  [4]
  $ show xsend --wait=0.5 -p 'exec:peer say "U-Boot\r\n=> " hush' f
  2| xsend: exec:peer say "U-Boot\\r\\n=> " hush: waiting for the receiver (Ctrl-C cancels)
  2| < U-Boot
  2| < => 
  2| xsend: the receiver never asked for a file
  2| xsend: the last text received was "=> ": does the other end wait for a command?
  [4]
  $ both 'xsend -p a -b 9600 -m 8N2 --wait=2 f' 'printf "\200\370\200\376\370\200\360\200\340\376" >b'
  2| xsend: a, 9600 8N2: waiting for the receiver (Ctrl-C cancels)
  2| < 10 bytes of non-text
  2| xsend: the receiver never asked for a file
  2| xsend: unreadable bytes arrive: do both ends use 9600 baud, 8N2?
  [4]
  [0]

A sender: no block is accepted.

  $ show xsend --timeout=1 -p 'exec:peer C take 133 say "Loading...\r\n" ACK hush' f
  2| xsend: exec:peer C take 133 say "Loading...\\r\\n" ACK hush: waiting for the receiver (Ctrl-C cancels)
  2| < Loading...
  2| xsend: the receiver became silent after block 1 of 2, 64 %
  2| xsend: does the receiver need more than 1 s to answer, to write to its flash for example? then raise --timeout
  [6]
  $ show xsend --timeout=1 -p 'exec:peer C hush' f
  2| xsend: exec:peer C hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver became silent at block 1 of 2, 0 %
  2| xsend: the receiver answered no block: is its RX connected? does it expect YMODEM (-y)? if it needs more than 1 s to answer, raise --timeout
  [6]
  $ show tcp 'peer C refuse NAK' xsend --timeout=8 --retries=8 -p tcp:127.0.0.1:PORT f
  2| xsend: tcp:127.0.0.1:PORT: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 1 N times, at 0 %
  2| xsend: no block was accepted: does the line lead to a telnet server? try -p telnet:HOST:PORT
  [6]
  $ show xsend -k --timeout=8 --retries=8 -p 'exec:peer C refuse NAK' f
  2| xsend: exec:peer C refuse NAK: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 1 N times, at 0 %
  2| xsend: no block was accepted: does the receiver accept 1024 bytes (try --128)? does it expect YMODEM (-y) or another CRC? is the line 8N1 and 8-bit clean?
  [6]
  $ show xsend --timeout=8 --retries=8 -p 'exec:peer C refuse C' f
  2| xsend: exec:peer C refuse C: waiting for the receiver (Ctrl-C cancels)
  2| < C
  2| xsend: the receiver rejected block 1 N times, at 0 %
  2| xsend: no block was accepted: do bytes arrive? is the line 8N1, 8-bit clean and not too fast (--byte-delay)? does the receiver expect YMODEM (-y) or another CRC?
  [6]
  $ show xsend --timeout=8 --retries=8 -p 'exec:peer C refuse NAK' f
  2| xsend: exec:peer C refuse NAK: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 1 N times, at 0 %
  2| xsend: no block was accepted: is the line 8N1, 8-bit clean and not too fast (--byte-delay)? does the receiver expect YMODEM (-y) or another CRC?
  [6]

A sender: a block is not answered.

  $ show xsend -y --timeout=1 -p 'exec:peer C take 133 ACK C hush' f
  2| xsend: exec:peer C take 133 ACK C hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver became silent at block 1 of 1, 0 %
  2| xsend: the receiver answered a block of 128 bytes, but not the first of 1024: try --128; if it needs more than 1 s to answer, raise --timeout
  [6]
  $ show xsend --timeout=1 -p 'exec:peer C take 133 ACK hush' f
  2| xsend: exec:peer C take 133 ACK hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver became silent after block 1 of 2, 64 %
  2| xsend: does the receiver need more than 1 s to answer, to write to its flash for example? then raise --timeout
  [6]
  $ head -c 40000 /dev/zero >long
  $ show xsend --progress=none --timeout=1 -p 'exec:peer C acks 255 hush' long
  2| xsend: the receiver became silent after block 255 of 313, 81 %
  2| xsend: the receiver accepts blocks 1 to 255, but not the next, whose number is 0 again: try -k, which sends 8 times as much in 255 blocks
  [6]
  $ show xsend --timeout=1 -p 'exec:peer C take 133 say "No \001card\002\r\n" hush' f
  2| xsend: exec:peer C take 133 say "No \\001card\\002\\r\\n" hush: waiting for the receiver (Ctrl-C cancels)
  2| < No card\x02
  2| xsend: the receiver became silent at block 1 of 2, 0 %
  2| xsend: the last text received was "No card\x02": does the other end wait for a command?
  [6]

A sender: the board cannot store the data.

  $ show xsend --timeout=2 -p 'exec:peer C take 133 say "data abort\r\nResetting CPU ...\r\n" pause 1 say "U-Boot 2026.07\r\nNo ethernet found.\r\n" hush' f
  2| xsend: exec:peer C take 133 say "data ...: waiting for the receiver (Ctrl-C cancels)
  2| < data abort
  2| < Resetting CPU ...
  2| < U-Boot 2026.07
  2| < No ethernet found.
  2| xsend: the receiver stopped at block 1 of 2, 0 %, and printed "No ethernet found."
  2| xsend: the board reset while it stored this block: is the load address right, and is its watchdog off?
  [5]
  $ show xsend -y --timeout=1 -p 'exec:peer C take 133 ACK C take 1029 CAN CAN hush' f
  2| xsend: exec:peer C take 133 ACK C take 1029 CAN CAN hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver cancelled at block 1 of 1, 0 %
  2| xsend: the receiver accepted the header and cancelled at the first data: is the load address right, and is there enough space?
  [5]

A sender: a block is rejected each time.

  $ { head -c 1408 /dev/zero; printf 'abcdefghijklmnopqrstuvwxyz'; } >text
  $ show xsend --pad=0 --timeout=8 --retries=8 -p 'exec:peer C acks 11 refuse NAK' text
  2| xsend: exec:peer C acks 11 refuse NAK: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 12 N times, at 98 %
  [6]
  $ { head -c 1408 /dev/zero; printf '\021\023'; } >two
  $ show xsend --pad=0 --timeout=8 --retries=8 -p 'exec:peer C acks 11 refuse NAK' two
  2| xsend: exec:peer C acks 11 refuse NAK: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 12 N times, at 99 %
  2| xsend: no accepted block contains the bytes 0x11 or 0x13: does something on the way use XON and XOFF?
  [6]
  $ { head -c 1408 /dev/zero; printf '\377\n\021'; } >many
  $ show xsend --pad=0 --timeout=8 --retries=8 -p 'exec:peer C acks 11 refuse NAK' many
  2| xsend: exec:peer C acks 11 refuse NAK: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 12 N times, at 99 %
  2| xsend: the rejected blocks contain bytes that no accepted block contains: is the line 8-bit clean?
  [6]

A receiver.

  $ receive() {
  >   show xrecv --progress=none --byte-timeout=0.1 --timeout=1 --retries=4 -p "exec:blocks $1" i
  > }
  $ receive '--crc=ffff 1'
  2| xrecv: the first block arrived damaged N times
  2| xrecv: the blocks arrive complete, but the sender computes a CRC with the initial value 0xffff, not 0: try --check=sum
  [6]
  $ receive '--crc=odd 1'
  2| xrecv: the first block arrived damaged N times
  2| xrecv: the block arrives with the same bytes each time, but its check is wrong: does the sender use another CRC (try --check=sum), or is a byte changed?
  [6]
  $ receive '1-255 1'
  2| xrecv: block 256 is missing; the sender sent block 257 instead
  2| xrecv: the sender numbers the block after 255 with 1, not with 0: it cannot send more than 255 blocks
  [6]

The end of a line through ssh.

  $ printf '#!/bin/sh\nexec peer C take 133\n' >ssh
  $ chmod 755 ssh
  $ printf 'a\n~.\n' >escape
  $ PATH=.:$PATH show xsend -p 'exec:ssh -t board' escape
  2| xsend: exec:ssh -t board: waiting for the receiver (Ctrl-C cancels)
  2| xsend: exec:ssh -t board: the line is lost: the command has ended with status 0 (at block 1 of 1, 0 %)
  2| xsend: ssh -t hangs up if the data contains "~." after a line end: add -e none to ssh
  [3]
