Output of programs that succeed.

  $ head -c 3000 /dev/zero >f
  $ printf 123456789 >nine
  $ mkdir in

Help and version.

  $ show xsend --help
  1| usage: xsend [options] FILE...  (-: standard input)
  1| Sends files over a serial line by XMODEM or YMODEM.
  1| The line: standard input and output, unless -p names one:
  1|   -p, --port=LINE           serial port or other line; see LINE below
  1|   -b, --baud=RATE           rate of the port (115200)
  1|   -m, --mode=8N1            data bits, parity (N E O M S), stop bits (8N1)
  1|   -f, --flow=FLOW           none, rtscts, dsrdtr or xonxoff (none)
  1|       --dtr=STATE, --rts=STATE on, off or keep (keep)
  1|       --latency=HOW         latency of a USB adapter: low or keep (low)
  1|       --no-lock             share the port with other programs
  1|       --wait-port[=SECONDS] wait for the port, at most SECONDS (60)
  1|       --profile=NAME        read options from a section of the profile files
  1|       --list[=json]         list the serial ports
  1| The protocol:
  1|   -x, --xmodem              send one file, without its name (default)
  1|   -y, --ymodem              send files with names and sizes
  1|   -k, --1k                  blocks of 1024 bytes (default for YMODEM)
  1|       --128                 blocks of 128 bytes (default for XMODEM)
  1|       --tail=TAIL           length of the last blocks: auto, full or short
  1|       --pad=BYTE            byte that fills the last block (0x1a)
  1|       --name=NAME           announce the file by this name
  1|       --header=FIELDS       send full, size or name in the YMODEM header
  1|       --start=WHEN          wait for a request, or send now
  1|       --final=WHEN          send the header after all files: auto, always, never
  1|       --byte-delay=US       pause after every byte (0)
  1|       --block-delay=MS      pause before every block (0)
  1|       --resend-after=SECONDS send a block again after this time of silence
  1|       --wait=SECONDS        wait for the other end to begin (120)
  1|       --timeout=SECONDS     give up after this time without progress (60)
  1|       --retries=N           give up after N retries of one block (25)
  1| Steps before and after the transfer, in the order given:
  1|       --before=STEP, --after=STEP run a step before or after the transfer
  1|       --steps=NAME          read steps from a file, or from installed steps
  1|       --list-steps          list the installed steps
  1|       --set=NAME=VALUE      set the variable %{NAME} of the steps
  1|       --step-timeout=SECONDS time limit of one step (30)
  1| Output:
  1|       --progress=HOW        auto, bar, lines, none or json (auto)
  1|       --dry-run             check everything, print the plan, transfer nothing
  1|       --trace=FILE          log all bytes of the line in FILE
  1|   -v, --verbose             print more
  1|   -q, --quiet               print only errors and warnings
  1|   -h, --help, -V, --version print this text or the version
  1| LINE: /dev/ttyUSB0 usb:ID:ID exec:CMD tcp:HOST:PORT telnet:H:P rfc2217:H:P
  1| STEP: send:TEXT expect:TEXT match:ERE wait:MS show:SEC baud:RATE dtr:on rts:off
  1|     break:MS reopen terminal
  1| Exit status: 0 done, 1 local file, 2 usage, 3 line, 4 no start, 5 refused,
  1|     6 gave up, 7 end not confirmed, 8 step, 128+N signal; see the manual page
  1| Example: xsend -p /dev/ttyUSB0 -y firmware.bin
  $ show xrecv --help
  1| usage: xrecv [options] [FILE]  (-: standard output)
  1| Receives files over a serial line by XMODEM or YMODEM.
  1| The line: standard input and output, unless -p names one:
  1|   -p, --port=LINE           serial port or other line; see LINE below
  1|   -b, --baud=RATE           rate of the port (115200)
  1|   -m, --mode=8N1            data bits, parity (N E O M S), stop bits (8N1)
  1|   -f, --flow=FLOW           none, rtscts, dsrdtr or xonxoff (none)
  1|       --dtr=STATE, --rts=STATE on, off or keep (keep)
  1|       --latency=HOW         latency of a USB adapter: low or keep (low)
  1|       --no-lock             share the port with other programs
  1|       --wait-port[=SECONDS] wait for the port, at most SECONDS (60)
  1|       --profile=NAME        read options from a section of the profile files
  1|       --list[=json]         list the serial ports
  1| The protocol:
  1|   -g, --ymodem-g            ask for YMODEM-g, without acknowledgements
  1|       --check=CHECK         check of the blocks: auto, crc or sum
  1|       --with-crc            the same as --check=crc
  1|       --eot=ANSWER          answer to the first EOT: auto, ack or nak
  1|       --byte-timeout=SECONDS time without a byte that ends a block (1)
  1|       --wait=SECONDS        wait for the other end to begin (120)
  1|       --timeout=SECONDS     give up after this time without progress (60)
  1|       --retries=N           give up after N retries of one block (25)
  1| Steps before and after the transfer, in the order given:
  1|       --before=STEP, --after=STEP run a step before or after the transfer
  1|       --steps=NAME          read steps from a file, or from installed steps
  1|       --list-steps          list the installed steps
  1|       --set=NAME=VALUE      set the variable %{NAME} of the steps
  1|       --step-timeout=SECONDS time limit of one step (30)
  1| The files:
  1|   -d, --directory=DIR       store the files in this directory
  1|       --on-exists=ACTION    fail, rename, overwrite or skip (fail)
  1|   -o, --overwrite           the same as --on-exists=overwrite
  1|       --size=N              size of the file, if the sender does not announce it
  1|       --strip[=BYTE]        remove padding of this BYTE from a file (0x1a)
  1|       --limit=SIZE          refuse larger files (units k, M, G)
  1|       --max-files=N         accept at most N files (10000)
  1|       --keep-partial        keep the received part of a failed file
  1| Output:
  1|       --progress=HOW        auto, bar, lines, none or json (auto)
  1|       --dry-run             check everything, print the plan, transfer nothing
  1|       --trace=FILE          log all bytes of the line in FILE
  1|   -v, --verbose             print more
  1|   -q, --quiet               print only errors and warnings
  1|   -h, --help, -V, --version print this text or the version
  1| LINE: /dev/ttyUSB0 usb:ID:ID exec:CMD tcp:HOST:PORT telnet:H:P rfc2217:H:P
  1| STEP: send:TEXT expect:TEXT match:ERE wait:MS show:SEC baud:RATE dtr:on rts:off
  1|     break:MS reopen terminal
  1| Exit status: 0 done, 1 local file, 2 usage, 3 line, 4 no start, 5 refused,
  1|     6 gave up, 7 end not confirmed, 8 step, 128+N signal; see the manual page
  1| Example: xrecv -p /dev/ttyUSB0 -d received
  $ show sx --help | head -n 8
  1| usage: sx [options] FILE...  (-: standard input)
  1| Sends files over a serial line by XMODEM or YMODEM.
  1| The line: standard input and output, unless -p names one:
  1|       --port=LINE           serial port or other line; see LINE below
  1|       --baud=RATE           rate of the port (115200)
  1|       --mode=8N1            data bits, parity (N E O M S), stop bits (8N1)
  1|       --flow=FLOW           none, rtscts, dsrdtr or xonxoff (none)
  1|       --dtr=STATE, --rts=STATE on, off or keep (keep)
  $ show xsend -V
  1| xsend VERSION
  $ show xrecv --version
  1| xrecv VERSION

Closing lines.

  $ both 'xsend -p a f' 'xrecv -p b g'
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: f: 3000 bytes in N s, N B/s, 24 blocks, 0 retries
  [0]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: g: 3072 bytes; the last 72 may be padding, see --size and --strip
  2| xrecv: g: 3072 bytes in N s, N B/s, 24 blocks, 0 retries
  [0]
  $ both 'xsend -p a f' 'xrecv -p b --strip h'
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: f: 3000 bytes in N s, N B/s, 24 blocks, 0 retries
  [0]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: h: 3072 bytes in N s, N B/s, 24 blocks, 0 retries
  [0]
  $ both 'xsend -y -p a nine' 'xrecv -p b -d in'
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: nine: 9 bytes in N s, N B/s, 1 block, 0 retries
  [0]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: in/nine: 9 bytes in N s, N B/s, 1 block, 0 retries
  [0]
  $ both 'xsend -y -p a f nine' 'xrecv -g -p b -o -d in'
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: 2 files: 3009 bytes in N s, N B/s, 4 blocks, 0 retries
  [0]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: 2 files: 3009 bytes in N s, N B/s, 4 blocks, 0 retries
  [0]
  $ both 'xsend -p a nine' 'xrecv -p b --check=sum k'
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: nine: 9 bytes in N s, N B/s, 1 block, 0 retries
  2| xsend: warning: only checksums protected the data: they miss about one damaged block in 256
  [0]
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: k: 128 bytes; the last 119 may be padding, see --size and --strip
  2| xrecv: k: 128 bytes in N s, N B/s, 1 block, 0 retries
  2| xrecv: warning: only checksums protected the data: they miss about one damaged block in 256
  [0]
  $ show xsend -p 'exec:peer C take 133 NAK take 133 ACK take 1 ACK' nine
  2| xsend: exec:peer C take 133 NAK take 133 ACK take 1 ACK: waiting for the receiver (Ctrl-C cancels)
  2| xsend: nine: 9 bytes in N s, N B/s, 1 block, 1 retry (1 NAK)
  $ printf '%0125d\032\032\032%0100d' 1 2 >pads
  $ show xsend -p 'exec:peer C acks 2 take 1 ACK' pads
  2| xsend: exec:peer C acks 2 take 1 ACK: waiting for the receiver (Ctrl-C cancels)
  2| xsend: warning: pads: a block ends in 1A 1A 1A; U-Boot's loadx removes these bytes, but loady (with -y) keeps them
  2| xsend: pads: 228 bytes in N s, N B/s, 2 blocks, 0 retries

More output, or less.

  $ both 'xsend -v -y -p a nine' 'xrecv -v -p b -o -d in'
  2| xsend: state: start
  2| xsend: a, 115200 8N1: waiting for the receiver (Ctrl-C cancels)
  2| xsend: state: header
  2| xsend: state: ready
  2| xsend: state: data
  2| xsend: state: eot
  2| xsend: state: next
  2| xsend: state: final
  2| xsend: state: closing
  2| xsend: nine: 9 bytes in N s, N B/s, 1 block, 0 retries, CRC-32 cbf43926
  [0]
  2| xrecv: state: waiting
  2| xrecv: b, 115200 8N1: waiting for the sender (Ctrl-C cancels)
  2| xrecv: state: silence
  2| xrecv: state: waiting
  2| xrecv: state: silence
  2| xrecv: state: waiting
  2| xrecv: state: leaving
  2| xrecv: in/nine: 9 bytes in N s, N B/s, 1 block, 0 retries, CRC-32 cbf43926
  [0]
  $ show xsend -q -p 'exec:peer C take 133 ACK take 1 ACK' nine
  $ show xsend -q --wait=0.1 -p 'exec:peer hush' nine
  2| xsend: the receiver never asked for a file
  2| xsend: nothing was received: is this the right line, is the board on, and are RX and TX crossed?
  [4]

Text from the other end.

  $ show xsend --wait=0.3 -p 'exec:peer say "U-Boot \033[31mred\r\nend\r\n" hush' nine
  2| xsend: exec:peer say "U-Boot \\033[31mred\\r\\nend\\r\\n" hush: waiting for the receiver (Ctrl-C cancels)
  2| < U-Boot \x1b[31mred
  2| < end
  2| xsend: the receiver never asked for a file
  2| xsend: the last text received was "end": does the other end wait for a command?
  [4]
  $ show xsend --wait=0.3 -p 'exec:peer say "\200\376\370\200\340\001\r\nend\r\n" hush' nine
  2| xsend: exec:peer say ...: waiting for the receiver (Ctrl-C cancels)
  2| < 6 bytes of non-text
  2| < end
  2| xsend: the receiver never asked for a file
  2| xsend: unreadable bytes arrive: do both ends use the same rate and mode?
  [4]

Progress in a log.

  $ head -c 400 /dev/zero >blocks
  $ PROGRESS=shown show xsend -p 'exec:peer C take 133 pause 1.5 ACK take 133 pause 1.5 ACK take 133 ACK take 133 ACK take 1 ACK' blocks
  2| xsend: exec:peer C take 133 pause 1.5 ACK ...: waiting for the receiver (Ctrl-C cancels)
  2| xsend: blocks: 32 %, 128 B, N B/s, N left
  2| xsend: blocks: 64 %, 256 B, N B/s, N left
  2| xsend: blocks: 400 bytes in N s, N B/s, 4 blocks, 0 retries

A bar.

  $ show xsend --progress=bar -p 'exec:peer C take 133 pause 1.5 ACK take 1 ACK' nine
  2| \r120 s: waiting for the receiver\e[K\r\e[K\rnine 100% [########################################]  9 B  N B/s  N left\e[K\r\e[Kxsend: nine: 9 bytes in N s, N B/s, 1 block, 0 retries
