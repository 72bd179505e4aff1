Lines that cannot be opened or are lost.

  $ head -c 100 /dev/zero >f

Ports.

  $ show xsend -p missing f
  2| xsend: missing: No such file or directory (the ports of this machine)
  [3]
  $ show xsend -p ttyUSB77 f
  2| xsend: ttyUSB77: No such file or directory (did you mean /dev/ttyUSB77?)
  [3]
  $ show xsend -p usb:ffff:fffe f
  2| xsend: usb:ffff:fffe: no port has this USB identity (--list shows all ports, --wait-port waits for one)
  [3]
  $ show xsend -p /dev/ttyUSB77 --wait-port=0.1 f
  2| xsend: /dev/ttyUSB77: waiting for the port (Ctrl-C cancels)
  2| xsend: /dev/ttyUSB77: no such port within 0.1 s (--list shows all ports)
  [3]
  $ show xsend -p f f
  2| xsend: f: not a serial port
  [3]
  $ show xsend -p /dev/null f
  2| xsend: /dev/null: not a serial port
  [3]
  $ show xsend -p . f
  2| xsend: .: Is a directory
  [3]

Settings that a port refuses.

  $ mkfifo hold ready
  $ ptyline a b <hold >ready &
  $ exec 9>hold
  $ read -r _ <ready
  $ show xsend -p a -m 8M1 f
  2| xsend: a: refuses the mode 8M1
  [3]
  $ show xsend -p a -f dsrdtr f
  2| xsend: a: this system has no DSR/DTR flow control
  [3]
  $ show xsend -p a --dtr=on f
  2| xsend: a: cannot set DTR: this port has no modem control lines
  [3]
  $ show xsend -p a --before=dtr:on f
  2| xsend: a: cannot set DTR: this port has no modem control lines
  [8]

A port that another program uses.

  $ xsend -p b f 2>first 9>&- &
  $ until grep -q waiting first; do sleep 0.02; done
  $ show xsend -p b f
  2| xsend: b: in use (by xsend, pid N)
  [3]
  $ show xsend -p b --dry-run f
  2| xsend: b: in use (by xsend, pid N)
  [3]
  $ kill $!
  $ wait $! 2>/dev/null
  [143]
  $ sleep 100 <b 9>&- &
  $ show xsend -p b --dry-run f
  1| line: b, 115200 8N1 (checked, but not opened)
  1| send: f, 100 bytes, by XMODEM in blocks of 128
  1| dry run: nothing was sent
  2| xsend: warning: b: ptyline or sleep, pid N has this port open, too, and may read a part of the data
  $ kill $!
  $ chmod 0 "$(readlink a)"
  $ show as-user xsend -p a f
  2| xsend: a: Permission denied (no group may use this port: ask the administrator)
  [3]
  $ chmod 020 "$(readlink a)"
  $ show as-user xsend -p a f
  2| xsend: a: Permission denied (add yourself to group GROUP: sudo usermod -aG GROUP $USER, then log in again)
  [3]
  $ exec 9>&-
  $ wait

Commands.

  $ show xsend -p exec:false f
  2| xsend: exec:false: waiting for the receiver (Ctrl-C cancels)
  2| xsend: exec:false: the line is lost: the command has ended with status 1
  [3]
  $ show xsend -p 'exec:exit 3' f
  2| xsend: exec:exit 3: waiting for the receiver (Ctrl-C cancels)
  2| xsend: exec:exit 3: the line is lost: the command has ended with status 3
  [3]
  $ show xsend -p 'exec:no-such-command' f
  2| xsend: exec:no-such-command: waiting for the receiver (Ctrl-C cancels)
  2| xsend: exec: sh: 1: no-such-command: not found
  2| xsend: exec:no-such-command: the line is lost: the command has ended with status 127 (command not found)
  [3]
  $ show xsend -p 'exec:kill $$' f
  2| xsend: exec:kill $$: waiting for the receiver (Ctrl-C cancels)
  2| xsend: exec:kill $$: the line is lost: the command was ended by signal 15
  [3]
  $ show xsend -p 'exec:peer C take 133 ACK' f
  2| xsend: exec:peer C take 133 ACK: waiting for the receiver (Ctrl-C cancels)
  2| xsend: exec:peer C take 133 ACK: the line is lost: the command has ended with status 0 (at the end of the file)
  [3]
  $ show xsend -p 'exec:echo "no such host" >&2; exit 255' f
  2| xsend: exec:echo "no such host" >&2; exit 255: waiting for the receiver (Ctrl-C cancels)
  2| xsend: exec: no such host
  2| xsend: exec:echo "no such host" >&2; exit 255: the line is lost: the command has ended with status 255
  [3]
  $ show xsend -p 'exec:exec >&-; peer hush' f
  2| xsend: exec:exec >&-; peer hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: exec:exec >&-; peer hush: the line is lost: the command has closed its output
  [3]
  $ show xsend -p exec:true --before=baud:9600 f
  2| xsend: baud:9600: an exec: line has no rate (remove this step, or name a device or rfc2217:HOST:PORT with -p)
  [2]
  $ show xsend -p exec:true --before=reopen f
  2| xsend: exec:true: this line cannot be closed and opened again
  [8]

Hosts.

  $ show xsend -p tcp:127.0.0.1:1 f
  2| xsend: tcp:127.0.0.1:1: Connection refused (no server listens there: is it running, is the port number right?)
  [3]
  $ show xsend -p tcp:no-such-host.invalid:1 f
  2| xsend: tcp:no-such-host.invalid:1: Name or service not known
  [3]
  $ show xsend -p tcp:127.0.0.1:no-such-service f
  2| xsend: tcp:127.0.0.1:no-such-service: Servname not supported for ai_socktype
  [3]

Standard input and output.

  $ show sh -c ': | xsend f | cat'
  2| xsend: standard input and output: waiting for the receiver (Ctrl-C cancels)
  2| xsend: standard input and output: the line is lost: the other end has closed the line
