#!/bin/sh
# Collects what HTTPS on this machine depends on, for a ticket: read-only, and without secrets.
#
#   sh collector.sh [-o FILE.tar.gz] [-p PORT ...] [-n]
#
#   -o FILE   where the bundle goes (padlock-bundle-HOST-TIME.tar.gz in this folder)
#   -p PORT   ask this port of this machine as well
#   -n        ask no port: files and logs alone
#
# It needs a POSIX shell and the usual tools; openssl, curl and keytool are used where they are there.
# Passwords, tokens and private keys stay here: what is copied is redacted first, keystores are
# described and not copied. Look into the bundle before it leaves: it is plain text.
# Made by `padlock collect --script sh`; `padlock --bundle FILE` judges the result.
set -u
umask 077
LC_ALL=C
export LC_ALL
unset CDPATH ENV 2>/dev/null

# Bounds: bytes of one configuration file, of one log's end, files in all, names in a folder that is
# listed, seconds for one question.
largest=1048576
log_bytes=2097152
most_files=400
most_names=500
patience=10

version='@VERSION@'
bundle=''
ports=''
probes=yes

usage() { sed -n '2,13s/^# \{0,1\}//p' "$0" 2>/dev/null; }
say() { printf '%s\n' "$*" >&2; }
fail() { say "collector: $*"; exit 1; }

while [ $# -gt 0 ]; do
  case $1 in
    -o) [ $# -gt 1 ] || fail "-o needs a file"; bundle=$2; shift 2 ;;
    -p)
      [ $# -gt 1 ] || fail "-p needs a port"
      case $2 in '' | *[!0-9]*) fail "-p needs a number, not $2" ;; esac
      ports="$ports $2"; shift 2 ;;
    -n) probes=no; shift ;;
    -h | --help) usage; exit 0 ;;
    *) fail "unknown: $1 (-h tells what there is)" ;;
  esac
done

name=$(uname -n 2>/dev/null | tr -cd 'A-Za-z0-9.-')
stamp=$(date -u +%Y%m%dT%H%M%SZ)
[ -n "$bundle" ] || bundle=padlock-bundle-${name:-host}-$stamp.tar.gz
[ ! -e "$bundle" ] || fail "$bundle is there already; -o names another file"

work=$(mktemp -d "${TMPDIR:-/tmp}/padlock-collect.XXXXXX") || fail "no folder for temporary files"
trap 'rm -rf "$work"' 0
trap 'exit 130' 1 2 15
top=$work/padlock-bundle
mkdir -p "$top/files" "$top/host" "$work/raw" || fail "no room for the bundle"
: >"$work/list"
: >"$work/facts"
: >"$work/left"
: >"$work/configs"
: >"$work/extras"
: >"$work/looked"
: >"$work/folders"
: >"$work/listed"
count=0
home=''

has() { command -v "$1" >/dev/null 2>&1; }

# Runs a command for at most so many seconds, without input.
patiently() {
  if has timeout; then
    timeout "$patience" "$@" </dev/null
    return
  fi
  "$@" </dev/null &
  asked=$!
  (
    sleep "$patience"
    kill "$asked" 2>/dev/null
  ) >/dev/null 2>&1 &
  watch=$!
  wait "$asked"
  result=$?
  kill "$watch" 2>/dev/null
  return "$result"
}

# Path, kind, bytes, mode, owner, group, time of the last change, and why it was not copied.
describe() {
  TZ=UTC0 stat -L -c "%F	%s	%a	%u	%g	%y" "$1" 2>/dev/null | sed "s|^regular empty file|regular file|" |
    while IFS= read -r facts; do printf '%s\t%s\t%s\n' "$1" "$facts" "$2"; done >>"$work/facts"
}

leave() {
  if cut -f 1 "$work/left" | grep -q -x -F -e "$1"; then return 0; fi
  printf '%s\t%s\n' "$1" "$2" >>"$work/left"
  [ ! -e "$1" ] || describe "$1" "$2"
}

known() { grep -q -x -F -e "$1" "$work/list"; }

# Whether a path is absolute and means itself: nothing leaves the bundle's folder.
is_plain() {
  case $1 in
    /*) ;;
    *) return 1 ;;
  esac
  case "$1/" in
    */../* | */./*) return 1 ;;
  esac
  case $1 in
    *'
'*) return 1 ;;
  esac
  return 0
}

# Notes that each file that a pattern stands for is taken or left, or is not there: where its folders
# can be looked into, and nothing but files fits it.
looked() {
  is_plain "$1" || return 0
  folder=$1
  IFS=''
  for place in $1; do
    if [ -e "$place" ] && [ ! -f "$place" ]; then unset IFS; return 0; fi
  done
  while folder=${folder%/*}; [ -n "$folder" ]; do
    for place in $folder; do
      if [ -d "$place" ] && { [ ! -r "$place" ] || [ ! -x "$place" ]; }; then unset IFS; return 0; fi
    done
  done
  unset IFS
  printf '%s\n' "$1" >>"$work/looked"
}

# Notes each file of a folder with size, owner and time, so that what is not in it is known.
list() {
  is_plain "$1" || return 0
  [ -d "$1" ] && [ -r "$1" ] && [ -x "$1" ] || return 0
  if grep -q -x -F -e "$1" "$work/folders"; then return 0; fi
  set -- "$1" "$1"/* "$1"/.[!.]* "$1"/..?*
  [ $# -le "$most_names" ] || return 0
  case "$*" in *'	'* | *'
'*) return 0 ;; esac
  printf '%s\n' "$1" >>"$work/folders"
  shift
  TZ=UTC0 stat -L -c "%n	%F	%s	%a	%u	%g	%y" "$@" 2>/dev/null |
    sed 's|	regular empty file	|	regular file	|; s|$|	nothing here needs it|' >>"$work/listed"
}

# Takes a copy to be redacted; $2 is how many bytes of its end count, where not all do.
take() {
  is_plain "$1" || return 0
  [ -e "$1" ] || return 0
  if known "$1"; then return 0; fi
  if [ ! -f "$1" ]; then leave "$1" "no regular file"; return 0; fi
  if [ ! -r "$1" ]; then leave "$1" "this user may not read it"; return 0; fi
  if [ "$count" -ge "$most_files" ]; then leave "$1" "more than $most_files files"; return 0; fi
  size=$(wc -c <"$1" | tr -d ' ')
  if [ -z "${2:-}" ] && [ "$size" -gt "$largest" ]; then
    leave "$1" "larger than $largest bytes"
    return 0
  fi
  mkdir -p "$work/raw${1%/*}" || { leave "$1" "there was no room for it"; return 0; }
  tail -c "${2:-$largest}" "$1" >"$work/raw$1" 2>/dev/null || { leave "$1" "it could not be read"; return 0; }
  if [ "$(head -c 4096 "$work/raw$1" | tr -d '\000' | wc -c)" -ne "$(head -c 4096 "$work/raw$1" | wc -c)" ]; then
    rm -f "$work/raw$1"
    leave "$1" "it is no text"
    return 0
  fi
  count=$((count + 1))
  printf '%s\n' "$1" >>"$work/list"
  describe "$1" ''
}

# A configuration file, and what it names.
config() {
  take "$1"
  known "$1" || return 0
  printf '%s\t%s\n' "${home:-/}" "$1" >>"$work/configs"
}

log() { take "$1" "$log_bytes"; }

# Hands every path that a pattern stands for to a command; names may hold blanks.
each() {
  looked "$2"
  IFS=''
  case $1 in
    product_*) ;;
    *) for place in ${2%/*}; do list "$place"; done ;;
  esac
  # shellcheck disable=SC2086
  set -- "$1" $2
  unset IFS
  while [ $# -gt 1 ]; do
    if [ -e "$2" ] || [ -L "$2" ]; then "$1" "$2"; fi
    command=$1
    shift 2
    set -- "$command" "$@"
  done
}

# A file of nginx's, and the files that its `include` names, as far as three files deep.
nginx_config() {
  config "$1"
  known "$1" || return 0
  for round in 1 2 3; do
    cut -f 2 "$work/configs" | while IFS= read -r path; do
      sed -n 's/^[[:blank:]]*include[[:blank:]]\{1,\}\([^;]*\);.*/\1/p' "$work/raw$path"
    done 2>/dev/null | tr -d "\"'" | sort -u >"$work/includes.$round"
    while IFS= read -r path; do
      case $path in
        /*) each config "$path" ;;
        *) each config "${1%/*}/$path" ;;
      esac
    done <"$work/includes.$round"
  done
}

# A keystore or certificate that a configuration names: certificates are copied, keystores described.
named() {
  is_plain "$1" || return 0
  if [ ! -e "$1" ]; then
    case $1 in *[*?[]*) ;; *) looked "$1" ;; esac
    return 0
  fi
  if known "$1"; then return 0; fi
  list "${1%/*}"
  if [ -f "$1" ] && [ -r "$1" ] && grep -q -e '-----BEGIN' "$1" 2>/dev/null; then
    take "$1"
    return 0
  fi
  leave "$1" "a keystore stays where it is"
  if [ -f "$1" ] && [ -r "$1" ] && has keytool; then
    mkdir -p "$work/raw/keystores${1%/*}"
    patiently keytool -list -v -keystore "$1" >"$work/raw/keystores$1.txt" 2>&1
    printf '%s\n' "keystores$1.txt" >>"$work/extras"
  fi
}

# What a copied configuration calls a keystore or a certificate, absolute or below the folder $1.
references() {
  tr '][ \t"=<>;,(){}'"'" '\n' <"$work/raw$2" | grep -i -E '\.(jks|jceks|keystore|p12|pfx|pem|crt|cer|cert|key|bks)$' | sort -u |
    head -n 100 >"$work/named"
  while IFS= read -r path; do
    path=${path#file:}
    case $path in
      /*) named "$path" ;;
      *) [ -z "$1" ] || named "$1/$path" ;;
    esac
  done <"$work/named"
}

# Keeps what a command says.
record() {
  mkdir -p "$work/raw/host"
  printf '%s\n' "host/$1" >>"$work/extras"
  answer=$work/raw/host/$1
  shift
  patiently "$@" >"$answer" 2>&1
}

service() {
  if has systemctl; then
    record "service-$1.txt" systemctl show -p Id -p ActiveState -p SubState -p User -p MainPID \
      -p ExecMainStartTimestamp "$1"
  elif [ -x "/etc/init.d/$1" ]; then
    record "service-$1.txt" "/etc/init.d/$1" status
  fi
}

port() { ports="$ports $1"; }

# What openssl says of a session, without that which would decrypt or resume it.
sessionless() {
  sed -e '/^[[:blank:]]*Master-Key:/d' -e '/^[[:blank:]]*Resumption PSK:/d' \
    -e '/^[[:blank:]]*TLS session ticket:/d' \
    -e '/^[[:blank:]]*[0-9a-f]\{4,\} - [0-9a-f][0-9a-f][ -]/d'
}

# What a port serves: its certificates, and what it says to a request without TLS.
ask() {
  mkdir -p "$work/raw/certificates" "$work/raw/host"
  if has openssl; then
    patiently openssl s_client -connect "127.0.0.1:$1" -servername "${name:-localhost}" -showcerts \
      2>&1 | sessionless >"$work/raw/host/tls-$1.txt"
    printf '%s\n' "host/tls-$1.txt" >>"$work/extras"
    sed -n '/-----BEGIN CERTIFICATE-----/,/-----END CERTIFICATE-----/p' "$work/raw/host/tls-$1.txt" \
      >"$work/raw/certificates/port-$1.pem"
    if [ -s "$work/raw/certificates/port-$1.pem" ]; then
      printf '%s\n' "certificates/port-$1.pem" >>"$work/extras"
    fi
  fi
}

# What the products of the rules consist of: homes, files, logs, services and ports.
@PRODUCTS@

say "Looking for what is installed"
products
sort -u "$work/configs" >"$work/read"
while IFS='	' read -r home file; do
  references "$home" "$file"
  references "${file%/*}" "$file"
done <"$work/read"
# shellcheck disable=SC2086
ports=$(printf '%s\n' $ports | sort -u -n)

record date.txt date -u
record system.txt uname -a
if has ss; then record listeners.txt ss -l -t -n -p; elif has netstat; then record listeners.txt netstat -l -t -n -p; fi
record processes.txt ps -e -o pid= -o ppid= -o user= -o args=
if has java; then record java.txt java -version; fi
if has openssl; then record openssl.txt openssl version; fi
take /etc/os-release
take /etc/hosts
take /proc/net/tcp
take /proc/net/tcp6
if [ "$probes" = yes ]; then
  for number in $ports; do
    say "Asking port $number of this machine"
    ask "$number"
  done
fi

# Redaction: once to learn every secret, once to take them out wherever they stand.
cat >"$work/redact.awk" <<'AWK'
@REDACTION@
AWK
sort -u "$work/list" | sed 's|^|files|' >"$work/members"
sort -u "$work/extras" >>"$work/members"
say "Taking secrets out of $(wc -l <"$work/members" | tr -d ' ') files"
while IFS= read -r member; do
  mkdir -p "$top/${member%/*}"
  printf '%s\n' "$work/raw/${member#files/}"
done <"$work/members" >"$work/sources"
awk -v sources="$work/sources" -v members="$work/members" -v top="$top" -f "$work/redact.awk" </dev/null ||
  fail "redaction failed; nothing was written"

# Copies keep times and modes, by which a change after the last start is told.
while IFS= read -r member; do
  case $member in
    files/*)
      touch -r "${member#files}" "$top/$member"
      chmod "$(stat -L -c %a "${member#files}")" "$top/$member"
      ;;
  esac 2>/dev/null
done <"$work/members"

# Without `stat` the list of files is empty, and nothing follows from what is not in it.
paths() {
  stat -L -c %F / >/dev/null 2>&1 || return 0
  comma=''
  sort -u "$1" | while IFS= read -r path; do
    printf '%s\n    "%s"' "$comma" "$(quoted "$path")"
    comma=,
  done
}
# The list of files as JSON; names with quotes or backslashes are escaped.
quoted() { printf '%s' "$1" | sed 's/\\/\\\\/g; s/"/\\"/g' | tr -d '\000-\037'; }
{
  printf '{\n  "schema": "padlock.files/1",\n  "files": ['
  comma=''
  sort -u "$work/facts" >"$work/files"
  awk -F '	' '!seen[$1]++' "$work/files" "$work/listed" | sort | while IFS='	' read -r path kind bytes mode owner group changed why; do
    [ "$kind" = "regular file" ] || continue
    printf '%s\n    {"path": "%s", "bytes": %s, "mode": "0%s", "owner": %s, "group": %s, "changed": "%s", ' \
      "$comma" "$(quoted "$path")" "$bytes" "$mode" "$owner" "$group" \
      "$(printf '%s' "$changed" | cut -c 1-19 | tr ' ' T)Z"
    if [ -z "$why" ]; then
      printf '"member": "files%s"}' "$(quoted "$path")"
    else
      printf '"why": "%s"}' "$(quoted "$why")"
    fi
    comma=,
  done
  printf '\n  ],\n  "lookedFor": ['
  paths "$work/looked"
  printf '\n  ],\n  "folders": ['
  paths "$work/folders"
  printf '\n  ]\n}\n'
} >"$top/files.json"
{
  printf '{\n  "schema": "padlock.bundle/1",\n  "generated": "%s",\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)"
  printf '  "tool": {"name": "padlock collect --script sh", "version": "%s"},\n' "$version"
  printf '  "files": [\n'
  comma=''
  (cd "$top" && find . -type f | sort) | while IFS= read -r member; do
    digest=''
    if has sha256sum; then digest=$(sha256sum "$top/$member" | cut -d ' ' -f 1); fi
    printf '%s    {"path": "%s", "bytes": %s, "sha256": "%s"}' "$comma" "$(quoted "${member#./}")" \
      "$(wc -c <"$top/$member" | tr -d ' ')" "${digest#\\}"
    comma=',
'
  done
  printf '\n  ],\n  "refused": [\n'
  comma=''
  while IFS='	' read -r path why; do
    printf '%s    {"path": "%s", "why": "%s"}' "$comma" "$(quoted "$path")" "$(quoted "$why")"
    comma=',
'
  done <"$work/left"
  printf '\n  ]\n}\n'
} >"$work/manifest.json"
mv "$work/manifest.json" "$top/manifest.json"

(cd "$work" && tar -cf bundle.tar padlock-bundle && gzip -9 bundle.tar) ||
  fail "the bundle could not be packed"
# Never over a file that came to be meanwhile.
(set -C && cat "$work/bundle.tar.gz" >"$bundle") || fail "$bundle could not be written"
say "Wrote $bundle ($(wc -c <"$bundle" | tr -d ' ') bytes). Left out:"
sort -u "$work/left" | while IFS='	' read -r path why; do say "  $path: $why"; done
