"""The whole diagnosis of a broken agent, against what one would otherwise type."""

import json
import os
import shlex
import socket

import keystores
import logscan
import measure

RIGHT = "keystore.key-password-differs"

_SCRIPT = """#!/bin/bash
exec java -Dserver.port={port} -jar /opt/xmatters/xa/bin/xa.jar org.springframework.boot.loader.JarLauncher \\
  --server.ssl.enabled=true --server.ssl.key-store-type=JKS --server.ssl.key-store={store} \\
  --server.ssl.key-store-password={password} --server.ssl.key-alias=agent01
"""


def comparisons(bench):
    """The key has another password than the keystore, so nothing listens; the log is long."""
    store = keystores.with_one_key(bench, keystores.KEY_PASSWORD)
    port = _closed_port()
    home = os.path.join(bench.folder, "agent")
    script = os.path.join(home, "bin", "systemd.start.sh")
    os.makedirs(os.path.dirname(script), exist_ok=True)
    with open(script, "w", encoding="utf-8") as file:
        file.write(_SCRIPT.format(port=port, store=store, password=keystores.STORE_PASSWORD))
    patterns, log = logscan.patterns_and_log(bench, 8 if bench.quick else 100)
    place = f"localhost:{port}"
    by_hand = [
        ["keytool", "-list", "-keystore", store, "-storepass", keystores.STORE_PASSWORD],
        ["openssl", "s_client", "-connect", place],
        ["curl", "-sS", f"http://{place}/"],
        ["curl", "-sS", f"https://{place}/"],
        ["grep", "-c", "-F", "-f", patterns, log]]
    yield measure.Comparison(
        name="diagnosis", title=f"a broken agent with a log of {os.path.getsize(log) >> 20} MiB",
        padlock=[bench.padlock, "--non-interactive", "--product", "xagent", "--home", home,
                 "--host", "localhost", "--log", log, "--format", "json"],
        padlock_work=_work,
        peer=["sh", "-c", "; ".join(shlex.join(words) + " 2>&1" for words in by_hand)],
        # What grep counts is printed last.
        peer_work=lambda output: int(output.split()[-1]),
        peer_version=["java", "--version"],
        unit="lines with a hit", goal=0.25, memory_goal=96, codes=(1,))


def _work(report):
    """The hits in the log, where the cause was named."""
    report = json.loads(report)
    first = min(report["diagnoses"], key=lambda diagnosis: diagnosis["rank"])
    if (first["id"], first["certainty"]) != (RIGHT, "confirmed"):
        raise measure.Failure(f"diagnosis: {first['certainty']} {first['id']} comes first")
    return logscan.hits(report)


def _closed_port():
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]
