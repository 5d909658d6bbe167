"""Runs two commands in turn and compares them: time, processor time, peak memory, and the work."""

import dataclasses
import os
import statistics
import sys
import tempfile
import time
from typing import Callable


class Failure(Exception):
    """A comparison that means nothing: a command failed, or the work was not the same."""


@dataclasses.dataclass
class Comparison:
    """Padlock's command, the peer's, and how to tell that both did the same."""

    name: str
    title: str
    padlock: list[str]
    peer: list[str]
    # What a run's output says about the work; equal for both, or the comparison fails.
    padlock_work: Callable[[str], object]
    peer_work: Callable[[str], object]
    # What the work is called: "lines with a hit".
    unit: str
    # The median of Padlock's time divided by the peer's, at most.
    goal: float
    # Padlock's peak memory in MiB, at most.
    memory_goal: int
    # Exit codes of Padlock that are no failure.
    codes: tuple[int, ...] = (0,)
    # What prints the peer's version, where that is not its option --version.
    peer_version: tuple[str, ...] | list[str] = ()
    # How often a command runs in each turn: more than once where one run is too short to measure.
    times: int = 1

    def measure(self, pairs):
        return [compare(self, pairs)]


@dataclasses.dataclass
class Run:
    """One run: seconds, processor seconds, peak memory in MiB, and its output."""

    seconds: float
    processor: float
    memory: float
    output: str


class Result:
    """All runs of a comparison, in pairs."""

    head = ("| | ratio: min, median, max | goal | processor time | Padlock | peer | peak memory |\n"
            "|---|---|---|---|---|---|---|\n")

    def __init__(self, comparison, pairs, work):
        self.comparison = comparison
        self.pairs = pairs
        self.work = work

    @property
    def ratios(self):
        return [ours.seconds / peer.seconds for ours, peer in self.pairs]

    @property
    def median(self):
        return statistics.median(self.ratios)

    @property
    def processor_ratio(self):
        return statistics.median(ours.processor / peer.processor for ours, peer in self.pairs)

    def seconds(self, side):
        return statistics.median(pair[side].seconds for pair in self.pairs)

    def memory(self, side):
        return max(pair[side].memory for pair in self.pairs)

    @property
    def isReached(self):
        return (self.median <= self.comparison.goal
                and self.memory(0) <= self.comparison.memory_goal)

    def text(self):
        comparison = self.comparison
        return "\n".join([
            f"{comparison.name}: {comparison.title}",
            f"  work      {self.work} {comparison.unit}, the same for both",
            "  ratio     min %.3f  median %.3f  max %.3f  (goal: median at most %.2f)" % (
                min(self.ratios), self.median, max(self.ratios), comparison.goal),
            "  time      padlock %.3g s  %s %.3g s  (medians; ratio of processor time %.3f)" % (
                self.seconds(0), self.peer, self.seconds(1), self.processor_ratio),
            "  memory    padlock %.0f MiB  %s %.0f MiB  (peaks; goal: at most %d MiB)" % (
                self.memory(0), self.peer, self.memory(1), comparison.memory_goal),
            "  " + ("reached" if self.isReached else "NOT reached"),
        ])

    def row(self):
        return "| %s | %.3f, **%.3f**, %.3f | %s | %.3f | %.3g s | %.3g s | %.0f and %.0f MiB |\n" % (
            self.comparison.title, min(self.ratios), self.median, max(self.ratios),
            self.goal, self.processor_ratio, self.seconds(0), self.seconds(1),
            self.memory(0), self.memory(1))

    @property
    def goal(self):
        """The goal for the page, which says where it is missed."""
        return "%.2f%s" % (self.comparison.goal, "" if self.isReached else ", missed")

    @property
    def remark(self):
        return f"{len(self.pairs)} pairs of runs in turn after a warm-up."

    @property
    def found(self):
        """What both of them found."""
        return f"{self.work} {self.comparison.unit}"

    @property
    def commands(self):
        return [self.comparison.padlock, self.comparison.peer]

    @property
    def peer_version(self):
        return self.comparison.peer_version or [self.peer, "--version"]

    @property
    def peer(self):
        """The peer's name, without what only says where it runs."""
        words = [word for word in self.comparison.peer if word != "taskset"]
        return os.path.basename(words[2] if words[0] == "-c" else words[0])


def compare(comparison, pairs):
    """Runs A B A B …, after a warm-up that does not count."""
    results = []
    work = None
    for index in range(pairs + 1):
        ours = run_times(comparison.times, comparison.padlock, comparison.codes)
        peer = run_times(comparison.times, comparison.peer)
        done = comparison.padlock_work(ours.output), comparison.peer_work(peer.output)
        if done[0] != done[1] or work not in (None, done[0]):
            raise Failure(
                f"{comparison.name}: the work differs: padlock {done[0]}, peer {done[1]} "
                f"{comparison.unit}")
        work = done[0]
        if index > 0:
            results.append((ours, peer))
            print("  pair %d: %.3f" % (index, ours.seconds / peer.seconds), file=sys.stderr)
    return Result(comparison, results, work)


def run_times(times, command, codes=(0,)):
    """Runs a command several times; what one run took on average, with the last one's output."""
    runs = [run(command, codes) for _ in range(times)]
    return Run(statistics.fmean(run.seconds for run in runs),
               statistics.fmean(run.processor for run in runs),
               max(run.memory for run in runs), runs[-1].output)


def run(command, codes=(0,)):
    """Runs a command to its end; its output goes through a file, so that nothing waits for us."""
    with tempfile.TemporaryFile() as output, open(os.devnull, "rb") as nothing:
        begin = time.perf_counter()
        child = os.posix_spawnp(
            command[0], command, os.environ,
            file_actions=[(os.POSIX_SPAWN_DUP2, nothing.fileno(), 0),
                          (os.POSIX_SPAWN_DUP2, output.fileno(), 1)])
        _, status, usage = os.wait4(child, 0)
        seconds = time.perf_counter() - begin
        code = os.waitstatus_to_exitcode(status)
        if code not in codes:
            raise Failure(f"status {code} from: {' '.join(command)}")
        output.seek(0)
        text = output.read().decode("utf-8", "replace")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, text)
