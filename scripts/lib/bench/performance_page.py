"""Writes the figures of a benchmark into docs/performance.md, between its two marks."""

import os
import platform
import re
import shlex
import subprocess

import measure


def record(top, name, results):
    """Replaces the section of `name`; the words around it are kept."""
    path = os.path.join(top, "docs", "performance.md")
    with open(path, encoding="utf-8") as file:
        page = file.read()
    marks = f"<!-- {name} -->\n", f"<!-- /{name} -->\n"
    parts = re.split("(" + "|".join(map(re.escape, marks)) + ")", page)
    if len(parts) != 5:
        raise measure.Failure(f"docs/performance.md has no section between {marks[0].strip()} marks")
    section = "".join([results[0].head, *(result.row() for result in results),
                       *_circumstances(top, results)])
    with open(path, "w", encoding="utf-8") as file:
        file.write(parts[0] + marks[0] + section + marks[1] + parts[4])


def _circumstances(top, results):
    found = _distinct(getattr(result, "found", None) for result in results)
    both = f" Both found the same: {', '.join(found)}." if found else ""
    yield f"\n{results[0].remark}{both}\n"
    peers = _distinct(_version(result) for result in results if result.peer_version)
    peer = f" Peer: {'; '.join(peers)}." if peers else ""
    yield f"Machine: {_machine()}.{peer}\n\n```sh\n"
    for command in [command for result in results for command in result.commands]:
        yield shlex.join(_shown(word.replace(top + os.sep, "")) for word in command) + "\n"
    yield "```\n"


def _distinct(texts):
    """The texts that there are, each once."""
    return list(dict.fromkeys(text for text in texts if text))


def _shown(word):
    """The word, or of a list that is longer than a page its beginning."""
    return word if len(word) <= 400 else word[:60] + "…"


def _machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        models = re.findall(r"model name\s*: (.*)", file.read())
    name = models[0] if models else platform.machine()
    return f"{os.cpu_count()} processors, {name}, Linux {platform.release().split('-')[0]}"


def _version(result):
    text = subprocess.run(result.peer_version, capture_output=True, text=True, check=True).stdout
    return text.splitlines()[0]
