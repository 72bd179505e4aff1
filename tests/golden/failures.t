Transfers that fail, in the order of their exit status.

  $ head -c 200 /dev/zero >f
  $ head -c 200000 /dev/zero >big

This transfer takes 10 s and runs in the background.  Its output is the last one
of status 5.

  $ { show xsend -y --timeout=1 -p 'exec:peer C take 133 ACK C take 1029 ACK take 1 ACK hush' f f; echo "[$?]"; } >later &

3: the line.

  $ show xsend --start=now --progress=none -p exec:cat f
  2| xsend: the line sends back everything that is sent: does it echo, or are RX and TX connected?
  [3]
  $ show xsend -y --timeout=1 -p 'exec:peer G take 133 G stall' big
  2| xsend: exec:peer G take 133 G stall: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the line accepts no more data
  [3]
  $ show xsend -p 'exec:peer C take 133 ACK' f
  2| xsend: exec:peer C take 133 ACK: waiting for the receiver (Ctrl-C cancels)
  2| xsend: exec:peer C take 133 ACK: the line is lost: the command has ended with status 0 (at block 2 of 2, 64 %)
  [3]

4: the other end never began.

  $ show xsend --wait=0.2 -p 'exec:peer hush' f
  2| xsend: exec:peer hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver never asked for a file
  2| xsend: nothing was received: is this the right line, is the board on, and are RX and TX crossed?
  [4]
  $ show xrecv --wait=0.2 -p 'exec:peer hush' g
  2| xrecv: exec:peer hush: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender never began
  2| xrecv: nothing was received: is this the right line, is the board on, and are RX and TX crossed?
  [4]
  $ show xrecv -p 'exec:peer take 1 EOT take 1 EOT take 1 EOT hush' -d .
  2| xrecv: exec:peer take 1 EOT take 1 EOT take 1 EOT hush: waiting for the sender (Ctrl-C cancels)
  2| < 1 byte of non-text
  2| xrecv: the sender sent no file: its first byte was the end (EOT)
  [4]
  $ show xsend -p 'exec:peer say "## Ready for binary (ymodem) download to 0x82000000 at 115200 bps...\r\nC" hush' f
  2| xsend: exec:peer say "## Ready for binary ...: waiting for the receiver (Ctrl-C cancels)
  2| < ## Ready for binary (ymodem) download to 0x82000000 at 115200 bps...
  2| < C
  2| xsend: the board expects YMODEM: use -y
  [4]
  $ show xsend -y -p 'exec:peer say "## Ready for binary (kermit) download to 0x82000000 at 115200 bps...\r\n" hush' f
  2| xsend: exec:peer say "## Ready for binary ...: waiting for the receiver (Ctrl-C cancels)
  2| < ## Ready for binary (kermit) download to 0x82000000 at 115200 bps...
  2| xsend: the other end uses Kermit, not YMODEM: type loady there
  [4]
  $ show xsend -p 'exec:peer say "rz waiting to receive.**\030B0100000023be50\r\n" hush' f
  2| xsend: exec:peer say "rz waiting to ...: waiting for the receiver (Ctrl-C cancels)
  2| < rz waiting to receive.**B0100000023be50
  2| xsend: the other end uses ZMODEM, not XMODEM: type rx FILE there
  [4]
  $ show xrecv -p 'exec:peer say "**\030B00000000000000\r\n" hush' g
  2| xrecv: exec:peer say "**\\030B00000000000000\\r\\n" hush: waiting for the sender (Ctrl-C cancels)
  2| < **B00000000000000
  2| xrecv: the other end uses ZMODEM, not XMODEM or YMODEM: type sx FILE or sb FILE there
  [4]
  $ show xsend --wait=2 -p 'exec:peer say "=> " hush' f
  2| xsend: exec:peer say "=> " hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the board shows its prompt: start the receiver first
  2| < => 
  2| xsend: the receiver never asked for a file
  2| xsend: the last text received was "=> ": does the other end wait for a command?
  [4]
  $ show xrecv --wait=2 -p 'exec:peer say "$ "; while c=$(head -c 1) && [ -n "$c" ]; do printf "%s" "$c"; done' g
  2| xrecv: exec:peer say "$ "; while c=$(head ...: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the board's shell echoes this program's requests: start the sender on the board first
  2| < $ C
  2| xrecv: the sender never began
  2| xrecv: the last text received was "$ C": does the other end wait for a command?
  [4]

5: the other end cancelled or rejected the file.

  $ show xsend -p 'exec:peer CAN CAN hush' f
  2| xsend: exec:peer CAN CAN hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver cancelled at block 0, 0 %
  [5]
  $ show xsend -p 'exec:peer C take 133 CAN CAN say "Bad flash\r\n" hush' f
  2| xsend: exec:peer C take 133 CAN CAN say "Bad flash\\r\\n" hush: waiting for the receiver (Ctrl-C cancels)
  2| < Bad flash
  2| xsend: the receiver cancelled at block 1 of 2, 0 %
  [5]
  $ show xrecv -p 'exec:peer take 1 CAN CAN hush' g
  2| xrecv: exec:peer take 1 CAN CAN hush: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender cancelled
  [5]
  $ show xsend -p 'exec:peer C take 133 ACK take 133 ACK take 1 CAN CAN hush' f
  2| xsend: exec:peer C take 133 ACK take 133 ACK take 1 CAN CAN hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver accepted all data and then rejected the file
  [5]
  $ show xsend --timeout=1 -p 'exec:peer C take 133 ACK say "Bad flash\r\n=> " hush' f
  2| xsend: exec:peer C take 133 ACK say "Bad flash\\r\\n=> " hush: waiting for the receiver (Ctrl-C cancels)
  2| < Bad flash
  2| < => 
  2| xsend: the receiver stopped after block 1 of 2, 64 %, and printed "Bad flash"
  [5]
  $ wait; cat later
  2| xsend: exec:peer C take 133 ACK C take 1029 ACK take 1 ACK hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver accepts one file a session; the others were not sent
  [5]

6: the program gave up.

  $ show xsend --timeout=1 -p 'exec:peer C take 133 ACK hush' f
  2| xsend: exec:peer C take 133 ACK hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver became silent after block 1 of 2, 64 %
  2| xsend: does the receiver need more than 1 s to answer, to write to its flash for example? then raise --timeout
  [6]
  $ show xsend --timeout=1 -p 'exec:peer C take 133 NAK hush' f
  2| xsend: exec:peer C take 133 NAK hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver became silent at block 1 of 2, 0 %, which it had rejected once
  2| xsend: no block was accepted: is the line 8N1, 8-bit clean and not too fast (--byte-delay)? does the receiver expect YMODEM (-y) or another CRC?
  [6]
  $ show xsend --timeout=8 --retries=8 -p 'exec:peer C refuse NAK' f
  2| xsend: exec:peer C refuse NAK: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver rejected block 1 N times, at 0 %
  2| xsend: no block was accepted: is the line 8N1, 8-bit clean and not too fast (--byte-delay)? does the receiver expect YMODEM (-y) or another CRC?
  [6]
  $ show xrecv --timeout=1 -p 'exec:blocks 1' g
  2| xrecv: exec:blocks 1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender became silent after block 1
  [6]
  $ show xrecv --timeout=1 -d . -p 'exec:blocks g:200'
  2| xrecv: exec:blocks g:200: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender became silent at block 1, 0 %
  [6]
  $ show xrecv -p 'exec:blocks 1 2 4' g
  2| xrecv: exec:blocks 1 2 4: waiting for the sender (Ctrl-C cancels)
  2| xrecv: block 3 is missing; the sender sent block 4 instead
  [6]
  $ show xrecv --byte-timeout=0.1 -d . -p 'exec:blocks g:200 1 EOT'
  2| xrecv: exec:blocks g:200 1 EOT: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the file ended before its announced size
  [6]
  $ show xrecv --byte-timeout=0.1 -d . -p 'exec:blocks g:100 1 2 EOT'
  2| xrecv: exec:blocks g:100 1 2 EOT: waiting for the sender (Ctrl-C cancels)
  2| xrecv: the sender sent more data than it had announced
  [6]
  $ show xrecv --byte-timeout=0.1 -p 'exec:blocks 2 3' g
  2| xrecv: exec:blocks 2 3: waiting for the sender (Ctrl-C cancels)
  2| xrecv: block 1 is missing; the sender sent block 2 instead
  [6]

7: the end was not confirmed.

  $ show xsend --timeout=1 -p 'exec:peer C take 133 ACK take 133 ACK hush' f
  2| xsend: exec:peer C take 133 ACK take 133 ACK hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: all data was acknowledged, but not the end of the file
  [7]
  $ show xsend --timeout=1 -p 'exec:peer C take 133 ACK take 133 ACK take 1 say "\006C" hush' f
  2| xsend: exec:peer C take 133 ACK take 133 ...: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver took the file and asks for another one: it expects YMODEM, try -y
  [7]

128 and the number of a signal.

  $ show xsend -p 'exec:sleep 1; kill -INT $PPID; peer hush' f
  2| xsend: exec:sleep 1; kill -INT $PPID; peer hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: cancelled while waiting for the receiver
  [130]
  $ show xsend -p 'exec:peer C take 133 ACK take 133; kill -TERM $PPID; peer hush' f
  2| xsend: exec:peer C take 133 ACK take 133; ...: waiting for the receiver (Ctrl-C cancels)
  2| xsend: cancelled at block 2 of 2, 64 %
  [143]
  $ ls
  big
  f
  later
