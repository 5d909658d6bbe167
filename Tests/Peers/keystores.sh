#!/usr/bin/env bash
# Makes, with the real keytool and openssl, one keystore for each fault the tests start a server on:
#
#   keystores.sh DIR [PASSWORD [KEY-PASSWORD]]
#
# Every store has that password (`changeit`) and, unless its name says otherwise, one private key
# under the alias `agent`, for localhost and 127.0.0.1, signed by intermediate.pem below root.pem.
#
#   root.pem intermediate.pem         the test authority (trust root.pem)
#   healthy.p12 healthy.jks           leaf, intermediate and root
#   incomplete-chain.p12 .jks         the leaf alone
#   self-signed.p12                   signed by itself
#   expired.p12 not-yet-valid.p12     validity ended ten days ago, begins in ten
#   expires-soon.p12                  validity ends in seven days
#   wrong-name.p12                    for other.example.com only
#   no-san.p12                        common name localhost, no subjectAltName
#   key-password-differs.jks .p12     the key's password is KEY-PASSWORD (`otherpass`)
#   certificate-only.jks              the certificate under the alias, and no key
#   certificate.jks                   a PEM certificate named like a keystore
#   empty.jks truncated.jks           no byte at all, half of healthy.jks
# shellcheck disable=SC2317  # the make_… functions are called through start
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
if [ $# -lt 1 ] || [ $# -gt 3 ]; then
  echo "usage: keystores.sh DIR [PASSWORD [KEY-PASSWORD]]" >&2
  exit 64
fi
mkdir -p "$1"
cd "$1"

password=${2:-changeit}
key_password=${3:-otherpass}
days=365
localhost='san=dns:localhost,ip:127.0.0.1'

keytool() {
  command keytool -J-XX:TieredStopAtLevel=1 -J-Xshare:auto -J-Duser.language=en "$@" 2>keytool.err ||
    { cat keytool.err >&2; return 1; }
}

# Each `make_…` works in a folder of its own, so that they can run at the same time.
in_own_folder() {
  local folder="work.$BASHPID"
  mkdir "$folder"
  (cd "$folder" && "$@")
  rm -r "$folder"
}

# leaf NAME COMMON-NAME START DAYS [EXTENSION]: a store with the key and its whole chain.
leaf() {
  local name=$1 common=$2 start=$3 validity=$4
  shift 4
  cp ../authority.p12 signing.p12
  keytool -genkeypair -keystore signing.p12 -storepass "$password" -alias agent \
    -keyalg RSA -keysize 2048 -dname "CN=$common,O=Padlock tests" \
    -startdate "$start" -validity "$validity" -signer intermediate \
    -ext eku=serverAuth -ext ku=digitalSignature,keyEncipherment ${1:+-ext "$1"}
  keytool -importkeystore -noprompt -srckeystore signing.p12 -srcstorepass "$password" \
    -srcalias agent -destkeystore "$name" -deststoretype PKCS12 -deststorepass "$password"
  mv "$name" ..
}

# as_jks FROM TO [KEY-PASSWORD]: the same entry in Java's own format.
as_jks() {
  keytool -importkeystore -noprompt -srckeystore "$1" -srcstorepass "$password" \
    -srcalias agent -destkeystore "$2" -deststoretype JKS -deststorepass "$password" \
    -destkeypass "${3:-$password}"
}

make_healthy() {
  leaf healthy.p12 localhost -1d "$days" "$localhost"
  as_jks ../healthy.p12 ../healthy.jks
  as_jks ../healthy.p12 ../key-password-differs.jks "$key_password"
  java -XX:TieredStopAtLevel=1 "$here/TwoPasswords.java" \
    ../healthy.p12 ../key-password-differs.p12 agent "$password" "$key_password"

  openssl pkcs12 -in ../healthy.p12 -passin "pass:$password" -nokeys -clcerts -out leaf.pem
  openssl pkcs12 -in ../healthy.p12 -passin "pass:$password" -nocerts -nodes -out key.pem
  openssl pkcs12 -export -name agent -in leaf.pem -inkey key.pem \
    -passout "pass:$password" -out ../incomplete-chain.p12
  as_jks ../incomplete-chain.p12 ../incomplete-chain.jks
  keytool -importcert -noprompt -alias agent -file leaf.pem \
    -keystore ../certificate-only.jks -storetype JKS -storepass "$password"
  openssl x509 -in leaf.pem -out ../certificate.jks
  : >../empty.jks
  head -c 1000 ../healthy.jks >../truncated.jks
}

make_self_signed() {
  keytool -genkeypair -keystore ../self-signed.p12 -storetype PKCS12 -storepass "$password" \
    -alias agent -keyalg RSA -keysize 2048 -dname 'CN=localhost,O=Padlock tests' \
    -startdate -1d -validity "$days" -ext "$localhost"
}

make_authority() {
  keytool -genkeypair -keystore authority.p12 -storetype PKCS12 -storepass "$password" \
    -alias root -keyalg EC -groupname secp256r1 -dname 'CN=Padlock test root,O=Padlock tests' \
    -startdate -60d -validity 4000 -ext bc:c=ca:true -ext ku:c=keyCertSign,cRLSign
  keytool -genkeypair -keystore authority.p12 -storepass "$password" -signer root \
    -alias intermediate -keyalg EC -groupname secp256r1 \
    -dname 'CN=Padlock test intermediate,O=Padlock tests' \
    -startdate -60d -validity 3900 -ext bc:c=ca:true,pathlen:0 -ext ku:c=keyCertSign,cRLSign
  local alias
  for alias in root intermediate; do
    keytool -exportcert -rfc -keystore authority.p12 -storepass "$password" \
      -alias "$alias" -file "$alias.pem"
  done
}

rm -rf ./*.p12 ./*.jks ./*.pem work.*
make_authority
jobs=()
start() {
  in_own_folder "$@" &
  jobs+=($!)
}
start make_healthy
start make_self_signed
start leaf expired.p12 localhost -40d 30 "$localhost"
start leaf not-yet-valid.p12 localhost +10d 30 "$localhost"
start leaf expires-soon.p12 localhost -80d 87 "$localhost"
start leaf wrong-name.p12 other.example.com -1d "$days" san=dns:other.example.com
start leaf no-san.p12 localhost -1d "$days"
status=0
for job in "${jobs[@]}"; do
  wait "$job" || status=1
done
rm -f authority.p12 keytool.err
exit "$status"
