"""The screens under load: how long a key takes to its picture, a start to its first; against less."""

import copy
import dataclasses
import fcntl
import json
import os
import pty
import select
import signal
import statistics
import struct
import subprocess
import termios
import time

import measure

COLUMNS, ROWS = 200, 60
DIAGNOSES, CHECKS, EVENTS = 500, 1000, 10_000
# A picture is whole when nothing more came for so long, in seconds.
QUIET = 0.03
FRAME_GOAL, PAINT_GOAL, IDLE_GOAL = 16.0, 50.0, 0.5
# What a picture of ours that is drawn anew ends with: the corner of its frame.
CORNER = "┘".encode()
# As a terminal sends them whose keypad a program has switched on.
DOWN, PAGE_DOWN, RIGHT, HOME, END = b"\x1bOB", b"\x1b[6~", b"\x1bOC", b"\x1bOH", b"\x1bOF"


class Terminal:
    """A program in a terminal of its own."""

    def __init__(self, command, directory):
        environment = dict(os.environ, TERM="xterm-256color", LC_ALL="C.UTF-8", LESS="")
        self.begin = time.perf_counter()
        self.process, self.master = pty.fork()
        if self.process == 0:
            # The size comes before the program, as in a terminal that is open already.
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
            os.chdir(directory)
            os.execvpe(command[0], command, environment)

    def frame(self, since, end=b"", timeout=10.0):
        """Milliseconds from `since` to the last byte of a picture, and all of it.

        Without an `end` that tells when it is whole, it is when nothing more comes for a while.
        """
        last, output = since, b""
        quiet = 0 if end else QUIET
        while True:
            isPicture = output and end in output
            if not select.select([self.master], [], [], quiet if isPicture else timeout)[0]:
                if not isPicture:
                    raise measure.Failure("nothing was drawn")
                return (last - since) * 1000, output
            try:
                output += os.read(self.master, 65536)
            except OSError as error:
                raise measure.Failure("the program ended: " + output.decode("utf-8", "replace")) from error
            last = time.perf_counter()

    def press(self, key):
        since = time.perf_counter()
        os.write(self.master, key)
        return self.frame(since)[0]

    def idle(self, seconds):
        """Processor time in percent while nothing happens."""
        before = self._ticks()
        time.sleep(seconds)
        return (self._ticks() - before) / os.sysconf("SC_CLK_TCK") / seconds * 100

    def _ticks(self):
        with open(f"/proc/{self.process}/stat", encoding="ascii") as file:
            fields = file.read().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def close(self):
        os.kill(self.process, signal.SIGTERM)
        os.close(self.master)
        os.waitpid(self.process, 0)


@dataclasses.dataclass
class Result:
    """The values of one thing that was measured, and the peer's where it does the same."""

    title: str
    values: list[float]
    unit: str
    # What the 95th percentile must not exceed; nothing where it is only told.
    goal: float | None = None
    peer: list[float] = dataclasses.field(default_factory=list)
    commands: list[list[str]] = dataclasses.field(default_factory=list)

    head = "| | median, 95 %, max | goal for 95 % | less |\n|---|---|---|---|\n"
    peer_version = ("less", "--version")
    remark = (f"A terminal of {COLUMNS}×{ROWS}; a report with {DIAGNOSES} diagnoses, {CHECKS:,} checks "
              f"and {EVENTS:,} log events.")

    @property
    def high(self):
        return sorted(self.values)[max(0, int(len(self.values) * 0.95 + 0.5) - 1)]

    @property
    def isReached(self):
        return self.goal is None or self.high <= self.goal

    def row(self):
        goal = "" if self.goal is None else f"{self.goal:g} {self.unit}"
        peer = f"{statistics.median(self.peer):.1f} {self.unit}" if self.peer else ""
        return (f"| {self.title} | {statistics.median(self.values):.1f}, **{self.high:.1f}**, "
                f"{max(self.values):.1f} {self.unit} | {goal} | {peer} |\n")

    def text(self):
        state = "" if self.goal is None else ", reached" if self.isReached else ", NOT reached"
        peer = f", less {statistics.median(self.peer):.1f}" if self.peer else ""
        goal = "" if self.goal is None else f", goal {self.goal:g}"
        return (f"ui: {self.title}: median {statistics.median(self.values):.1f}, 95 % {self.high:.1f}, "
                f"max {max(self.values):.1f} {self.unit}{goal}{peer}{state}")


class Comparison:
    """All of them, in `pairs` programs each of ours and of the peer's in turn."""

    def __init__(self, bench):
        self.bench = bench
        self.report, self.text = _report(bench)
        self.keys = 10 if bench.quick else 40
        self.empty = os.path.join(bench.folder, "ui-empty")
        os.makedirs(self.empty, exist_ok=True)

    def measure(self, pairs):
        ours = [self._padlock() for _ in range(1 if self.bench.quick else pairs)]
        peer = [self._less() for _ in ours]
        starts = [self._start(self._command()) for _ in range(len(ours) * 3)]
        demo = [self.bench.padlock, "demo"]
        demos = [self._start(demo) for _ in range(len(ours) * 3)]
        results = [
            Result("start to first picture, no report", starts, "ms", PAINT_GOAL,
                   [run["start"] for run in peer],
                   [self._command(), ["less", self.text]]),
            Result("start to first picture, the demo", demos, "ms", PAINT_GOAL, commands=[demo]),
            Result("open the report", [run["start"] for run in ours], "ms",
                   commands=[[self.bench.padlock, "open", self.report]])]
        for name in ours[0]:
            if isinstance(ours[0][name], list):
                values = [value for run in ours for value in run[name]]
                same = [value for run in peer for value in run.get(name, [])]
                results.append(Result(name, values, "ms", FRAME_GOAL, same))
        results.append(Result("idle", [run["idle"] for run in ours], "%", IDLE_GOAL))
        return results

    def _command(self):
        return [self.bench.padlock, "--root", self.empty, "--no-remember-hosts"]

    def _start(self, command):
        terminal = Terminal(command, self.bench.folder)
        try:
            return terminal.frame(terminal.begin, CORNER)[0]
        finally:
            terminal.close()

    def _padlock(self):
        terminal = Terminal([self.bench.padlock, "open", self.report], self.bench.folder)
        try:
            run = {"start": terminal.frame(terminal.begin, CORNER)[0]}
            run["scroll the causes, a line"] = self._repeat(terminal, DOWN)
            terminal.press(HOME)
            run["open the page of events"] = [terminal.press(RIGHT)]
            terminal.press(b"\t")
            run["scroll the events, a page"] = self._repeat(terminal, PAGE_DOWN)
            run["begin to search"] = [terminal.press(b"/")]
            run["search everything, a letter"] = self._search(terminal)
            terminal.press(b"\t")
            terminal.press(END)
            run["open the page of checks"] = [terminal.press(RIGHT)]
            terminal.press(b"\t")
            run["scroll the checks, a line"] = self._repeat(terminal, DOWN)
            run["idle"] = terminal.idle(1 if self.bench.quick else 4)
            return run
        finally:
            terminal.close()

    def _less(self):
        terminal = Terminal(["less", self.text], self.bench.folder)
        try:
            return {"start": terminal.frame(terminal.begin)[0],
                    "scroll the events, a page": self._repeat(terminal, b" ")}
        finally:
            terminal.close()

    def _repeat(self, terminal, key):
        return [terminal.press(key) for _ in range(self.keys)]

    def _search(self, terminal):
        values = [terminal.press(letter.encode()) for letter in "plaintext connection"]
        terminal.press(b"\x1b")
        return values


def comparisons(bench):
    yield Comparison(bench)


def _report(bench):
    """A report of one fault many times over, and the same as text."""
    report = os.path.join(bench.folder, "ui-report.json")
    text = os.path.join(bench.folder, "ui-report.txt")
    small = subprocess.run(
        [bench.padlock, "demo", "plain-http", "--non-interactive", "--format", "json"],
        capture_output=True, text=True, check=False)
    value = json.loads(small.stdout)
    first, check, symptom = value["diagnoses"][0], value["checks"][0], value["symptoms"][0]
    log = "/var/log/xmatters/xmatters-xa/agent-communication-xmatters.log"
    event = {"kind": "log", "source": log, "time": "2026-01-02T03:04:05Z"}
    diagnoses = []
    for index in range(DIAGNOSES):
        diagnosis = copy.deepcopy(first)
        diagnosis.update(id=f"{first['id']}-{index}", rank=index + 1, causes=[], causedBy=[])
        diagnosis["title"] = f"{first['title']}, and this is number {index} of many that are alike"
        diagnoses.append(diagnosis)
    diagnoses[0]["evidence"] = [
        dict(event, line=line, excerpt=f"Invalid character found, plaintext connection number {line}?")
        for line in range(1, EVENTS + 1)]
    value["diagnoses"] = diagnoses
    value["checks"] = [dict(check, title=f"{check['title']} {index}") for index in range(CHECKS)]
    value["symptoms"] = [dict(symptom, line=line) for line in range(1, EVENTS + 1)]
    with open(report, "w", encoding="utf-8") as file:
        json.dump(value, file)
    shown = subprocess.run(
        [bench.padlock, "open", report, "--non-interactive"], capture_output=True, text=True, check=False)
    with open(text, "w", encoding="utf-8") as file:
        file.write(shown.stdout)
    return report, text
