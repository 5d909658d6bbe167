#!/usr/bin/env bash
# Compiles the harness once, to .build/peers/xa.jar, and prints the jar's path.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
out=$here/../../../.build/peers
library=/usr/share/java/tomcat10-embed-core.jar
if [ ! -e "$library" ]; then
  echo "$library is missing: apt-get install libtomcat10-embed-java" >&2
  exit 1
fi

mkdir -p "$out"
out=$(cd "$out" && pwd)
jar=$out/xa.jar
if [ ! -e "$jar" ] || [ -n "$(find "$here" -newer "$jar" \( -name '*.java' -o -name '*.sh' \))" ]; then
  work=$(mktemp -d "$out/xa.XXXXXX")
  trap 'rm -rf "$work"' EXIT
  mkdir "$work/classes"
  javac -Xlint:all -d "$work/classes" -cp "$library" "$here"/*.java
  {
    echo 'Main-Class: BootLikeTomcat'
    echo "Class-Path: file:$library"
  } >"$work/manifest"
  jar --create --file "$work/xa.jar" --manifest "$work/manifest" -C "$work/classes" .
  mv "$work/xa.jar" "$jar"
fi
echo "$jar"
