#!/bin/sh
# counted.sh FILE COMMAND [ARG...]: notes the start (seconds since boot) in FILE, then becomes COMMAND.
read -r up _ < /proc/uptime
echo "$up" >> "$1"
shift
exec "$@"
