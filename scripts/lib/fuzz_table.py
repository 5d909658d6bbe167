"""Prints what a run of scripts/fuzz showed of each target; fails where an input broke something.

Arguments: the folder of libFuzzer's logs, that of the finds, and the targets; before them, with
--page FILE, the page whose section the table replaces.
"""

import os
import re
import sys

STATUS = re.compile(r"^#(\d+)\s+[A-Za-z]+\s+cov: (\d+)", re.M)
HEADER = """\
| target | inputs run | edges reached | new in the last third | enough, for | finds |
|---|---:|---:|---:|---|---:|
"""


def enough(count, edges, new, found):
    """Why the run was long enough; nothing where it was not, or ended with a find."""
    if found:
        return ""
    if count >= 1_000_000:
        return "a million inputs"
    return "a plateau" if 100 * new < edges else ""


def row(log, finds, target):
    """The cells of a target that ran, and the names of its finds."""
    try:
        with open(os.path.join(log, target), errors="replace") as file:
            text = file.read()
    except OSError:
        return None
    lines = [(int(m[1]), int(m[2])) for m in STATUS.finditer(text)]
    if not lines:
        return None
    executed = re.findall(r"number_of_executed_units: (\d+)", text)
    count = int(executed[-1]) if executed else lines[-1][0]
    edges = max(cov for _, cov in lines)
    new = edges - max((cov for number, cov in lines if number <= 2 * count / 3), default=0)
    found = sorted(os.listdir(os.path.join(finds, target)))
    why = enough(count, edges, new, found)
    share = f"{new:,} ({100 * new / edges:.1f} %)"
    cells = (target, f"{count:,}", f"{edges:,}", share, why, str(len(found)))
    return cells, found


def write(page, table):
    """Replaces the section of the page."""
    with open(page) as file:
        text = file.read()
    names = "<!-- fuzz-run -->\n", "<!-- /fuzz-run -->"
    before, rest = text.split(names[0])
    after = rest.split(names[1])[1]
    with open(page, "w") as file:
        file.write(before + names[0] + table + names[1] + after)


def main():
    arguments = sys.argv[1:]
    page = arguments[1] if arguments[0] == "--page" else None
    log, finds, *targets = arguments[2:] if page else arguments
    table, broken = HEADER, []
    for target in targets:
        result = row(log, finds, target)
        if result is None:
            broken.append(f"{target} did not run: see {os.path.join(log, target)}")
            continue
        cells, found = result
        table += "| " + " | ".join(cells) + " |\n"
        broken += [os.path.join(finds, target, name) for name in found]
    print(table, end="")
    if page:
        write(page, table)
    print("\n".join(broken), file=sys.stderr, end="\n" if broken else "")
    sys.exit(1 if broken else 0)


main()
