"""scripts/bench: runs the comparisons that are named, or all of them."""

import argparse
import os
import sys

import diagnosis
import fleet
import inspect_keystores
import logscan
import measure
import performance_page
import rules
import silent
import start
import ui

# The benchmarks by name; each makes its comparisons from a bench.
BENCHMARKS = {
    "diagnosis": diagnosis.comparisons, "inspect": inspect_keystores.comparisons,
    "start": start.comparisons, "logscan": logscan.comparisons, "fleet": fleet.comparisons,
    "silent": silent.comparisons, "rules": rules.comparisons,
    "ui": ui.comparisons}


class Bench:
    """What every benchmark needs: the program, a folder to keep things in, how much is wanted."""

    def __init__(self, top, quick):
        self.top = top
        self.padlock = os.path.join(top, ".build", "release", "padlock")
        self.folder = os.path.join(top, ".build", "bench")
        self.quick = quick
        self.processors = sorted(os.sched_getaffinity(0))
        os.makedirs(self.folder, exist_ok=True)


def main():
    parser = argparse.ArgumentParser(prog="scripts/bench")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(BENCHMARKS))
    parser.add_argument("--pairs", type=int, default=5, help="pairs of runs after a warm-up")
    parser.add_argument("--quick", action="store_true", help="little work, to try the script out")
    parser.add_argument("--record", action="store_true", help="write docs/performance.md")
    parser.add_argument("--list", action="store_true", help="name the benchmarks")
    parser.add_argument("--top", required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    unknown = [name for name in options.names if name not in BENCHMARKS]
    if unknown:
        parser.error("there is no benchmark " + ", ".join(unknown))
    if options.list:
        print("\n".join(BENCHMARKS))
        return 0
    bench = Bench(options.top, options.quick)
    isReached = True
    for name in options.names or BENCHMARKS:
        results = []
        for comparison in BENCHMARKS[name](bench):
            for result in comparison.measure(options.pairs):
                print(result.text(), flush=True)
                results.append(result)
        isReached = isReached and all(result.isReached for result in results)
        if options.record:
            performance_page.record(options.top, name, results)
    return 0 if isReached else 1


if __name__ == "__main__":
    try:
        sys.exit(main())
    except measure.Failure as failure:
        print(f"scripts/bench: {failure}", file=sys.stderr)
        sys.exit(70)
