A wrong command line.

  $ head -c 100 /dev/zero >f
  $ echo send:x >with.steps

No file, or too many of them.

  $ show xsend
  2| xsend: no file is named (put it after the options, as in: xsend -p /dev/ttyUSB0 firmware.bin)
  [2]
  $ show xsend -p a
  2| xsend: no file is named (put it after the options, as in: xsend -p /dev/ttyUSB0 firmware.bin)
  [2]
  $ show xsend ''
  2| xsend: "": empty file name (is a variable of the shell empty?)
  [2]
  $ show xsend f f
  2| xsend: XMODEM sends one file; use -y for several
  [2]
  $ show xsend -p a -y --name=x f f
  2| xsend: --name=x: there are several files
  [2]
  $ show xsend -y -p a - -
  2| xsend: -: standard input can be sent only once
  [2]
  $ show xrecv f g
  2| xrecv: g: only one file can be named
  [2]

No such option.

  $ show xsend -Z f
  2| xsend: -Z: no such option (--help lists them)
  [2]
  $ show xsend --frobnicate f
  2| xsend: --frobnicate: no such option (--help lists them)
  [2]
  $ show xsend --retires=3 f
  2| xsend: --retires=3: no such option; did you mean --retries?
  [2]
  $ show xsend --timout=3 f
  2| xsend: --timout=3: no such option; did you mean --timeout?
  [2]
  $ show xsend --st f
  2| xsend: --st: ambiguous option; possible are --start --steps --step-timeout
  [2]
  $ show xsend --size=3 f
  2| xsend: --size=3: no such option (--help lists them)
  [2]
  $ show xrecv -y f
  2| xrecv: -y: no such option (--help lists them)
  [2]

An argument too many or too few.

  $ show xsend --help=1
  2| xsend: --help=1: takes no argument
  [2]
  $ show xsend --ymodem=yes f
  2| xsend: --ymodem=yes: takes no argument
  [2]
  $ show xsend -p
  2| xsend: -p: needs an argument
  [2]
  $ show xsend --pad
  2| xsend: --pad: needs an argument
  [2]

A wrong argument.

  $ show xsend --pad=300 f
  2| xsend: --pad=300: not a number up to 255
  [2]
  $ show xsend --pad=1a f
  2| xsend: --pad=1a: not a number; did you mean 0x1a?
  [2]
  $ show xsend --retries=many f
  2| xsend: --retries=many: not a number up to 10000
  [2]
  $ show xsend --tail=long f
  2| xsend: --tail=long: not one of: auto full short
  [2]
  $ show xsend --start=soon f
  2| xsend: --start=soon: not one of: wait now
  [2]
  $ show xsend --final=no f
  2| xsend: --final=no: not one of: auto always never
  [2]
  $ show xsend --header=none f
  2| xsend: --header=none: not one of: full size name
  [2]
  $ show xsend --wait=soon f
  2| xsend: --wait=soon: not a number of seconds above 0, at most 864000
  [2]
  $ show xsend --timeout=0 f
  2| xsend: --timeout=0: not a number of seconds above 0, at most 864000
  [2]
  $ show xsend --byte-delay=-1 f
  2| xsend: --byte-delay=-1: not a number up to 1000000
  [2]
  $ show xsend --block-delay=99999 f
  2| xsend: --block-delay=99999: not a number up to 60000
  [2]
  $ show xsend --resend-after=0 f
  2| xsend: --resend-after=0: not a number of seconds above 0, at most 864000
  [2]
  $ show xsend --name= f
  2| xsend: --name=: not a name of 1 to 255 bytes
  [2]
  $ show xsend --progress=maybe f
  2| xsend: --progress=maybe: not one of: auto bar lines none json
  [2]
  $ show xrecv --byte-timeout=0.01 f
  2| xrecv: --byte-timeout=0.01: not a number of seconds, 0.024 to 60
  [2]
  $ show xrecv --check=md5 f
  2| xrecv: --check=md5: not one of: auto crc sum
  [2]
  $ show xrecv --eot=maybe f
  2| xrecv: --eot=maybe: not one of: auto ack nak
  [2]
  $ show xrecv --on-exists=ask f
  2| xrecv: --on-exists=ask: not one of: fail rename overwrite skip
  [2]
  $ show xrecv --limit=1x f
  2| xrecv: --limit=1x: not a number of bytes, such as 512 or 64k
  [2]
  $ show xrecv --max-files=-1 f
  2| xrecv: --max-files=-1: not a number up to 4294967295
  [2]
  $ show xrecv --strip=x f
  2| xrecv: --strip=x: not a number up to 255
  [2]
  $ show xsend --set=addr f
  2| xsend: --set: addr: not NAME=VALUE, with a name of letters, digits, - and _
  [2]
  $ show xsend --set=a/b=c f
  2| xsend: --set: a/b=c: not NAME=VALUE, with a name of letters, digits, - and _
  [2]
  $ show xsend --set=size=3 f
  2| xsend: --set: size=3: %{size} is computed from the file; choose another name
  [2]

A wrong line.

  $ show xsend -m 9N1 f
  2| xsend: --mode=9N1: not a mode such as 8N1 or 8E2
  [2]
  $ show xsend -m 7E1 f
  2| xsend: --mode=7E1: XMODEM and YMODEM need eight data bits
  [2]
  $ show xsend -b 0 f
  2| xsend: --baud=0: not a rate such as 115200
  [2]
  $ show xsend -b fast f
  2| xsend: --baud=fast: not a number up to 20000000
  [2]
  $ show xsend -f hardware f
  2| xsend: --flow=hardware: not one of: none rtscts dsrdtr xonxoff
  [2]
  $ show xsend --dtr=yes f
  2| xsend: --dtr=yes: not one of: keep on off
  [2]
  $ show xsend -p unix:x f
  2| xsend: --port=unix:x: unknown kind of line; use a device, exec:COMMAND, usb:VENDOR:PRODUCT[:SERIAL], or tcp:, telnet: or rfc2217: with HOST:PORT ([HOST]:PORT for IPv6)
  [2]
  $ show xsend -p exec: f
  2| xsend: --port=exec:: not a device, exec:COMMAND, usb:VENDOR:PRODUCT[:SERIAL], or tcp:, telnet: or rfc2217: with HOST:PORT ([HOST]:PORT for IPv6)
  [2]
  $ show xsend -p tcp:host f
  2| xsend: --port=tcp:host: not a device, exec:COMMAND, usb:VENDOR:PRODUCT[:SERIAL], or tcp:, telnet: or rfc2217: with HOST:PORT ([HOST]:PORT for IPv6)
  [2]
  $ show xsend -p tcp:::1:2000 f
  2| xsend: --port=tcp:::1:2000: not a device, exec:COMMAND, usb:VENDOR:PRODUCT[:SERIAL], or tcp:, telnet: or rfc2217: with HOST:PORT ([HOST]:PORT for IPv6)
  [2]
  $ show xsend -p usb:x f
  2| xsend: --port=usb:x: not a device, exec:COMMAND, usb:VENDOR:PRODUCT[:SERIAL], or tcp:, telnet: or rfc2217: with HOST:PORT ([HOST]:PORT for IPv6)
  [2]

The line is not named.

  $ show xsend f
  2| xsend: standard input is /dev/null, not a line; name the line, as in -p /dev/ttyUSB0
  [2]
  $ show sh -c 'xsend f <f'
  2| xsend: standard input is a file, not a line; name the line, as in -p /dev/ttyUSB0
  [2]
  $ show sh -c 'xsend f </dev/zero >out'
  2| xsend: standard input is /dev/zero, not a line; name the line, as in -p /dev/ttyUSB0
  [2]
  $ show sh -c ': | xrecv g >out'
  2| xrecv: standard output is a file, not a line; name the line, as in -p /dev/ttyUSB0
  [2]
  $ show xsend -
  2| xsend: cannot use - as a file: standard input and output are the line; name a line, as in -p /dev/ttyUSB0
  [2]
  $ show xrecv -
  2| xrecv: cannot use - as a file: standard input and output are the line; name a line, as in -p /dev/ttyUSB0
  [2]
  $ show xsend --dry-run f
  2| xsend: --dry-run: standard output is needed for the plan and cannot be the line; name a line, as in -p /dev/ttyUSB0
  [2]
  $ show xsend --before=terminal f
  2| xsend: terminal: standard input and output are the line; name a line, as in -p /dev/ttyUSB0
  [2]

A port is given as the file.

  $ show xsend /dev/ptmx f
  2| xsend: /dev/ptmx is a port, not a file; use: xsend -p /dev/ptmx f
  [2]
  $ show xsend -y f /dev/tty
  2| xsend: /dev/tty is a port, not a file; use: xsend -y -p /dev/tty f
  [2]
  $ show xsend /dev/tty
  2| xsend: /dev/tty is a port, not a file; use: xsend -p /dev/tty FILE
  [2]
  $ show xsend -p a /dev/tty
  2| xsend: /dev/tty is a port, not a file (a is already the line)
  [2]
  $ show xrecv /dev/tty g
  2| xrecv: /dev/tty is a port, not a file; use: xrecv -p /dev/tty g
  [2]
  $ show xsend "it's" /dev/tty
  2| xsend: /dev/tty is a port, not a file; use: xsend -p /dev/tty 'it'\''s'
  [2]

The names of lrzsz.

  $ show sx -a f
  2| sx: -a: text is not converted, as this would change the data
  [2]
  $ show sb -Z f
  2| sb: -Z: ZMODEM is not supported
  [2]
  $ show sx -p a f
  2| sx: -p: not the option for the port if xsend is called as sx or sb; use --port=LINE
  [2]
  $ show sx f
  2| sx: standard input is /dev/null, not a line; name the line, as in --port=/dev/ttyUSB0
  [2]
  $ show sx /dev/tty f
  2| sx: /dev/tty is a port, not a file; use: sx --port=/dev/tty f
  [2]
  $ show sx -
  2| sx: cannot use - as a file: standard input and output are the line; name a line, as in --port=/dev/ttyUSB0
  [2]
  $ show sx
  2| sx: no file is named (put it after the options, as in: sx --port=/dev/ttyUSB0 firmware.bin)
  [2]
  $ show rx --frobnicate f
  2| rx: --frobnicate: no such option (--help lists them)
  [2]

The output of --help cannot be written.

  $ show sh -c 'xsend --help >/dev/full'
  2| xsend: standard output: No space left on device
  [1]
