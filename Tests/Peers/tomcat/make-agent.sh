#!/usr/bin/env bash
# Lays out an xMatters Agent for Linux below DIR, with the real Tomcat in the place of the agent:
#
#   make-agent.sh [--rooted] [--port N] DIR [--server.ssl.OPTION=VALUE …]
#
# The options are put on the launch line of DIR/opt/xmatters/xa/bin/systemd.start.sh as they are;
# run that script to start the agent. It stays in the foreground; end its child, the Java process, to
# stop it. Port 0 takes a free port, which the log names.
#
# All paths in the tree are real ones below DIR. With --rooted they are written as on the agent's
# own machine, for a program that treats DIR as `/`; such a tree does not start.
set -euo pipefail

usage() {
  echo "usage: make-agent.sh [--rooted] [--port N] DIR [--server.ssl.OPTION=VALUE …]" >&2
  exit 64
}

rooted=no
port=
while [ $# -gt 0 ]; do
  case "$1" in
    --rooted) rooted=yes; shift ;;
    --port) [ $# -ge 2 ] || usage; port=$2; shift 2 ;;
    -*) usage ;;
    *) break ;;
  esac
done
[ $# -ge 1 ] || usage
mkdir -p "$1"
dir=$(cd "$1" && pwd)
shift

here=$(cd "$(dirname "$0")" && pwd)
jar=$("$here/build-jar.sh")
prefix=$dir
if [ "$rooted" = yes ]; then
  prefix=
fi

bin=$dir/opt/xmatters/xa/bin
etc=$dir/etc/xmatters/xa
log=var/log/xmatters/xmatters-xa
mkdir -p "$bin" "$etc" "$dir/$log" "$dir/etc/systemd/system"
rm -f "$bin/xa.jar" "$bin/systemd.start.sh"
install -m 500 "$jar" "$bin/xa.jar"

{
  echo "export SPRINGBOOTAPP_JAVA=$(command -v java)"
  echo "export LOGGING_FILE_NAME=$prefix/$log/agent-communication-xmatters.log"
  if [ -n "$port" ]; then
    echo "export SERVER_PORT=$port"
  fi
} >"$etc/xa.conf"
echo 'export XMATTERS_KEY=harness-key-not-a-real-one' >"$etc/auth.conf"
chmod 640 "$etc/auth.conf"

{
  echo '#!/bin/bash'
  echo "source $prefix/etc/xmatters/xa/xa.conf"
  echo "source $prefix/etc/xmatters/xa/auth.conf"
  # shellcheck disable=SC2016  # the variable is the start script's own
  printf '${SPRINGBOOTAPP_JAVA} -jar %s/opt/xmatters/xa/bin/xa.jar' "$prefix"
  if [ $# -gt 0 ]; then
    printf ' %s' "$@"
  fi
  echo
} >"$bin/systemd.start.sh"
chmod 550 "$bin/systemd.start.sh"

cat >"$bin/xmatters-xa.service" <<UNIT
[Unit]
Description=xMatters Agent
After=network.target

[Service]
Type=simple
User=xmatters
ExecStart=$prefix/opt/xmatters/xa/bin/systemd.start.sh
SuccessExitStatus=143
Restart=on-failure

[Install]
WantedBy=multi-user.target
UNIT
cp "$bin/xmatters-xa.service" "$dir/etc/systemd/system/xmatters-xa.service"
