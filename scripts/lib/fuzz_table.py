"""Prints what a run of scripts/fuzz showed of each target; fails where an input broke something.

Arguments: the folder of libFuzzer's logs, that of the finds, and the targets.
"""

import os
import re
import sys

STATUS = re.compile(r"^#(\d+)\s+(INITED|NEW|REDUCE|pulse|DONE)\s+cov: (\d+).*?corp: (\d+)/(\S+)", re.M)


def row(log, finds, target):
    with open(os.path.join(log, target), errors="replace") as file:
        text = file.read()
    lines = [(int(m[1]), int(m[3]), int(m[4]), m[5]) for m in STATUS.finditer(text)]
    if not lines:
        return None
    executed = re.findall(r"number_of_executed_units: (\d+)", text)
    count = int(executed[-1]) if executed else lines[-1][0]
    _, edges, inputs, size = lines[-1]
    last = next(number for number, cov, _, _ in lines if cov == edges)
    found = sorted(os.listdir(os.path.join(finds, target)))
    return (target, f"{count:,}", f"{edges:,}", f"{last:,}", f"{inputs}, {size}"), found


def main():
    log, finds, *targets = sys.argv[1:]
    print("| target | inputs run | edges reached | the last new one at | corpus | finds |")
    print("|---|---:|---:|---:|---:|---:|")
    broken = []
    for target in targets:
        result = row(log, finds, target)
        if result is None:
            broken.append(f"{target} did not run: see {os.path.join(log, target)}")
            continue
        cells, found = result
        print("| " + " | ".join(cells) + f" | {len(found)} |")
        broken += [os.path.join(finds, target, name) for name in found]
    print("\n".join(broken), file=sys.stderr, end="\n" if broken else "")
    sys.exit(1 if broken else 0)


main()
