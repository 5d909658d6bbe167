#!/bin/sh
# Makes the agent's keystores beside it with the real keytool (17); the keys are new each time.
#
#   sh make.sh
#
# Passwords: Xa-2026-secret unless the line says otherwise. None is a published default.
set -eu
cd "$(dirname "$0")"
rm -f ./*.p12 ./*.jks ./*.jceks
pass=Xa-2026-secret
key() { # FILE TYPE ALIAS [STOREPASS [KEYPASS]]
  keytool -genkeypair -keystore "$1" -storetype "$2" -alias "$3" -storepass "${4:-$pass}" \
    -keypass "${5:-${4:-$pass}}" -keyalg EC -groupname secp256r1 -validity 36500 \
    -dname 'CN=agent01.example.com' -ext 'SAN=dns:agent01.example.com' 2>/dev/null
}
certificates() { # FILE
  for name in root intermediate leaf; do
    keytool -importcert -noprompt -keystore "$1" -storepass "$pass" -alias "$name" \
      -file "../tls/$name.pem" 2>/dev/null
  done
}
key agent.p12 PKCS12 agent
key agent.jks JKS agent
key upper.jks JKS AGENT
key shell.p12 PKCS12 agent 'p$w&rd;x y'
key comma.p12 PKCS12 agent 'first1,second'
key differs.jks JKS agent "$pass" Other-2026-key
key several.jks JKS agent
certificates several.jks
certificates certificates.jks
key extra.jks JKS agent
key extra.jks JKS old "$pass" Other-2026-key
key two.p12 PKCS12 agent
key two.p12 PKCS12 other
key secret.jceks JCEKS agent
keytool -genseckey -keystore secret.jceks -storetype JCEKS -alias token -keyalg AES -keysize 128 \
  -storepass "$pass" -keypass "$pass" 2>/dev/null
for name in leaf self; do
  openssl pkcs12 -export -inkey "../tls/$name.key" -in "../tls/$name.pem" -name agent \
    -certfile ../tls/intermediate.pem -passout "pass:$pass" -out "$name.p12"
done
