#!/usr/bin/env bash
# Compiles the Integration Agent's stand-in once, to .build/peers/ia.jar, and prints the jar's path.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=$here/../../../.build/peers
mkdir -p "$out"
out=$(cd "$out" && pwd)
jar=$out/ia.jar
if [ ! -e "$jar" ] || [ -n "$(find "$here" -newer "$jar" \( -name '*.java' -o -name '*.sh' \))" ]; then
  work=$(mktemp -d "$out/ia.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  find "$here" -name '*.java' -exec javac -Xlint:all -d "$work/classes" {} +
  jar --create --file "$work/ia.jar" -C "$work/classes" .
  mv "$work/ia.jar" "$jar"
fi
echo "$jar"
