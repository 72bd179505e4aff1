# Completion of xsend(1) for fish.

function __xsend_ports
	for port in /dev/ttyUSB* /dev/ttyACM* /dev/ttyAMA* /dev/serial/by-id/*
		echo $port
	end
	printf '%s\n' usb: tcp: telnet: rfc2217: exec:
	__fish_complete_path (commandline -ct)
end

function __xsend_profiles
	set -q XDG_CONFIG_HOME; or set -l XDG_CONFIG_HOME ~/.config
	cat .xsend $XDG_CONFIG_HOME/xsend/config 2>/dev/null |
	    string replace -rf '^\s*\[(.*)\].*' '$1'
end

set -l steps 'send: expect: wait: show: baud: dtr: rts: break: match: reopen terminal'

complete -c xsend -s p -l port -x -a '(__xsend_ports)' -d 'The line'
complete -c xsend -s b -l baud -x -a '9600 19200 38400 57600 115200 230400 460800 921600 1000000 1500000 3000000' -d 'The rate'
complete -c xsend -s m -l mode -x -a '8N1 8E1 8O1 8N2' -d 'Data bits, parity, stop bits'
complete -c xsend -s f -l flow -x -a 'none rtscts dsrdtr xonxoff' -d 'Flow control'
complete -c xsend -l dtr -x -a 'keep on off' -d 'The signal DTR'
complete -c xsend -l rts -x -a 'keep on off' -d 'The signal RTS'
complete -c xsend -l latency -x -a 'low keep' -d 'Latency of a USB adapter'
complete -c xsend -l no-lock -d 'Share the port with other programs'
complete -c xsend -l wait-port -d 'Wait until the port exists'
complete -c xsend -l profile -x -a '(__xsend_profiles)' -d 'Read options from a profile'
complete -c xsend -l list -d 'List the serial ports'
complete -c xsend -l list=json -d 'The same in JSON'
complete -c xsend -l before -x -a $steps -d 'Run a step before the transfer'
complete -c xsend -l after -x -a $steps -d 'Run a step after the transfer'
complete -c xsend -l steps -r -a "(xsend --list-steps 2>/dev/null | string match -r '^[^ ]+')" -d 'Read steps from a file, or from installed steps'
complete -c xsend -l list-steps -d 'List the installed steps'
complete -c xsend -l set -x -d 'Set a variable of the steps: NAME=VALUE'
complete -c xsend -l step-timeout -x -d 'Time limit of one step'
complete -c xsend -s x -l xmodem -d 'Send one file, without its name'
complete -c xsend -s y -l ymodem -d 'Send files with names and sizes'
complete -c xsend -s k -l 1k -d 'Blocks of 1024 bytes'
complete -c xsend -l 128 -d 'Blocks of 128 bytes'
complete -c xsend -l tail -x -a 'auto full short' -d 'Length of the last blocks'
complete -c xsend -l pad -x -d 'Byte that fills the last block'
complete -c xsend -l name -x -d 'Announce the file by this name'
complete -c xsend -l header -x -a 'full size name' -d 'Fields of the YMODEM header'
complete -c xsend -l start -x -a 'wait now' -d 'When to send the first block'
complete -c xsend -l final -x -a 'auto always never' -d 'When to send the header after all files'
complete -c xsend -l resend-after -x -d 'Send a block again after this time of silence'
complete -c xsend -l byte-delay -x -d 'Microseconds after every byte'
complete -c xsend -l block-delay -x -d 'Milliseconds before every block'
complete -c xsend -l wait -x -d 'Seconds for the other end to begin'
complete -c xsend -l timeout -x -d 'Seconds without progress'
complete -c xsend -l retries -x -d 'Retries of one block'
complete -c xsend -l progress -x -a 'auto bar lines none json' -d 'Form of the progress'
complete -c xsend -l dry-run -d 'Check everything, print the plan, transfer nothing'
complete -c xsend -l trace -r -d 'Write every read and write of the line to a file'
complete -c xsend -s v -l verbose -d 'Print more'
complete -c xsend -s q -l quiet -d 'Print only errors and warnings'
complete -c xsend -s h -l help -d 'List the options'
complete -c xsend -s V -l version -d 'Print the version'
