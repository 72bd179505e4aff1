# Completion of xrecv(1) for fish.

function __xrecv_ports
	for port in /dev/ttyUSB* /dev/ttyACM* /dev/ttyAMA* /dev/serial/by-id/*
		echo $port
	end
	printf '%s\n' usb: tcp: telnet: rfc2217: exec:
	__fish_complete_path (commandline -ct)
end

function __xrecv_profiles
	set -q XDG_CONFIG_HOME; or set -l XDG_CONFIG_HOME ~/.config
	cat .xsend $XDG_CONFIG_HOME/xsend/config 2>/dev/null |
	    string replace -rf '^\s*\[(.*)\].*' '$1'
end

set -l steps 'send: expect: wait: show: baud: dtr: rts: break: match: reopen terminal'

complete -c xrecv -s p -l port -x -a '(__xrecv_ports)' -d 'The line'
complete -c xrecv -s b -l baud -x -a '9600 19200 38400 57600 115200 230400 460800 921600 1000000 1500000 3000000' -d 'The rate'
complete -c xrecv -s m -l mode -x -a '8N1 8E1 8O1 8N2' -d 'Data bits, parity, stop bits'
complete -c xrecv -s f -l flow -x -a 'none rtscts dsrdtr xonxoff' -d 'Flow control'
complete -c xrecv -l dtr -x -a 'keep on off' -d 'The signal DTR'
complete -c xrecv -l rts -x -a 'keep on off' -d 'The signal RTS'
complete -c xrecv -l latency -x -a 'low keep' -d 'Latency of a USB adapter'
complete -c xrecv -l no-lock -d 'Share the port with other programs'
complete -c xrecv -l wait-port -d 'Wait until the port exists'
complete -c xrecv -l profile -x -a '(__xrecv_profiles)' -d 'Read options from a profile'
complete -c xrecv -l list -d 'List the serial ports'
complete -c xrecv -l list=json -d 'The same in JSON'
complete -c xrecv -l before -x -a $steps -d 'Run a step before the transfer'
complete -c xrecv -l after -x -a $steps -d 'Run a step after the transfer'
complete -c xrecv -l steps -r -a "(xrecv --list-steps 2>/dev/null | string match -r '^[^ ]+')" -d 'Read steps from a file, or from installed steps'
complete -c xrecv -l list-steps -d 'List the installed steps'
complete -c xrecv -l set -x -d 'Set a variable of the steps: NAME=VALUE'
complete -c xrecv -l step-timeout -x -d 'Time limit of one step'
complete -c xrecv -s g -l ymodem-g -d 'Ask for YMODEM-g'
complete -c xrecv -l check -x -a 'auto crc sum' -d 'Check of the blocks'
complete -c xrecv -l with-crc -d 'The same as --check=crc'
complete -c xrecv -l eot -x -a 'auto ack nak' -d 'Answer to the first EOT'
complete -c xrecv -s d -l directory -x -a '(__fish_complete_directories)' -d 'Store the files in this directory'
complete -c xrecv -l on-exists -x -a 'fail rename overwrite skip' -d 'Action if the file exists'
complete -c xrecv -s o -l overwrite -d 'The same as --on-exists=overwrite'
complete -c xrecv -l size -x -d 'Size of a file that is sent without a size'
complete -c xrecv -l strip -d 'Remove the padding'
complete -c xrecv -l limit -x -d 'Refuse larger files'
complete -c xrecv -l max-files -x -d 'Accept at most so many files'
complete -c xrecv -l keep-partial -d 'Keep the received part of a failed file'
complete -c xrecv -l byte-timeout -x -d 'Time without a byte that ends a block'
complete -c xrecv -l wait -x -d 'Seconds for the other end to begin'
complete -c xrecv -l timeout -x -d 'Seconds without progress'
complete -c xrecv -l retries -x -d 'Retries of one block'
complete -c xrecv -l progress -x -a 'auto bar lines none json' -d 'Form of the progress'
complete -c xrecv -l dry-run -d 'Check everything, print the plan, transfer nothing'
complete -c xrecv -l trace -r -d 'Write every read and write of the line to a file'
complete -c xrecv -s v -l verbose -d 'Print more'
complete -c xrecv -s q -l quiet -d 'Print only errors and warnings'
complete -c xrecv -s h -l help -d 'List the options'
complete -c xrecv -s V -l version -d 'Print the version'
