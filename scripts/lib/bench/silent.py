"""A fleet of addresses that never answer, in a network of its own: there is no peer."""

import dataclasses
import json
import os

import measure

TIMEOUT = 4

# One end of a cable that nobody listens to: without ARP every packet is sent, and lost.
NETWORK = """ip link set lo up; ip link add cable type veth peer name end; ip link set cable arp off
ip addr add 10.255.255.1/8 dev cable; ip link set cable up; ip link set end up; exec "$@" """


@dataclasses.dataclass
class Result:
    """One run over all addresses."""

    count: int
    run: measure.Run
    commands: list[list[str]]

    head = "| | time | goal | processor time | peak memory |\n|---|---|---|---|---|\n"
    peer_version = None
    goal = 3 * TIMEOUT + 60
    memory_goal = 256
    remark = f"`--timeout {TIMEOUT}`; each row says that connections get no answer."

    @property
    def isReached(self):
        return self.run.seconds <= self.goal and self.run.memory <= self.memory_goal

    def row(self):
        return "| %s addresses | **%.1f s** | %d s | %.1f s | %.0f MiB |\n" % (
            f"{self.count:,}", self.run.seconds, self.goal, self.run.processor, self.run.memory)

    def text(self):
        return "silent: %s addresses: %.1f s (goal %d), %.0f MiB (goal %d), %s" % (
            f"{self.count:,}", self.run.seconds, self.goal, self.run.memory, self.memory_goal,
            "reached" if self.isReached else "NOT reached")


class Comparison:
    """One run, for it takes as long as its timeouts do."""

    def __init__(self, bench):
        self.count = 100 if bench.quick else 10_000
        hosts = os.path.join(bench.folder, f"silent-{self.count}.txt")
        with open(hosts, "w", encoding="utf-8") as file:
            file.writelines(f"10.1.{i // 256}.{i % 256}:8443\n" for i in range(self.count))
        self.padlock = [bench.padlock, "fleet", hosts, "--timeout", str(TIMEOUT), "--format", "json"]

    def measure(self, _):
        run = measure.run(["unshare", "-rn", "sh", "-c", NETWORK, "sh", *self.padlock], codes=(1,))
        silent = sum(
            any(one["id"] == "network.port-filtered" for one in json.loads(line)["diagnoses"])
            for line in run.output.splitlines())
        if silent != self.count:
            raise measure.Failure(f"silent: {silent} of {self.count} rows say so")
        return [Result(self.count, run, [self.padlock])]


def comparisons(bench):
    """The one comparison."""
    yield Comparison(bench)
