#!/usr/bin/env bash
# Makes, with the real openssl, the PEM files that servers of the fault matrix are started with:
#
#   certificates.sh DIR
#
# Leaves are for agent01.example and localhost unless their name says otherwise, and are signed by
# intermediate.pem below root.pem; NAME.pem holds the leaf and the intermediate, NAME.key its key.
#
#   root.pem intermediate.pem       the authority
#   good.pem other.pem              two of them with keys of their own
#   leaf-only.pem                   without the intermediate
#   disordered.pem                  leaf, intermediate, and the one between them last
#   soon.pem sha1.pem weak.pem      ends in seven days, signed with SHA-1, RSA of 1024 bits
#   client-only.pem                 for clients alone
#   authority.pem                   a CA's certificate with the server's name
#   wildcard.pem address.pem        for *.matrix.example, for 10.9.0.1
#   nameless.pem                    common name alone
#   self.pem                        signed by itself
#   xivo.pem xivo-localhost.pem     for xivo.example.com, and for localhost as well
#   renewed.pem                     the same again
#   default.pem                     like an untouched XiVO's: CN=*, signed by itself
#   stapled.pem                     demands an OCSP answer with the handshake
#   revoked.der                     the answer that stapled.pem is revoked
#   inspected.pem                   signed by a box that opens TLS on the way
#   encrypted.key                   good.key with a pass phrase
#   good.der client.pem             good.pem as DER, a client's certificate
set -euo pipefail

mkdir -p "$1"
cd "$1"

quiet() {
  "$@" 2>openssl.err || { cat openssl.err >&2; return 1; }
}

# key NAME [BITS]
key() {
  quiet openssl genrsa -out "$1.key" "${2:-2048}"
}

# authority NAME ISSUER: a CA's certificate below another.
authority() {
  printf '%s\n' basicConstraints=critical,CA:true keyUsage=keyCertSign,cRLSign >"$1.ext"
  quiet openssl ecparam -name prime256v1 -genkey -noout -out "$1.key"
  quiet openssl req -new -key "$1.key" -subj "/O=Padlock tests/CN=Matrix $1" -out "$1.csr"
  quiet openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 3000 \
    -extfile "$1.ext" -out "$1.pem"
}

# sign NAME COMMON-NAME EXTENSIONS [OPTION…]: the certificate of NAME.key below the intermediate.
sign() {
  local name=$1 common=$2
  printf '%b\n' "basicConstraints=CA:false\n$3" >"$name.ext"
  shift 3
  quiet openssl req -new -key "$name.key" -subj "/O=Padlock tests/CN=$common" -out "$name.csr"
  quiet openssl x509 -req -in "$name.csr" -CA intermediate.pem -CAkey intermediate.key \
    -CAcreateserial -days 300 -extfile "$name.ext" -out "$name.leaf" "$@"
  cat "$name.leaf" intermediate.pem >"$name.pem"
}

# like NAME OTHER: NAME has the key of OTHER.
like() {
  cp "$2.key" "$1.key"
}

self_signed() {
  local name=$1 subject=$2
  shift 2
  quiet openssl req -x509 -new -key "$name.key" -sha256 -days 3650 -subj "$subject" \
    -out "$name.pem" "$@"
}

server='extendedKeyUsage=serverAuth'
names='subjectAltName=DNS:agent01.example,DNS:localhost'

quiet openssl ecparam -name prime256v1 -genkey -noout -out root.key
self_signed root '/O=Padlock tests/CN=Matrix root' \
  -addext basicConstraints=critical,CA:true -addext keyUsage=keyCertSign,cRLSign
authority intermediate root
authority second intermediate

key good
key other
key weak 1024
key default
sign good agent01.example "$names\n$server"
sign other agent01.example "$names\n$server"
sign weak agent01.example "$names\n$server"
cp good.leaf leaf-only.pem
like leaf-only good
for name in soon sha1 client-only wildcard address nameless stapled xivo \
  xivo-localhost renewed self client; do
  like "$name" good
done
sign soon agent01.example "$names\n$server" -days 7
sign sha1 agent01.example "$names\n$server" -sha1
sign client-only agent01.example "$names\nextendedKeyUsage=clientAuth"
sign wildcard '*.matrix.example' "subjectAltName=DNS:*.matrix.example\n$server"
sign address agent01 "subjectAltName=IP:10.9.0.1\n$server"
sign nameless agent01.example "$server"
sign stapled agent01.example "$names\n$server\ntlsfeature=status_request"
serial=$(openssl x509 -in stapled.leaf -noout -serial | cut -d= -f2)
printf 'R\t400101000000Z\t260101000000Z\t%s\tunknown\t/CN=agent01.example\n' "$serial" >index.txt
quiet openssl ocsp -issuer intermediate.pem -cert stapled.leaf -no_nonce -reqout question.der
quiet openssl ocsp -index index.txt -CA intermediate.pem -rsigner intermediate.pem \
  -rkey intermediate.key -ndays 300 -reqin question.der -respout revoked.der
sign xivo xivo.example.com "subjectAltName=DNS:xivo.example.com\n$server"
sign xivo-localhost xivo.example.com \
  "subjectAltName=DNS:xivo.example.com,DNS:localhost\n$server"
sign renewed xivo.example.com \
  "subjectAltName=DNS:xivo.example.com,DNS:localhost\n$server"
sign client client01 'extendedKeyUsage=clientAuth'
self_signed self /CN=agent01.example -addext "$names"
quiet openssl req -new -key good.key -subj /CN=agent01.example -out authority.csr
like authority good
printf '%s\n' basicConstraints=critical,CA:true "$names" >authority.ext
quiet openssl x509 -req -in authority.csr -CA intermediate.pem -CAkey intermediate.key \
  -days 300 -extfile authority.ext -out authority.leaf
cat authority.leaf intermediate.pem >authority.pem
like disordered good
printf '%s\n' "$names" "$server" >disordered.ext
quiet openssl x509 -req -in authority.csr -CA second.pem -CAkey second.key -CAcreateserial \
  -days 300 -extfile disordered.ext -out disordered.leaf
cat disordered.leaf intermediate.pem second.pem >disordered.pem
quiet openssl ecparam -name prime256v1 -genkey -noout -out box.key
self_signed box /O=mitmproxy/CN=mitmproxy \
  -addext basicConstraints=critical,CA:true -addext keyUsage=keyCertSign,cRLSign
like inspected good
quiet openssl x509 -req -in authority.csr -CA box.pem -CAkey box.key -CAcreateserial \
  -days 300 -extfile disordered.ext -out inspected.pem
self_signed default '/C=FR/ST=Rhone-Alpes/L=Limonest/O=Avencall/CN=*'
quiet openssl rsa -in good.key -aes256 -passout pass:geheimnis -out encrypted.key
quiet openssl x509 -in good.leaf -outform DER -out good.der
rm -f ./*.csr ./*.ext ./*.srl index.txt question.der openssl.err
