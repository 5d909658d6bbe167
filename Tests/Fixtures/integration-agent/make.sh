#!/bin/sh
# Makes the Integration Agent's keystores beside it with the real keytool (17), as its article says;
# the keys of tls/ are used. A .pfx file has the password pfxsecret, the agent's own alarmpoint.
#
#   sh make.sh
set -eu
cd "$(dirname "$0")"
rm -f ./*.keystore
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

pfx() { # NAME ALIAS [-certfile FILE]
  name=$1
  alias=$2
  shift 2
  openssl pkcs12 -export -inkey "../tls/$name.key" -in "../tls/$name.pem" -name "$alias" "$@" \
    -passout pass:pfxsecret -out "$work/$name.pfx"
}
import() { # KEYSTORE NAME, then arguments of keytool
  keystore=$1
  name=$2
  shift 2
  keytool -importkeystore -noprompt -srckeystore "$work/$name.pfx" -srcstoretype pkcs12 \
    -srcstorepass pfxsecret -destkeystore "$keystore" -deststorepass alarmpoint "$@" 2>/dev/null
}

# As it comes: one key, self-signed, in a JKS file.
pfx self apia
import factory.keystore self -deststoretype jks -destkeypass alarmpoint

cat ../tls/intermediate.pem ../tls/root.pem >"$work/chain.pem"
pfx leaf new-cert -certfile "$work/chain.pem"

# Step 3 literally: the key keeps the password of the .pfx file.
cp factory.keystore recipe.keystore
import recipe.keystore leaf

# Step 3 with what it leaves out.
cp factory.keystore imported.keystore
import imported.keystore leaf -destkeypass alarmpoint

# A certificate without its key.
cp factory.keystore certificate.keystore
keytool -importcert -noprompt -keystore certificate.keystore -storepass alarmpoint -alias new-cert \
  -file ../tls/leaf.pem 2>/dev/null

# The agent's own entry with a certificate that an authority issued.
openssl pkcs12 -export -inkey ../tls/leaf.key -in ../tls/leaf.pem -name apia \
  -certfile "$work/chain.pem" -passout pass:pfxsecret -out "$work/apia.pfx"
import reissued.keystore apia -deststoretype jks -destkeypass alarmpoint

# A vendor's new files: under the agent's password, and under another.
import replaced.keystore leaf -deststoretype pkcs12
keytool -importkeystore -noprompt -srckeystore "$work/leaf.pfx" -srcstoretype pkcs12 \
  -srcstorepass pfxsecret -destkeystore other.keystore -deststoretype pkcs12 \
  -deststorepass Vendor-2026 2>/dev/null
