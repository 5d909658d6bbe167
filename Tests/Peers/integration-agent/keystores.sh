#!/usr/bin/env bash
# Makes, with the real keytool, keystores of an Integration Agent:
#
#   keystores.sh DIR STORE-PASSWORD PFX-PASSWORD
#
# DIR holds what ../keystores.sh made with STORE-PASSWORD. Each store has the password that the agent is shipped with and
# the entry `apia`, unless its name says otherwise.
#
#   ia-new.pfx                  a certificate for localhost with its key, as a PKCS12 file
#   ia-apia.keystore            as shipped: `apia` alone
#   ia-imported.keystore        `server`, imported with the store's password for its key
#   ia-recipe.keystore          `server`, imported as the article says: the key keeps its password
#   ia-certificate.keystore     `server` as a certificate without its key
#   ia-later.keystore           `wildcard`, which Java looks at after `apia`
#   ia-replaced.keystore        `server` alone
#   ia-password.keystore        another password
set -euo pipefail

cd "$1"
store_password=$2
pfx_password=$3
password=alarmpoint

keytool() {
  command keytool -J-XX:TieredStopAtLevel=1 -J-Xshare:auto -J-Duser.language=en "$@" 2>ia.err ||
    { cat ia.err >&2; return 1; }
}

# import STORE ALIAS [OPTION…]: the article's command, with the names of the aliases.
import() {
  local store=$1 alias=$2
  shift 2
  keytool -importkeystore -srckeystore ia-new.pfx -srcstoretype pkcs12 -srcstorepass "$pfx_password" \
    -srcalias server -destalias "$alias" -destkeystore "$store" -deststoretype JKS \
    -deststorepass "$password" "$@"
}

rm -f ia-*
keytool -genkeypair -keystore ia-apia.keystore -storetype JKS -storepass "$password" \
  -keypass "$password" -alias apia -keyalg RSA -keysize 2048 -validity 9000 \
  -dname 'CN=apia,O=AlarmPoint Systems'
keytool -importkeystore -srckeystore healthy.p12 -srcstorepass "$store_password" -srcalias agent \
  -destkeystore ia-new.pfx -deststoretype PKCS12 -deststorepass "$pfx_password" -destalias server
for store in imported recipe later certificate; do
  cp ia-apia.keystore "ia-$store.keystore"
done
import ia-imported.keystore server -destkeypass "$password"
import ia-recipe.keystore server
import ia-later.keystore wildcard -destkeypass "$password"
import ia-replaced.keystore server -destkeypass "$password"
keytool -exportcert -rfc -keystore ia-new.pfx -storepass "$pfx_password" -alias server -file ia.crt
keytool -importcert -noprompt -keystore ia-certificate.keystore -storepass "$password" \
  -alias server -file ia.crt
cp ia-imported.keystore ia-password.keystore
keytool -storepasswd -keystore ia-password.keystore -storepass "$password" -new "$pfx_password"
rm -f ia.crt ia.err
