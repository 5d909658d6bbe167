"""Prints the `swift test` filter for what differs from the last commit; nothing if no code does.

Reads `swift package describe --type json` on standard input. A test target is affected when it, or a
target it depends on, directly or not, holds a changed file. A change to anything that all tests
may read (the manifest, fixtures, scripts) affects every test.
"""

import json
import re
import subprocess
import sys

SHARED = re.compile(r"Package\.swift|Tests/(Fixtures|Golden|Peers|TestSupport)/|scripts/|\.ci/")


def changed_files():
    listing = subprocess.run(
        ["git", "status", "--porcelain", "-z", "--no-renames", "--untracked-files=all"],
        check=True, capture_output=True, text=True).stdout
    return [entry[3:] for entry in listing.split("\0") if entry]


def main():
    targets = json.load(sys.stdin)["targets"]
    needs = {target["name"]: set(target.get("target_dependencies", [])) for target in targets}
    tests = sorted(target["name"] for target in targets if target["type"] == "test")
    files = changed_files()
    if any(SHARED.match(file) for file in files):
        print(pattern(tests))
        return

    affected = set()
    for file in files:
        if file.startswith("rules/"):
            affected.add("CRules")
        if file.startswith("Tests/Corpora/"):
            affected.add("FuzzTargets")
        for target in targets:
            if file.startswith(target["path"].rstrip("/") + "/"):
                affected.add(target["name"])
    growing = True
    while growing:
        reached = {name for name, below in needs.items() if below & affected} - affected
        affected |= reached
        growing = bool(reached)
    print(pattern([name for name in tests if name in affected]))


def pattern(names):
    return "^(" + "|".join(names) + r")\." if names else ""


main()
