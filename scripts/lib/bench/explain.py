"""The explanation of one message, against the tool that one would ask next: keytool -list."""

import json
import os

import measure

PASSWORD = "changeit"


def comparisons(bench):
    """A message that everybody has seen, and a keystore with one key in it."""
    store = os.path.join(bench.folder, "explain.jks")
    if not os.path.exists(store):
        measure.run([
            "keytool", "-genkeypair", "-alias", "agent01", "-keyalg", "RSA", "-keysize", "2048",
            "-dname", "CN=agent01.example.com", "-validity", "3650", "-storetype", "JKS",
            "-keystore", store, "-storepass", PASSWORD, "-keypass", PASSWORD])
    yield measure.Comparison(
        name="explain", title="one message, and a JKS file with one key",
        padlock=[bench.padlock, "explain", "Connection refused", "--format", "json"],
        padlock_work=lambda output: len(json.loads(output)["matches"]),
        # English, so that the entry is found in what it prints.
        peer=["keytool", "-J-Duser.language=en", "-list", "-keystore", store,
              "-storepass", PASSWORD],
        peer_work=lambda output: output.count("PrivateKeyEntry"),
        peer_version=["java", "--version"], unit="answer", goal=0.25, memory_goal=64)
