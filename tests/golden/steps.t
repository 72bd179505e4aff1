Steps before and after a transfer.

  $ printf 123456789 >f

Steps that are wrong.

  $ show xsend --before=sned:x -p a f
  2| xsend: --before: sned:x: not one of send: expect: match: wait: show: baud: dtr: rts: break: reopen terminal
  [2]
  $ show xsend --before=send: -p a f
  2| xsend: --before: send:: not a text of 1 to 256 bytes
  [2]
  $ show xsend '--before=send:\q' -p a f
  2| xsend: --before: send:\q: not a text of 256 bytes at most, with the escapes of C (\\ is a backslash)
  [2]
  $ show xsend --after=wait:1h -p a f
  2| xsend: --after: wait:1h: not a number of milliseconds, 1 to 3600000
  [2]
  $ show xsend --after=show:long -p a f
  2| xsend: --after: show:long: not a number of seconds, 0 to 3600
  [2]
  $ show xsend --before=baud:0 -p a f
  2| xsend: --before: baud:0: not a rate, 1 to 20000000
  [2]
  $ show xsend --before=dtr:up -p a f
  2| xsend: --before: dtr:up: not on or off
  [2]
  $ show xsend '--before=match:(' -p a f
  2| xsend: --before: match:(: not a POSIX extended regular expression, see regex(7)
  [2]
  $ show xsend --before=match: -p a f
  2| xsend: --before: match:: not an expression of 1 to 255 bytes
  [2]
  $ show xsend --before=reopen:1 -p a f
  2| xsend: --before: reopen:1: not allowed: reopen takes no argument
  [2]
  $ show xsend '--before=match:a*' -p a f
  2| xsend: --before: match:a*: not allowed: it also matches an empty text
  [2]
  $ show xsend --after=terminal:1 -p a f
  2| xsend: --after: terminal:1: not allowed: terminal takes no argument
  [2]
  $ show xsend --step-timeout=0 -p a f
  2| xsend: --step-timeout=0: not a number of seconds above 0, at most 864000
  [2]

Variables that are wrong.

  $ show xsend '--before=send:%{addr}' -p a f
  2| xsend: --before: %{addr} is unknown (known: %{name} %{size} %{crc32} %{md5} %{sha256}; --set addr=VALUE adds it)
  [2]
  $ show xsend '--before=send:%{addr' -p a f
  2| xsend: --before: %{addr: the } is missing (write %% for a percent sign)
  [2]
  $ show xsend --set=addr=1 -p a f
  2| xsend: --set=addr=1: no step contains %{addr} (known: %{name} %{size} %{crc32} %{md5} %{sha256})
  [2]
  $ show xsend '--before=send:%{a}' --set=a=1 --set=b=2 -p a f
  2| xsend: --set=b=2: no step contains %{b} (known: %{name} %{size} %{crc32} %{md5} %{sha256} %{a})
  [2]
  $ show xsend -y '--before=send:%{size}' -p a f f
  2| xsend: a step contains %{name}, %{size} or a checksum of the file, but there are 2 files; send one
  [2]
  $ show xsend '--before=send:%{size}' -p a
  2| xsend: a step contains %{name}, %{size} or a checksum of the file, but no file is named
  [2]
  $ show xrecv '--before=send:%{size}' -p a g
  2| xrecv: --before: %{size} is unknown (known: none; --set size=VALUE adds it)
  [2]

Steps files that are wrong.

  $ mkdir in
  $ show xsend --steps=missing -p a f
  2| xsend: --steps=missing: no such file, and no steps of this name (--list-steps shows the names)
  [2]
  $ show xsend --steps=uboot -p a f
  2| xsend: --steps=uboot: no such file, and no steps of this name; did you mean u-boot?
  [2]
  $ show xsend --steps=in/missing -p a f
  2| xsend: --steps=in/missing: No such file or directory (name a file with one step in each line)
  [2]
  $ show xsend --steps=in/ -p a f
  2| xsend: --steps=in/: Is a directory (name a file with one step in each line)
  [2]
  $ printf 'send:x\nsned:x\n' >wrong
  $ show xsend --steps=wrong -p a f
  2| xsend: wrong:2: sned:x: not one of send: expect: match: wait: show: baud: dtr: rts: break: reopen terminal
  [2]
  $ printf 'transfer\ntransfer\n' >wrong
  $ show xsend --steps=wrong -p a f
  2| xsend: wrong:2: the line "transfer" occurs twice
  [2]
  $ printf 'set:x\n' >wrong
  $ show xsend --steps=wrong -p a f
  2| xsend: wrong:1: x: not NAME=VALUE, with a name of letters, digits, - and _
  [2]
  $ printf 'send:%%{x}\n' >wrong
  $ show xsend --steps=wrong -p a f
  2| xsend: wrong:1: %{x} is unknown (known: %{name} %{size} %{crc32} %{md5} %{sha256}; --set x=VALUE adds it)
  [2]
  $ printf '#\nsend:a\000b\n' >pipe-like
  $ show xsend --steps=./pipe-like -p a f
  2| xsend: ./pipe-like:2: this line of the file contains a NUL
  [2]
  $ head -c 3000 /dev/zero | tr '\0' x >wrong
  $ show xsend --steps=wrong -p a f
  2| xsend: wrong:1: this line of the file has 2 KiB or more
  [2]

The list of installed steps files.

  $ show xsend --list-steps
  1| barebox        barebox: stop the autoboot, store the file under its name with loady (-y)
  1|                --set prompt=barebox@
  1| cisco          Cisco ROMMON: xmodem -c, for models that ask before the transfer (-b 9600)
  1| gecko          Silicon Labs Gecko boot loader: upload gbl, then run
  1|                --set 'prompt=BL > '
  1| linux-rb       Linux shell with rb of lrzsz (-y); md5sum checks the file
  1| linux-xrecv    Linux shell with xrecv (-y); md5sum checks the file
  1|                --set xrecv=xrecv
  1| sam-ba         SAM-BA monitor of Atmel's and Microchip's SAM: load and run (--pad=0xff)
  1|                --set addr=20004000
  1| sbsfu          ST's SBSFU: key 1 in the menu of its user application (-y --tail=full)
  1|                --set load=1
  1| st-iap         ST's In-Application Programming: key 1, transfer, key 3 (-y --pad=0xff)
  1|                --set load=1
  1|                --set run=3
  1| u-boot-fast    U-Boot: like u-boot, but with a higher baud rate for the transfer (-y)
  1|                --set addr=0x82000000
  1|                --set 'prompt==> '
  1|                --set fast=921600
  1|                --set slow=115200
  1| u-boot         U-Boot: stop the autoboot, load with loady (-y), let the board check the CRC
  1|                --set addr=0x82000000
  1|                --set 'prompt==> '
  $ show env XSEND_STEPS_DIR=/nonexistent xsend --list-steps
  2| xsend: /nonexistent: no steps files are installed here (XSEND_STEPS_DIR can name another folder)
  [1]

  $ mkdir -p relative/xsend
  $ echo 'expect:own' >relative/xsend/own.steps
  $ echo "set:say=it's=> " >relative/xsend/u-boot.steps
  $ show env XDG_CONFIG_HOME="$PWD/relative" xsend --steps=uboot -p a f
  2| xsend: --steps=uboot: no such file, and no steps of this name; did you mean u-boot?
  [2]
  $ XSEND_STEPS_DIR=relative/xsend show xsend --list-steps
  1| own           
  1| u-boot        
  1|                --set 'say=it'\''s=> '
  $ show env XDG_CONFIG_HOME=relative xsend --steps=own -p a f
  2| xsend: --steps=own: no such file, and no steps of this name (--list-steps shows the names)
  [2]
  $ show env XDG_CONFIG_HOME="$PWD/relative" xsend --steps=own --dry-run -p exec:true
  1| line: exec:true (not run)
  1| before: expect:own
  1| dry run: nothing was sent

Steps that fail.

  $ show xsend -p 'exec:peer hush' --before='expect:=> ' --step-timeout=0.2 f
  2| xsend: expect:=> : not received within 0.2 s; nothing was received
  [8]
  $ show xsend -p 'exec:peer say "No card\r\n" hush' --before='expect:=> ' --step-timeout=0.5 f
  2| < No card
  2| xsend: expect:=> : not received within 0.5 s; the last text was "No card\r\n"
  [8]
  $ show xsend -p 'exec:peer say "No card\r\n" hush' --before='match:=>|#' --step-timeout=0.5 f
  2| < No card
  2| xsend: match:=>|#: not received within 0.5 s; the last text was "No card\r\n"
  [8]
  $ show xsend -p exec:true --before='expect:=> ' f
  2| xsend: exec:true: the line is lost: the command has ended with status 0
  [3]
  $ show xsend -p 'exec:peer hush' --before=dtr:on f
  2| xsend: dtr:on: an exec: line has no DTR (remove this step, or name a device or rfc2217:HOST:PORT with -p)
  [2]
  $ show xsend -p 'exec:peer hush' --before=terminal f
  2| xsend: terminal: this program has no terminal: No such device or address
  [8]
  $ show xsend -p 'exec:peer say "==> 00000001\r\n=> " hush' --before='expect:==> %{crc32}' f
  2| < ==> 00000001
  2| < => 
  2| xsend: expect:==> cbf43926: the CRC-32 that the board computed is 00000001
  [8]

Steps that succeed.

  $ show xsend -v -p 'exec:peer say "=> " take 2' --before='expect:=> ' --before='send:x\r'
  2| xsend: step expect:=> : ok after N s
  2| xsend: step send:x\r: ok after N s
  2| < => 
  2| xsend: all 2 steps succeeded
  $ show xsend -p 'exec:peer say "U-Boot\r\n" hush' --before=show:0.3
  2| < U-Boot
  2| xsend: the step succeeded
  $ show xsend -p 'exec:peer C take 133 ACK take 1 ACK pause 0.5 say "=> " hush' --before='wait:1' --after='expect:=> ' --after='send:x' f
  2| xsend: exec:peer C take 133 ACK take 1 ACK pause 0.5 say "=> " hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: f: 9 bytes in N s, N B/s, 1 block, 0 retries
  2| < => 
  2| xsend: all 2 steps after the transfer succeeded
  $ show xsend -q -p 'exec:peer say "=> " hush' --before='expect:=> '

A plan.

  $ show xsend --dry-run -p exec:cat -y f
  1| line: exec:cat (not run)
  1| send: f, 9 bytes, by YMODEM in blocks of 1024
  1| dry run: nothing was sent
  $ show xsend --dry-run -p exec:cat -y --steps=u-boot --set=addr=0x100 f
  1| line: exec:cat (not run)
  1| before: send:\x03
  1| before: match:stop autoboot|=> 
  1| before: send:\x03
  1| before: expect:=> 
  1| before: send:loady 0x100\r
  1| before: expect:Ready for binary
  1| send: f, 9 bytes, by YMODEM in blocks of 1024
  1| after: expect:=> 
  1| after: send:crc32 0x100 $filesize\r
  1| after: expect:==> cbf43926
  1| after: expect:=> 
  1| dry run: nothing was sent
  $ show xsend --dry-run -p exec:cat -y missing
  1| line: exec:cat (not run)
  2| xsend: missing: No such file or directory (in the directory DIR)
  [1]
  $ show xsend --dry-run -p tcp:board:2000 -
  1| line: tcp:board:2000 (not connected)
  1| send: standard input (not read), by XMODEM in blocks of 128
  1| dry run: nothing was sent
  $ show xrecv --dry-run -p exec:cat g
  1| line: exec:cat (not run)
  1| receive: g
  1| dry run: nothing was received
  $ show xrecv --dry-run -p exec:cat -d in
  1| line: exec:cat (not run)
  1| receive: files in in
  1| dry run: nothing was received
  $ show xsend --dry-run -p ttyUSB77 f
  2| xsend: ttyUSB77: No such file or directory (did you mean /dev/ttyUSB77?)
  [3]
  $ show xsend --dry-run -p /dev/ttyUSB77 --wait-port f
  1| line: /dev/ttyUSB77, 115200 8N1 (not there yet; a transfer will wait for it)
  1| send: f, 9 bytes, by XMODEM in blocks of 128
  1| dry run: nothing was sent
