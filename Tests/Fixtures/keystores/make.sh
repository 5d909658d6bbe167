#!/bin/sh
# Makes the keystores and PEM files beside it with the real openssl, keytool and Java (17).
#
#   sh make.sh          into this folder; the keys are new each time
#   sh make.sh DIR      into DIR
#
# BKS and UBER need Bouncy Castle at /usr/share/java/bcprov.jar (Debian: libbcprov-java). The
# stores' password is "changeit" unless the name says otherwise; see MakeStores.java.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
out=${1:-$here}
mkdir -p "$out"
out=$(cd "$out" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

config() {
  printf '%s\n' '[req]' 'distinguished_name=dn' '[dn]' '[ca]' 'basicConstraints=critical,CA:TRUE,pathlen:0' \
    'keyUsage=critical,keyCertSign,cRLSign' 'subjectKeyIdentifier=hash' '[leaf]' \
    'basicConstraints=CA:FALSE' 'keyUsage=critical,digitalSignature,keyEncipherment' \
    'extendedKeyUsage=serverAuth,clientAuth' 'subjectKeyIdentifier=hash' \
    'authorityKeyIdentifier=keyid' \
    'subjectAltName=DNS:agent01.example.com,DNS:*.example.com,IP:192.0.2.7,IP:2001:db8::1:0:0:7,email:admin@example.com,URI:https://example.com/agent' \
    'authorityInfoAccess=caIssuers;URI:http://ca.example.com/ca.der,OCSP;URI:http://ocsp.example.com'
}
config > config

openssl req -x509 -newkey rsa:2048 -noenc -keyout ca.key.pem -out ca.pem -days 36500 \
  -subj '/C=CH/O=Example/CN=Example Root' -config config -extensions ca 2>/dev/null

leaf() { # name, arguments of genpkey
  name=$1
  shift
  openssl genpkey "$@" -out "$name.key.pem" 2>/dev/null
  openssl pkcs8 -topk8 -nocrypt -in "$name.key.pem" -outform DER -out "$name.key"
  openssl req -new -key "$name.key.pem" -subj "/C=CH/O=Example, Inc./CN=agent-$name" \
    -config config -out "$name.csr"
  openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.key.pem -days 36000 -extfile config \
    -extensions leaf -out "$name.leaf.pem" 2>/dev/null
  cat "$name.leaf.pem" ca.pem > "$name.pem"
}
leaf rsa -algorithm RSA -pkeyopt rsa_keygen_bits:2048
leaf ec -algorithm EC -pkeyopt ec_paramgen_curve:P-256
openssl dsaparam -out dsa.param 2048 2>/dev/null
leaf dsa -paramfile dsa.param
leaf ed25519 -algorithm ED25519

javac -d . "$here/MakeStores.java"
java -Djdk.jceks.iterationCount=10000 -cp .:/usr/share/java/bcprov.jar MakeStores make "$work" "$out"
cp ec.key ec.pem "$out"

# keytool, as a user runs it
rm -f "$out/keytool.p12" "$out/keytool.jks" "$out/keytool-legacy.p12" "$out/storepasswd.jks"
tool() {
  keytool -genkeypair -alias Agent -keyalg EC -groupname secp256r1 -dname 'CN=keytool' \
    -validity 36500 -storepass changeit -keypass changeit "$@" 2>/dev/null
}
tool -keystore "$out/keytool.p12" -storetype PKCS12
tool -keystore "$out/keytool.jks" -storetype JKS
tool -keystore "$out/storepasswd.jks" -storetype JKS
keytool -storepasswd -new otherpass -storepass changeit -keystore "$out/storepasswd.jks" 2>/dev/null
tool -J-Dkeystore.pkcs12.legacy -keystore "$out/keytool-legacy.p12" -storetype PKCS12
keytool -importpass -alias pass -storetype PKCS12 -storepass changeit -keystore "$out/keytool.p12" \
  2>/dev/null <<PASS || :
secretpass
secretpass
PASS

# openssl, new and old
store() { # file, password, further options
  file=$1
  pass=$2
  shift 2
  openssl pkcs12 -export -inkey rsa.key.pem -in rsa.pem -passout "pass:$pass" -out "$out/$file" "$@"
}
store openssl-new.p12 changeit -name 'Agent Name'
store openssl-no-name.p12 changeit
store openssl-legacy.p12 changeit -legacy -name legacy
store openssl-3des.p12 changeit -keypbe PBE-SHA1-3DES -certpbe PBE-SHA1-3DES -macalg sha1 -name agent
store openssl-no-mac.p12 changeit -nomac -name agent
java -cp . MakeStores pbmac1 "$out/openssl-no-mac.p12" "$out/pbmac1.p12"
store openssl-plain-certificates.p12 changeit -certpbe NONE -name agent
store openssl-nothing-encrypted.p12 changeit -certpbe NONE -nomac -name agent
store openssl-plain-key.p12 changeit -keypbe NONE -name agent
store openssl-non-ascii.p12 'pässwörd' -name agent
store openssl-empty-password.p12 '' -name agent
store openssl-sha512.p12 changeit -macalg sha512 -keypbe AES-128-CBC -certpbe AES-128-CBC -name agent
store openssl-mismatch-chain.p12 changeit -certfile ec.leaf.pem -name agent
store openssl-beyond-java.p12 changeit -legacy -keypbe AES-192-CBC -certpbe PBE-SHA1-2DES -macalg md5
if command -v pk12util >/dev/null; then # NSS writes BER (Debian: libnss3-tools)
  mkdir nss
  certutil -N -d nss --empty-password
  pk12util -i "$out/openssl-new.p12" -W changeit -d nss -K '' >/dev/null
  pk12util -o "$out/nss-indefinite-lengths.p12" -n 'Agent Name' -d nss -W changeit -K '' \
    -c 'PKCS #12 V2 PBE With SHA-1 And 3KEY Triple DES-CBC' \
    -C 'PKCS #12 V2 PBE With SHA-1 And 40 Bit RC2 CBC' >/dev/null
fi
openssl pkcs12 -export -nokeys -in rsa.pem -passout pass:changeit -out "$out/openssl-no-keys.p12"
openssl pkcs12 -export -inkey ed25519.key.pem -in ed25519.pem -passout pass:changeit -name ed \
  -out "$out/openssl-ed25519.p12"

# PEM, DER and PKCS7
cat rsa.key.pem rsa.pem > "$out/rsa-with-key.pem"
cat ec.key.pem rsa.pem > "$out/mismatch.pem"
cat rsa.key.pem rsa.leaf.pem ec.key.pem ec.leaf.pem ca.pem > "$out/two-keys.pem"
cp rsa.pem "$out/chain.pem"
openssl x509 -in rsa.leaf.pem -outform DER -out "$out/leaf.der"
openssl rsa -in rsa.key.pem -traditional -outform DER -out "$out/traditional-key.der" 2>/dev/null
openssl pkcs8 -topk8 -in rsa.key.pem -passout pass:changeit -out "$out/encrypted-key.pem"
openssl pkcs8 -topk8 -in ec.key.pem -passout pass:changeit -outform DER -out "$out/encrypted-key.der"
openssl pkcs8 -topk8 -in ec.key.pem -scrypt -passout pass:changeit -out "$out/scrypt-key.pem"
openssl rsa -in rsa.key.pem -traditional -aes256 -passout pass:changeit \
  -out "$out/traditional-encrypted-key.pem" 2>/dev/null
openssl pkey -in rsa.key.pem -pubout -out "$out/public-key.pem"
openssl crl2pkcs7 -nocrl -certfile rsa.pem -out "$out/chain.p7b"
openssl crl2pkcs7 -nocrl -certfile rsa.pem -outform DER -out "$out/chain-der.p7b"
openssl req -in rsa.csr -outform DER -out "$out/request.der"
iconv -f UTF-8 -t UTF-16 "$out/chain.pem" > "$out/utf16.pem"
printf 'keystore password: hello\n' > "$out/text.txt"
: > "$out/empty.jks"
head -c 900 "$out/rsa.jks" > "$out/truncated.jks"
head -c 900 "$out/rsa.p12" > "$out/truncated.p12"
