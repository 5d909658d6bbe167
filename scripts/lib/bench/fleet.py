"""One handshake with each of many TLS endpoints: against nmap's ssl-cert, and openssl s_time."""

import contextlib
import json
import os
import re
import resource
import socket
import statistics
import subprocess
import time

import measure

MOST = 1_000


def comparisons(bench):
    """Time against nmap for two sizes, then processor time for each handshake against s_time."""
    resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
    with _endpoints(bench) as (ports, authority):
        for count in (200, MOST):
            yield measure.Comparison(
                name=f"fleet-{count}", title=f"{count} endpoints",
                padlock=_padlock(bench, ports[:count], authority), padlock_work=_healthy,
                peer=["nmap", "-Pn", "-n", "--script", "+ssl-cert", "-oX", "-",
                      "-p", ",".join(map(str, ports[:count])), "127.0.0.1"],
                peer_work=lambda output: output.count('id="ssl-cert"'),
                unit="endpoints with a certificate", goal=0.35, memory_goal=256)
        yield PerHandshake(bench, ports, authority)


def _padlock(bench, ports, authority):
    hosts = os.path.join(bench.folder, f"fleet-{len(ports)}.txt")
    with open(hosts, "w", encoding="utf-8") as file:
        file.writelines(f"127.0.0.1:{port}\n" for port in ports)
    return [bench.padlock, "fleet", hosts, "--handshake-only", "--trust", authority,
            "--format", "json"]


def _healthy(output):
    """Hosts of which the certificate was verified and nothing is wrong."""
    rows = [json.loads(line) for line in output.splitlines()]
    return sum(row["outcome"] == "healthy" and "certificate" in row for row in rows)


class PerHandshake:
    """Processor time of a whole run, starting included, divided by its handshakes."""

    name = "fleet-processor"

    def __init__(self, bench, ports, authority):
        self.title = f"processor time per handshake, {len(ports)} endpoints"
        self.goal, self.memory_goal = 1.3, 256
        self.padlock = _padlock(bench, ports, authority)
        self.count = len(ports)
        self.peer = ["openssl", "s_time", "-connect", f"127.0.0.1:{ports[0]}", "-new",
                     "-time", "1" if bench.quick else "3", "-CAfile", authority, "-verify", "3"]
        self.peer_version = ["openssl", "version"]

    def measure(self, pairs):
        results = []
        for index in range(pairs + 1):
            ours, peer = measure.run(self.padlock), measure.run(self.peer)
            done = re.search(r"^(\d+) connections in", peer.output, re.MULTILINE)
            if _healthy(ours.output) != self.count or not done:
                raise measure.Failure(f"{self.name}: not every handshake was made")
            if index > 0:
                results.append((_each(ours, self.count), _each(peer, int(done[1]))))
        return [ProcessorResult(self, results, self.count)]


def _each(run, count):
    """The run with its processor time for one handshake in milliseconds."""
    return measure.Run(run.seconds, run.processor * 1_000 / count, run.memory, "")


class ProcessorResult(measure.Result):
    """As any other result, but that processor time is what is compared, whatever the count."""

    found = None

    @property
    def ratios(self):
        return [ours.processor / peer.processor for ours, peer in self.pairs]

    def _milliseconds(self, side):
        return statistics.median(pair[side].processor for pair in self.pairs)

    def text(self):
        return "\n".join([
            f"{self.comparison.name}: {self.comparison.title}",
            "  ratio     min %.3f  median %.3f  max %.3f  (goal: median at most %.2f)" % (
                min(self.ratios), self.median, max(self.ratios), self.comparison.goal),
            "  each      padlock %.2f ms  openssl s_time %.2f ms" % (
                self._milliseconds(0), self._milliseconds(1)),
            "  " + ("reached" if self.isReached else "NOT reached"),
        ])

    def row(self):
        return "| %s | %.3f, **%.3f**, %.3f | %s | | %.2f ms | %.2f ms | %.0f and %.0f MiB |\n" % (
            self.comparison.title, min(self.ratios), self.median, max(self.ratios),
            self.goal, self._milliseconds(0), self._milliseconds(1), self.memory(0),
            self.memory(1))


@contextlib.contextmanager
def _endpoints(bench):
    """An nginx that listens on many ports, and the certificate of its authority."""
    folder = os.path.join(bench.folder, "fleet")
    os.makedirs(os.path.join(folder, "logs"), exist_ok=True)
    path = lambda name: os.path.join(folder, name)
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "3650"]
    if not os.path.exists(path("server.pem")):
        _openssl("req", "-x509", *curve, "-subj", "/CN=Bench Root", "-keyout", path("root.key"),
                 "-out", path("root.pem"))
        _openssl("req", "-x509", *curve, "-subj", "/CN=localhost", "-CA", path("root.pem"),
                 "-CAkey", path("root.key"), "-addext", "subjectAltName=IP:127.0.0.1",
                 "-addext", "basicConstraints=critical,CA:FALSE", "-keyout", path("server.key"),
                 "-out", path("server.pem"))
    ports = _free_ports(MOST)
    with open(path("nginx.conf"), "w", encoding="utf-8") as file:
        listens = "".join(f"listen 127.0.0.1:{port} ssl;\n" for port in ports)
        file.write(
            f"daemon off; master_process off; pid {path('pid')}; error_log {path('errors')};\n"
            "worker_rlimit_nofile 8192; events { worker_connections 8000; }\n"
            f"http {{ access_log off; server {{ {listens}\n"
            f"ssl_certificate {path('server.pem')}; ssl_certificate_key {path('server.key')};\n"
            "location / { return 200 'ok'; } } }\n")
    server = subprocess.Popen(
        ["nginx", "-p", folder, "-c", path("nginx.conf")], stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL)
    try:
        _await(ports[-1], server)
        yield ports, path("root.pem")
    finally:
        server.terminate()
        server.wait()


def _openssl(*words):
    measure.run(["openssl", *words])


def _free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    try:
        for one in sockets:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in sockets]
    finally:
        for one in sockets:
            one.close()


def _await(port, server):
    end = time.monotonic() + 20
    while time.monotonic() < end and server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise measure.Failure("nginx did not start")
