"""Writes the figures of a benchmark into docs/performance.md, between its two marks."""

import os
import platform
import re
import shlex
import subprocess

import measure


def record(top, name, results, pairs):
    """Replaces the section of `name`; the words around it are kept."""
    path = os.path.join(top, "docs", "performance.md")
    with open(path, encoding="utf-8") as file:
        page = file.read()
    marks = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    parts = re.split("(" + "|".join(map(re.escape, marks)) + ")", page)
    if len(parts) != 5:
        raise measure.Failure(f"docs/performance.md has no section between {marks[0].strip()} marks")
    section = "".join([*_figures(results), *_circumstances(top, results, pairs)])
    with open(path, "w", encoding="utf-8") as file:
        file.write(parts[0] + marks[0] + section + marks[1] + parts[4])


def _figures(results):
    yield "| | ratio: min, median, max | goal | processor time | Padlock | peer | peak memory |\n"
    yield "|---|---|---|---|---|---|---|\n"
    for result in results:
        yield "| %s | %.3f, **%.3f**, %.3f | %.2f | %.3f | %.2f s | %.2f s | %.0f and %.0f MiB |\n" % (
            result.comparison.title, min(result.ratios), result.median, max(result.ratios),
            result.comparison.goal, result.processor_ratio, result.seconds(0), result.seconds(1),
            result.memory(0), result.memory(1))


def _circumstances(top, results, pairs):
    yield f"\n{pairs} pairs of runs in turn after a warm-up; both found the same "
    yield ", ".join(f"{result.work} {result.comparison.unit}" for result in results[:1]) + ".\n"
    yield f"Machine: {_machine()}. Peer: {_version(results[0])}.\n\n```sh\n"
    for result in results:
        for command in (result.comparison.padlock, result.comparison.peer):
            words = [word.replace(top + os.sep, "") for word in command]
            yield shlex.join(words) + "\n"
    yield "```\n"


def _machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = re.findall(r"model name\s*: (.*)", file.read())
    name = models[0] if models else platform.machine()
    return f"{os.cpu_count()} processors, {name}, Linux {platform.release().split('-')[0]}"


def _version(result):
    command = result.comparison.peer_version or [result.peer, "--version"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return text.splitlines()[0]
