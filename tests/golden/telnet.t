Lines through a telnet server.

  $ printf 123456789 >f
  $ show xsend -p telnet:127.0.0.1:1 f
  2| xsend: telnet:127.0.0.1:1: Connection refused
  [3]
  $ show xsend -p rfc2217:127.0.0.1:1 f
  2| xsend: rfc2217:127.0.0.1:1: Connection refused
  [3]
