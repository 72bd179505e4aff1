Profiles.

  $ printf 123456789 >f
  $ show xsend --profile=board f
  2| xsend: --profile=board: no such profile; neither HOME/.config/xsend/config nor .xsend has any
  [2]
  $ mkdir -p "$HOME/.config/xsend"
  $ printf '[lab]\nport=exec:true\n' >"$HOME/.config/xsend/config"
  $ printf '[board]\nbaud=115200\n' >.xsend
  $ show xsend --profile=bord f
  2| xsend: --profile=bord: no such profile; there are: board, lab
  [2]
  $ wrong() {
  >   printf '[board]\n%s\n' "$1" >.xsend
  >   show xsend --profile=board -p a f
  > }
  $ wrong port=/dev/ttyUSB0
  2| xsend: .xsend:2: port: not allowed in ./.xsend; put this setting into ~/.config/xsend/config, see PROFILES in xsend(1)
  [2]
  $ wrong baud=fast
  2| xsend: .xsend:2: --baud=fast: not a number up to 20000000
  [2]
  $ wrong buad=9600
  2| xsend: .xsend:2: no option "buad"; did you mean baud?
  [2]
  $ wrong 'y = yes'
  2| xsend: .xsend:2: no option "y"; write ymodem = yes
  [2]
  $ wrong b=9600
  2| xsend: .xsend:2: no option "b"; write baud = 9600
  [2]
  $ wrong ymodem
  2| xsend: .xsend:2: not [SECTION] and not NAME = VALUE, such as baud = 9600 or ymodem = yes
  [2]
  $ wrong frobnicate=1
  2| xsend: .xsend:2: no option "frobnicate" (--help lists them)
  [2]
  $ wrong ymodem=perhaps
  2| xsend: .xsend:2: ymodem: not yes or no
  [2]
  $ wrong list=yes
  2| xsend: .xsend:2: list: only allowed on the command line
  [2]
  $ wrong steps=../x
  2| xsend: .xsend:2: steps: not allowed in ./.xsend; the steps file must be below this directory
  [2]
  $ wrong before=sned:x
  2| xsend: .xsend:2: --before: sned:x: not one of send: expect: match: wait: show: baud: dtr: rts: break: reopen terminal
  [2]
  $ wrong baud
  2| xsend: .xsend:2: not [SECTION] and not NAME = VALUE, such as baud = 9600 or ymodem = yes
  [2]
  $ wrong "pad=$(printf '%0300d' 1)"
  2| xsend: .xsend:2: this line of the file is too long
  [2]
  $ printf 'baud=9600\n' >.xsend
  $ show xsend --profile=board -p a f
  2| xsend: .xsend:1: outside of any section (write a line such as [board] above it)
  [2]
  $ printf '[board]\n' >.xsend
  $ chmod 0 .xsend
  $ show as-user xsend --profile=board -p a f
  2| xsend: .xsend: Permission denied
  [2]
  $ rm -f .xsend
  $ XSEND_PORT=unix:x show xsend f
  2| xsend: XSEND_PORT: --port=unix:x: unknown kind of line; use a device, exec:COMMAND, usb:VENDOR:PRODUCT[:SERIAL], or tcp:, telnet: or rfc2217: with HOST:PORT ([HOST]:PORT for IPv6)
  [2]
  $ XSEND_PORT=exec:true XSEND_BAUD=fast show xsend f
  2| xsend: XSEND_BAUD: --baud=fast: not a number up to 20000000
  [2]
