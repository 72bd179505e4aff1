Events for a program.

  $ printf 123456789 >f
  $ show xsend --progress=json -y -p 'exec:xrecv -q g' f
  2| {"event": "start", "tool": "xsend", "version": "V", "line": "exec:xrecv -q g"}
  2| {"event": "file", "name": "f", "size": 9}
  2| {"event": "waiting", "for": "the receiver", "seconds": 120}
  2| {"event": "progress", "bytes": 9, "size": 9, "bytes_per_second": N}
  2| {"event": "end", "name": "f", "bytes": 9, "crc32": "cbf43926"}
  2| {"event": "done", "result": "done", "status": 0, "error": null, "advice": null, "said": null, "bytes": 9, "blocks": 1, "retries": 0, "naks": 0, "timeouts": 0, "garbage": 0, "refused": 0, "seconds": N, "crc32": "cbf43926"}
  $ show xrecv --progress=json -p 'exec:xsend -q f' h
  2| {"event": "start", "tool": "xrecv", "version": "V", "line": "exec:xsend -q f"}
  2| {"event": "waiting", "for": "the sender", "seconds": 120}
  2| {"event": "file", "name": "h", "size": null}
  2| {"event": "message", "kind": "note", "text": "h: 128 bytes; the last 119 may be padding, see --size and --strip"}
  2| {"event": "progress", "bytes": 128, "size": null, "bytes_per_second": N}
  2| {"event": "end", "name": "h", "bytes": 128, "crc32": "2f263492"}
  2| {"event": "done", "result": "done", "status": 0, "error": null, "advice": null, "said": null, "bytes": 128, "blocks": 1, "retries": 0, "naks": 0, "timeouts": 0, "garbage": 0, "refused": 0, "seconds": N, "crc32": "2f263492"}
  $ show xsend --progress=json --wait=0.2 -p 'exec:peer say "Hello\r\n" hush' f
  2| {"event": "start", "tool": "xsend", "version": "V", "line": "exec:peer say \"Hello\\\\r\\\\n\" hush"}
  2| {"event": "file", "name": "f", "size": 9}
  2| {"event": "waiting", "for": "the receiver", "seconds": 1}
  2| {"event": "text", "text": "Hello"}
  2| {"event": "message", "kind": "error", "text": "the receiver never asked for a file"}
  2| {"event": "message", "kind": "note", "text": "the last text received was \"Hello\": does the other end wait for a command?"}
  2| {"event": "done", "result": "no-start", "status": 4, "error": "the receiver never asked for a file", "advice": "the last text received was \"Hello\": does the other end wait for a command?", "said": "Hello", "bytes": 0, "blocks": 0, "retries": 0, "naks": 0, "timeouts": 0, "garbage": 0, "refused": 0, "seconds": N, "crc32": null}
  [4]
  $ show xsend --progress=json --before='expect:=> ' --step-timeout=0.2 -p 'exec:peer hush' f
  2| {"event": "start", "tool": "xsend", "version": "V", "line": "exec:peer hush"}
  2| {"event": "message", "kind": "error", "text": "expect:=> : not received within 0.2 s; nothing was received"}
  2| {"event": "step", "step": "expect:=> ", "ok": false, "seconds": N}
  2| {"event": "done", "result": "step", "status": 8, "error": "expect:=> : not received within 0.2 s; nothing was received", "advice": null, "said": null, "bytes": 0, "blocks": 0, "retries": 0, "naks": 0, "timeouts": 0, "garbage": 0, "refused": 0, "seconds": N, "crc32": null}
  [8]
  $ show xsend --progress=json --frobnicate f
  2| {"event": "start", "tool": "xsend", "version": "V", "line": null}
  2| {"event": "message", "kind": "error", "text": "--frobnicate: no such option (--help lists them)"}
  2| {"event": "done", "result": "usage", "status": 2, "error": "--frobnicate: no such option (--help lists them)", "advice": null, "said": null, "bytes": 0, "blocks": 0, "retries": 0, "naks": 0, "timeouts": 0, "garbage": 0, "refused": 0, "seconds": N, "crc32": null}
  [2]
  $ show xsend --progress=json -p exec:true missing
  2| {"event": "start", "tool": "xsend", "version": "V", "line": "exec:true"}
  2| {"event": "message", "kind": "error", "text": "missing: No such file or directory (in the directory DIR)"}
  2| {"event": "done", "result": "local", "status": 1, "error": "missing: No such file or directory (in the directory DIR)", "advice": null, "said": null, "bytes": 0, "blocks": 0, "retries": 0, "naks": 0, "timeouts": 0, "garbage": 0, "refused": 0, "seconds": N, "crc32": null}
  [1]
  $ show xsend --list=xml
  2| xsend: --list=xml: not json (write --list or --list=json)
  [2]
