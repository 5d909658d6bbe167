"""Loading the rules and judging by many of them, within one process: there is no peer."""

import dataclasses
import json
import os
import subprocess

import measure

GOAL = 20.0


@dataclasses.dataclass
class Result:
    """One median, in milliseconds, and what it must not exceed."""

    title: str
    milliseconds: float
    goal: float | None
    commands: list[list[str]]

    head = "| | median | goal |\n|---|---|---|\n"
    peer_version = None
    remark = "200 facts with evidence; every second rule is confirmed. Medians of 11 runs, of loading 21."

    @property
    def isReached(self):
        return self.goal is None or self.milliseconds <= self.goal

    def row(self):
        goal = "" if self.goal is None else f"{self.goal:.3g} ms"
        return f"| {self.title} | **{self.milliseconds:.2f} ms** | {goal} |\n"

    def text(self):
        state = "" if self.goal is None else (
            f" (goal {self.goal:g}), " + ("reached" if self.isReached else "NOT reached"))
        return f"rules: {self.title}: median {self.milliseconds:.2f} ms{state}"


class Comparison:
    """All of them, in one run of the program that measures."""

    def __init__(self, bench):
        subprocess.run(
            ["swift", "build", "--package-path", bench.top, "-c", "release", "--product",
             "padlock-bench", "--static-swift-stdlib", "--quiet"], check=True)
        self.command = [os.path.join(bench.top, ".build", "release", "padlock-bench")]

    def measure(self, _):
        measured = json.loads(measure.run(self.command).output)
        commands = [self.command]
        results = [Result("load the embedded rules", measured["load"], GOAL, commands)]
        linear = None
        for row in measured["judged"]:
            count, time = row["rules"], row["milliseconds"]
            if row["confirmed"] != count // 2:
                raise measure.Failure(f"rules: {row['confirmed']} of {count} rules are confirmed")
            # Ten times the rules may take ten times as long, and a tenth more for larger tables.
            goal = None if linear is None else min(linear * 11, GOAL)
            results.append(Result(f"judge by {count:,} rules", time, goal, []))
            linear = time
        return results


def comparisons(bench):
    """The one comparison."""
    yield Comparison(bench)
