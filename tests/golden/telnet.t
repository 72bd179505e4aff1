Lines through a telnet server.

  $ printf 123456789 >f
  $ show xsend -p telnet:127.0.0.1:1 f
  2| xsend: telnet:127.0.0.1:1: Connection refused (no server listens there: is it running, is the port number right?)
  [3]
  $ show xsend -p rfc2217:127.0.0.1:1 f
  2| xsend: rfc2217:127.0.0.1:1: Connection refused (no server listens there: is it running, is the port number right?)
  [3]

A server without telnet.

  $ show tcp 'peer hush' xsend --wait=0.3 -p telnet:127.0.0.1:PORT f
  2| xsend: warning: telnet:127.0.0.1:PORT: the server does not agree to binary data: bytes may be lost or changed (use tcp: for ports without telnet)
  2| xsend: telnet:127.0.0.1:PORT: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver never asked for a file
  2| xsend: nothing was received: is this the right line, is the board on, and are RX and TX crossed?
  [4]
  $ show tcp 'peer hush' xsend --wait=0.3 -p rfc2217:127.0.0.1:PORT f
  2| xsend: rfc2217:127.0.0.1:PORT: the server does not support RFC 2217 (use telnet: instead)
  [3]
