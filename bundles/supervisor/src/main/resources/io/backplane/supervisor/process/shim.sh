#!/bin/sh
# shim DIR CGROUP RESET COMMAND [ARG...], in a session of its own. Holds DIR/in and DIR/out open for the child, so that
# both outlive whoever reads and writes them; sends its stderr to DIR/err.spool; writes its own pid, the child's pid and
# the exit code over 64 bytes that were reserved beforehand. DIR may be renamed once the child's pid is there. CGROUP may
# be empty. RESET is a command that gives the child's INT and QUIT back their meaning, which a shell without job control
# takes from what it puts into the background.
trap 'again=1' TERM INT HUP
trap 'again=1; exec 3<&-' USR1 # end of input for the child
dir=$1 cgroup=$2 reset=$3
shift 3
printf '%-63s\n' "$$" 1<>"$dir/shim" || exit 1
exec 3<>"$dir/in" 4<>"$dir/out" 5<>"$dir/exit" || exit 1
case $reset$1 in
  ?*=*=*) set -- sh -c 'exec "$@"' x "$@" ;; # env would take such a name for a variable
esac
(
  [ -z "$cgroup" ] || echo 0 >"$cgroup/cgroup.procs"
  exec $reset "$@"
) <"$dir/in" >"$dir/out" 2>>"$dir/err.spool" 3<&- 4>&- 5>&- &
child=$!
printf '%-63s\n' "$child" 1<>"$dir/pid"
while again=; wait "$child"; code=$?; [ -n "$again" ]; do :; done
printf '%-63s\n' "$code" >&5
