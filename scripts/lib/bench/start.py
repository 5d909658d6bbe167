"""How long a start takes: the version against curl's, one explanation against keytool -list."""

import json

import keystores
import measure


def comparisons(bench):
    """The two shortest things that one asks of the program."""
    yield measure.Comparison(
        name="start-version", title="the version, and curl's",
        padlock=[bench.padlock, "--version"], padlock_work=lambda output: output.count("\n"),
        # curl goes on to list what it was built with.
        peer=["curl", "--version"], peer_work=lambda output: output.count("curl "),
        unit="version", goal=1.0, memory_goal=32, times=20)
    yield measure.Comparison(
        name="start-explain", title="one message, and a JKS file with one key",
        padlock=[bench.padlock, "explain", "Connection refused", "--format", "json"],
        padlock_work=lambda output: len(json.loads(output)["matches"]),
        # English, so that the entry is found in what it prints.
        peer=["keytool", "-J-Duser.language=en", "-list", "-keystore",
              keystores.with_one_key(bench), "-storepass", keystores.STORE_PASSWORD],
        peer_work=lambda output: output.count("PrivateKeyEntry"),
        peer_version=["java", "--version"], unit="answer", goal=0.25, memory_goal=64)
