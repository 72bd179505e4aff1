# Completion of xsend(1) and xrecv(1) for bash.

# Offers words.  Adds no blank after a word that ends in = or :.
_xsend_words() {
	mapfile -t COMPREPLY < <(compgen -W "$1" -- "$2")
	case ${COMPREPLY-} in
	*[=:]) compopt -o nospace 2>/dev/null ;;
	esac
}

_xsend_files() {
	compopt -o filenames 2>/dev/null
	mapfile -t COMPREPLY < <(compgen "$1" -- "$2")
}

_xsend_ports() {
	local port ports=
	for port in /dev/ttyUSB* /dev/ttyACM* /dev/ttyS[0-9]* /dev/ttyAMA* \
	    /dev/serial/by-id/*; do
		[[ ! -e $port ]] || ports+=" $port"
	done
	case $1 in
	'' | /dev/*) _xsend_words "$ports usb: tcp: telnet: rfc2217: exec:" "$1" ;;
	*)
		_xsend_words 'usb: tcp: telnet: rfc2217: exec:' "$1"
		[[ ${#COMPREPLY[@]} -gt 0 ]] || _xsend_files -f "$1"
		;;
	esac
}

_xsend_profiles() {
	cat .xsend "${XDG_CONFIG_HOME:-$HOME/.config}/xsend/config" 2>/dev/null |
	    sed -n 's/^[[:blank:]]*\[\(.*\)\].*/\1/p'
}

# Offers arguments of an option.  Fails if the option has no argument.
_xsend_argument() {
	case $1 in
	-p | --port) _xsend_ports "$2" ;;
	-b | --baud)
		_xsend_words '9600 19200 38400 57600 115200 230400 460800
			921600 1000000 1500000 3000000' "$2"
		;;
	-m | --mode) _xsend_words '8N1 8E1 8O1 8N2' "$2" ;;
	-f | --flow) _xsend_words 'none rtscts dsrdtr xonxoff' "$2" ;;
	--dtr | --rts) _xsend_words 'keep on off' "$2" ;;
	--latency) _xsend_words 'low keep' "$2" ;;
	--profile) _xsend_words "$(_xsend_profiles)" "$2" ;;
	--list) _xsend_words json "$2" ;;
	--tail) _xsend_words 'auto full short' "$2" ;;
	--header) _xsend_words 'full size name' "$2" ;;
	--start) _xsend_words 'wait now' "$2" ;;
	--final) _xsend_words 'auto always never' "$2" ;;
	--check) _xsend_words 'auto crc sum' "$2" ;;
	--eot) _xsend_words 'auto ack nak' "$2" ;;
	--on-exists) _xsend_words 'fail rename overwrite skip' "$2" ;;
	--progress) _xsend_words 'auto bar lines none json' "$2" ;;
	--before | --after)
		_xsend_words 'send: expect: wait: show: baud: dtr: rts:
			break: match: reopen terminal' "$2"
		;;
	-d | --directory) _xsend_files -d "$2" ;;
	--trace) _xsend_files -f "$2" ;;
	--steps)
		_xsend_files -f "$2"
		COMPREPLY+=($(compgen -W "$("${COMP_WORDS[0]}" --list-steps \
		    2>/dev/null | sed -n 's/^\([^ ]*\) .*/\1/p')" -- "$2"))
		;;
	--pad | --name | --byte-delay | --block-delay | --wait | --wait-port | --timeout | \
	    --retries | --resend-after | --byte-timeout | --step-timeout | --set | --size | --strip | --limit | --max-files) ;;
	*) return 1 ;;
	esac
}

_xsend() {
	local cur=${COMP_WORDS[COMP_CWORD]}
	local prev=${COMP_WORDS[COMP_CWORD - 1]}
	local options='--port= --baud= --mode= --flow= --dtr= --rts= --latency= --no-lock
		--wait-port --wait-port= --profile=
		--list --list=json --list-steps --set= --wait= --timeout= --retries= --before=
		--after= --steps= --step-timeout= --progress= --dry-run --trace= --verbose
		--quiet --help --version'

	case ${COMP_WORDS[0]##*/} in
	xsend)
		options+=' --xmodem --ymodem --1k --128 --tail= --pad= --name=
			--header= --start= --final= --resend-after=
			--byte-delay= --block-delay='
		;;
	xrecv)
		options+=' --ymodem-g --check= --with-crc --eot= --byte-timeout=
			--directory= --on-exists= --overwrite --size= --strip
			--strip= --limit= --max-files= --keep-partial'
		;;
	esac
	COMPREPLY=()
	# bash splits --flow=rtscts into three words.
	if [[ $cur == = ]]; then
		_xsend_argument "$prev" ''
		return
	elif [[ $prev == = ]]; then
		_xsend_argument "${COMP_WORDS[COMP_CWORD - 2]}" "$cur"
		return
	fi
	case $prev in
	-[pbmfd] | --port | --baud | --mode | --flow | --dtr | --rts | --latency | --tail | \
	    --header | --start | --final | --check | --eot | --on-exists | \
	    --progress | --profile | --before | --after | --directory | --trace | \
	    --steps | --set)
		_xsend_argument "$prev" "$cur"
		return
		;;
	esac
	case $cur in
	-*) _xsend_words "$options" "$cur" ;;
	*) _xsend_files -f "$cur" ;;
	esac
}

complete -F _xsend xsend xrecv
