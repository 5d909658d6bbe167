#!/usr/bin/env bash
# Records Tests/Fixtures/logs/tomcat-*.log: what the real Tomcat logs for each fault of the agent.
# Needs port 8081 and /tmp/agent01, so that the recorded lines name neither a user nor a project.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
fixtures=$here/../../Fixtures/logs
agent=/tmp/agent01
stores=$agent/etc/xmatters/xa
log=$agent/var/log/xmatters/xmatters-xa/agent-communication-xmatters.log
port=8081

if [ -e "$agent" ]; then
  echo "$agent exists already; remove it first" >&2
  exit 1
fi
running=
cleanup() {
  if [ -n "$running" ]; then
    kill "$running" || true
  fi
  rm -rf "$agent"
}
trap cleanup EXIT
mkdir -p "$fixtures" "$stores"
"$here/../keystores.sh" "$stores"

# start OPTION…: starts the agent and returns when it serves, or has given up.
start() {
  "$here/make-agent.sh" --port "$port" "$agent" "$@"
  # The last line of the start script, run so that the process is ours to stop.
  (
    # shellcheck disable=SC1091
    . "$stores/xa.conf"
    exec "$SPRINGBOOTAPP_JAVA" -jar "$agent/opt/xmatters/xa/bin/xa.jar" "$@"
  ) &
  running=$!
  while kill -0 "$running" 2>/dev/null; do
    if grep -q 'Started XAgentApplication' "$log" 2>/dev/null; then
      return
    fi
    sleep 0.1
  done
  running=
}

stop() {
  if [ -n "$running" ]; then
    kill "$running"
    wait "$running" || true
    running=
  fi
}

keep() {
  mv "$log" "$fixtures/tomcat-$1.log"
  echo "tomcat-$1.log"
}

# record FAULT TYPE STORE PASSWORD ALIAS [OPTION…]
record() {
  local fault=$1 type=$2 store=$3 password=$4 alias=$5
  shift 5
  start --server.ssl.key-store-type="$type" --server.ssl.key-store="$stores/$store" \
    --server.ssl.key-store-password="$password" --server.ssl.key-alias="$alias" \
    --server.ssl.enabled=true "$@"
  stop
  keep "$fault"
}

record healthy PKCS12 healthy.p12 changeit agent
record key-password-differs-jks JKS key-password-differs.jks changeit agent
record key-password-differs-pkcs12 PKCS12 key-password-differs.p12 changeit agent
record keystore-missing JKS agent.jks changeit agent
record password-wrong-jks JKS healthy.jks wrongpass agent
record password-wrong-pkcs12 PKCS12 healthy.p12 wrongpass agent
record alias-missing JKS healthy.jks changeit nope
record certificate-only JKS certificate-only.jks changeit agent
record not-a-keystore-jks JKS certificate.jks changeit agent
record not-a-keystore-pkcs12 PKCS12 certificate.jks changeit agent
record keystore-truncated JKS truncated.jks changeit agent
record keystore-empty JKS empty.jks changeit agent
record type-unknown PFX healthy.p12 changeit agent

start --server.ssl.key-store-type=JKS
stop
keep keystore-not-named

# HTTPS switched off: the log after a client has tried it nevertheless.
start --server.ssl.key-store="$stores/healthy.p12" --server.ssl.enabled=false
openssl s_client -connect "127.0.0.1:$port" </dev/null >/dev/null 2>&1 || true
stop
keep https-disabled

start
holder=$running
rm "$log"
start --server.ssl.key-store="$stores/healthy.p12" --server.ssl.key-store-password=changeit
running=$holder
keep port-in-use
stop
