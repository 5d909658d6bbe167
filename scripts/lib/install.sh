# Installing what a build or a test run needs. Sourced by the scripts, in bash.
# shellcheck shell=bash disable=SC2034

readonly BUILD_NEEDS=(
  libncursesw5-dev libssl-dev libcurl4-openssl-dev libxml2-dev libarchive-dev zlib1g-dev liblzma-dev
  pkg-config ca-certificates
)
readonly TEST_NEEDS=(
  javac=default-jdk-headless openssl=openssl nginx=nginx-light tmux=tmux
  libtomcat10-embed-java tomcat10-common ps=procps python3=python3
  nsenter=util-linux ip=iproute2 curl=curl
  dash=dash busybox=busybox
  faketime=faketime
  gzip=gzip bzip2=bzip2 xz=xz-utils zstd=zstd lz4=lz4
  bsdtar=libarchive-tools zip=zip
)

say() {
  printf '%s\n' "$*" >&2
}

# need_swift: stops with advice where there is no Swift, which no Debian package provides.
need_swift() {
  if ! command -v swift >/dev/null; then
    say "Swift 6.3 is needed and not on the PATH. See https://www.swift.org/install/linux/"
    exit 69
  fi
}

# need_packages WHY NEED…: installs the packages that are missing and says so.
# A NEED is a package, or command=package where any other source of that command will do.
need_packages() {
  local why=$1 need
  local missing=()
  shift
  if ! command -v apt-get >/dev/null; then
    say "This machine has no apt-get. $why needs what Debian calls: ${*#*=}"
    return
  fi
  for need in "$@"; do
    if ! is_satisfied "$need"; then
      missing+=("${need#*=}")
    fi
  done
  if [ ${#missing[@]} -eq 0 ]; then
    return
  fi
  say "$why needs these packages, which are missing here: ${missing[*]}"
  if [ "$(id -u)" -ne 0 ] && ! command -v sudo >/dev/null; then
    say "That takes root or sudo. As root, run: apt-get install ${missing[*]}"
    exit 77
  fi
  install_packages "${missing[@]}"
}

is_satisfied() {
  case "$1" in
    *=*) PATH="$PATH:/usr/sbin:/sbin" command -v "${1%%=*}" >/dev/null ;;
    *) [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ] ;;
  esac
}

install_packages() {
  local package
  local others=() services=()
  for package in "$@"; do
    case "$package" in
      nginx* | prometheus) services+=("$package") ;;
      *) others+=("$package") ;;
    esac
  done
  say "… apt-get update"
  quietly as_root apt-get update -q || say "Going on with the package lists that are there."
  if [ ${#others[@]} -gt 0 ]; then
    say "… apt-get install ${others[*]}"
    apt_install "${others[@]}"
  fi
  if [ ${#services[@]} -gt 0 ]; then
    say "… apt-get install ${services[*]} (its service is neither started nor enabled)"
    without_starting_services apt_install "${services[@]}"
    for package in "${services[@]}"; do
      quietly as_root env PATH="$PATH:/usr/sbin:/sbin" update-rc.d "${package%%-*}" disable || true
    done
  fi
}

apt_install() {
  quietly as_root apt-get install -y -q --no-install-recommends "$@"
}

# Runs a command with apt told not to start services, unless the machine has a policy already.
# In a subshell, so that the policy goes away however the command ends.
without_starting_services() (
  policy=/usr/sbin/policy-rc.d
  if [ ! -e "$policy" ]; then
    trap 'as_root rm -f "$policy"' EXIT
    as_root sh -c "printf '#!/bin/sh\nexit 101\n' >$policy && chmod 755 $policy"
  fi
  "$@"
)

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    env DEBIAN_FRONTEND=noninteractive "$@" </dev/null
  else
    sudo DEBIAN_FRONTEND=noninteractive "$@" </dev/null
  fi
}

# Runs a command whose output, away from a terminal, matters only when it fails.
quietly() {
  local output status=0
  if [ -t 2 ]; then
    "$@" >&2
    return
  fi
  output=$("$@" 2>&1) || status=$?
  if [ "$status" -ne 0 ]; then
    say "$output"
    say "Status $status from: ${*:2}"
  fi
  return "$status"
}

# build_release TOP [OPTION…]: builds the program as it is released, with Swift's libraries in it.
build_release() {
  local top=$1
  shift
  swift build --package-path "$top" -c release --product padlock --static-swift-stdlib "$@"
}
