"""Keystores to read, made once by keytool and Java and kept for the next time."""

import os

import measure

STORE_PASSWORD = "changeit"
KEY_PASSWORD = "another1"

# Java writes any number of entries within one process; keytool would start for each.
_MAKER = """
import java.io.*;
import java.security.*;
import java.security.cert.Certificate;
import java.util.*;

class Make {
  public static void main(String[] words) throws Exception {
    char[] password = words[0].toCharArray();
    KeyStore source = KeyStore.getInstance(new File(words[1]), password);
    List<String> aliases = Collections.list(source.aliases());
    KeyStore made = KeyStore.getInstance(words[2]);
    made.load(null, password);
    for (int index = 0; index < Integer.parseInt(words[3]); index++) {
      String alias = aliases.get(index % aliases.size());
      made.setKeyEntry("agent" + index, source.getKey(alias, password), password,
          source.getCertificateChain(alias));
    }
    try (OutputStream output = new FileOutputStream(words[4])) { made.store(output, password); }
  }
}
"""


def with_one_key(bench, key_password=STORE_PASSWORD):
    """A JKS file with one RSA key, which may have a password of its own."""
    name = "one.jks" if key_password == STORE_PASSWORD else "one-key-password.jks"
    return _kept(bench, name, lambda path: _generate(path, "agent01", "JKS", key_password))


def with_many_keys(bench, kind, count):
    """A file of this type with `count` entries, whose keys are a few that take turns."""
    return _kept(bench, f"{count}.{kind.lower()}", lambda path: _fill(bench, path, kind, count))


def password_file(bench):
    """The password of the keystores in a file, for --password-file."""
    def write(path):
        with open(path, "w", encoding="ascii") as file:
            file.write(STORE_PASSWORD + "\n")
    return _kept(bench, "store-password", write)


def _fill(bench, path, kind, count):
    def keys(source):
        for index in range(8):
            _generate(source, f"key{index}", "PKCS12", STORE_PASSWORD)
    source = _kept(bench, "keys.p12", keys)
    maker = os.path.join(bench.folder, "Make.java")
    with open(maker, "w", encoding="ascii") as file:
        file.write(_MAKER)
    measure.run(["java", maker, STORE_PASSWORD, source, kind, str(count), path])


def _generate(path, alias, kind, key_password):
    measure.run([
        "keytool", "-genkeypair", "-alias", alias, "-keyalg", "RSA", "-keysize", "2048",
        "-dname", f"CN={alias}.example.com", "-validity", "3650", "-storetype", kind,
        "-keystore", path, "-storepass", STORE_PASSWORD, "-keypass", key_password])


def _kept(bench, name, make):
    path = os.path.join(bench.folder, name)
    if not os.path.exists(path):
        new = path + ".new"
        if os.path.exists(new):
            os.remove(new)
        make(new)
        os.replace(new, path)
    return path
