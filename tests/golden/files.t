Files that cannot be sent or stored.

  $ head -c 100 /dev/zero >f
  $ mkdir in

Files to send.

  $ show xsend -p a missing
  2| xsend: missing: No such file or directory (in the directory DIR)
  [1]
  $ show xsend -p a /missing
  2| xsend: /missing: No such file or directory
  [1]
  $ show xsend -p a in
  2| xsend: in: Is a directory (to send the files in it, use -y DIRECTORY/*)
  [1]
  $ show xsend -p a f/x
  2| xsend: f/x: Not a directory
  [1]
  $ touch secret
  $ chmod 0 secret
  $ show as-user xsend -p a secret
  2| xsend: secret: Permission denied (you may not read it)
  [1]
  $ show xsend -p a "$(printf 'a\033[31m')"
  2| xsend: a\x1b[31m: No such file or directory (in the directory DIR)
  [1]

Destinations.

  $ show xrecv -p a f
  2| xrecv: f: File exists (use -o to replace it or --on-exists=rename to keep both)
  [1]
  $ show xrecv -p a in
  2| xrecv: in: Is a directory (use -d to store files in it)
  [1]
  $ show xrecv -p a -d missing
  2| xrecv: missing: No such file or directory (create this directory first)
  [1]
  $ show xrecv -p a missing/g
  2| xrecv: missing: No such file or directory (create this directory first)
  [1]
  $ show xrecv -p a -d f
  2| xrecv: f: Not a directory (choose a directory with -d)
  [1]
  $ show xrecv -p a -o /dev/null
  2| xrecv: /dev/null: not a regular file
  [1]
  $ show xrecv -p a g.xrecv-part
  2| xrecv: g.xrecv-part: names with this ending are reserved for partial files; choose another
  [1]
  $ mkdir closed
  $ chmod 555 closed
  $ show as-user xrecv -p a closed/g
  2| xrecv: closed: Permission denied (you may not write here: choose a directory with -d)
  [1]
  $ show as-user xrecv -p a -d closed
  2| xrecv: closed: Permission denied (you may not write here: choose a directory with -d)
  [1]

While a file is received.

  $ head -c 5000 /dev/zero >big
  $ show sh -c 'xrecv -p "exec:xsend -y big 2>/dev/null" - >/dev/full'
  2| xrecv: exec:xsend -y big 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: standard output: No space left on device
  [1]
  $ show xrecv -p 'exec:xsend -y big 2>/dev/null' -d in --limit=4k
  2| xrecv: exec:xsend -y big 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: in/big: larger than the limit of 4096 bytes (raise --limit)
  [1]
  $ show xrecv -p 'exec:xsend -y f big 2>/dev/null' -d in --max-files=1
  2| xrecv: exec:xsend -y f big 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: more than 1 file (raise --max-files)
  [1]
  $ show xrecv -p 'exec:xsend -y f big 2>/dev/null' g
  2| xrecv: exec:xsend -y f big 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: big: refused: the command names only one file, g (use -d)
  2| xrecv: g: the protocol cannot skip a file; the data of this file is discarded
  2| xrecv: 1 file: 100 bytes in N s, N B/s, 6 blocks, 0 retries, 1 refused
  [1]
  $ show xrecv -p 'exec:xsend -y f 2>/dev/null' -d in
  2| xrecv: exec:xsend -y f 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: in/f: File exists (use -o to replace it or --on-exists=rename to keep both)
  2| xrecv: in/f: the protocol cannot skip a file; the data of this file is discarded
  2| xrecv: 0 files: 0 bytes in N s, N B/s, 1 block, 0 retries, 1 refused
  [1]
  $ show xrecv -p 'exec:xsend -y f 2>/dev/null' -d in --on-exists=skip
  2| xrecv: exec:xsend -y f 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: in/f: file exists, skipped
  2| xrecv: 0 files: 0 bytes in N s, N B/s, 1 block, 0 retries
  $ show xrecv -p 'exec:xsend -y f 2>/dev/null' -d in --on-exists=rename
  2| xrecv: exec:xsend -y f 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: in/f.1: 100 bytes in N s, N B/s, 1 block, 0 retries
  $ ls in
  f
  f.1
  $ show xrecv -p 'exec:xsend -y --name=.. f 2>/dev/null' -d in
  2| xrecv: exec:xsend -y --name=.. f 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: ..: the name that the sender announces cannot be used (add a file name to the command line)
  2| xrecv: ..: the protocol cannot skip a file; the data of this file is discarded
  2| xrecv: 0 files: 0 bytes in N s, N B/s, 1 block, 0 retries, 1 refused
  [1]
  $ show xrecv -p 'exec:xsend f 2>/dev/null' -d in
  2| xrecv: exec:xsend f 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: XMODEM sends no file name; add a file name to the command line
  [1]
  $ show xrecv -p 'exec:xsend f 2>/dev/null' short --size=129
  2| xrecv: exec:xsend f 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: short: has only 128 bytes of 129
  [1]
  $ show xrecv -p 'exec:xsend big 2>/dev/null' long --size=100
  2| xrecv: exec:xsend big 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: long: has more than 100 bytes
  [1]
  $ show xrecv -p 'exec:xsend -y f f 2>/dev/null' -o -d in
  2| xrecv: exec:xsend -y f f 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: in/f: this transfer has already stored a file with this name
  2| xrecv: in/f: the protocol cannot skip a file; the data of this file is discarded
  2| xrecv: 1 file: 100 bytes in N s, N B/s, 2 blocks, 0 retries, 1 refused
  [1]
  $ show xrecv --keep-partial -p 'exec:blocks 1 2 4' kept
  2| xrecv: exec:blocks 1 2 4: waiting for the sender (Ctrl-C cancels)
  2| xrecv: block 3 is missing; the sender sent block 4 instead
  2| xrecv: kept.xrecv-part: 256 bytes kept
  [6]

A partial file that is in use, or is not a regular file.

  $ mkdir in/new.xrecv-part
  $ show xrecv -p 'exec:xsend -y f 2>/dev/null' in/new
  2| xrecv: exec:xsend -y f 2>/dev/null: waiting for the sender (Ctrl-C cancels)
  2| xrecv: in/new.xrecv-part: in use by another transfer, or not a regular file
  2| xrecv: in/new: the protocol cannot skip a file; the data of this file is discarded
  2| xrecv: 0 files: 0 bytes in N s, N B/s, 1 block, 0 retries, 1 refused
  [1]

A trace that cannot be written.

  $ show xsend --trace=missing/t -p exec:true f
  2| xsend: missing/t: No such file or directory
  [1]
  $ show xsend --trace=/dev/full --wait=0.2 -p 'exec:peer hush' f
  2| xsend: warning: /dev/full: the trace ends here: No space left on device
  2| xsend: exec:peer hush: waiting for the receiver (Ctrl-C cancels)
  2| xsend: the receiver never asked for a file
  2| xsend: nothing was received: is this the right line, is the board on, and are RX and TX crossed?
  [4]
  $ mkfifo pipe
  $ show xsend --trace=pipe -p exec:true f
  2| xsend: pipe: no program reads from it
  [1]
