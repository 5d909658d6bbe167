"""The search of a diagnosis through a log, against ripgrep with the same texts."""

import hashlib
import json
import multiprocessing
import os
import random
import sys

import measure
import springlog

SEED = 4
MESSAGES = 50


def comparisons(bench):
    """One thread, then two; the log is made once and kept for the next time."""
    patterns, log = patterns_and_log(bench, 64 if bench.quick else 1024)
    with open(patterns, encoding="utf-8") as file:
        count = len(file.readlines())
    for threads, goal in ((1, 0.35), (2, 0.2)):
        if threads > len(bench.processors):
            print(f"logscan: this machine has no {threads} processors", file=sys.stderr)
            return
        processors = ",".join(map(str, bench.processors[:threads]))
        pin = ["taskset", "-c", processors]
        yield measure.Comparison(
            name=f"logscan-{threads}",
            title=f"a log of {os.path.getsize(log) >> 20} MiB, {count} "
                  f"patterns, {threads} thread{'s' if threads > 1 else ''}",
            padlock=pin + _diagnosis(bench, log), padlock_work=lambda report: hits(json.loads(report)),
            peer=pin + ["rg", "-c", "-F", "-f", patterns, log], peer_work=int,
            unit="lines with a hit", goal=goal, memory_goal=64, codes=(0, 1, 2))


def _diagnosis(bench, log):
    """What the diagnosis looks for in a log, with nothing else to look at."""
    return [bench.padlock, "--non-interactive", "--no-probe", "--product", "generic",
            "--log", log, "--format", "json"]


def hits(report):
    """How many hits a report counts."""
    return sum(symptom["count"] for symptom in report["symptoms"])


def patterns_and_log(bench, megabytes):
    """A file with the texts to look for, and a log of this size, kept for the next time."""
    literals = measure.run([bench.padlock, "rules", "texts", "--format", "literals"]).output
    patterns = os.path.join(bench.folder, "logscan-patterns")
    with open(patterns, "w", encoding="utf-8") as file:
        file.write(literals)
    return patterns, _log(bench, literals.splitlines(), megabytes << 20)


def _log(bench, literals, size):
    """The log, made anew when the texts have changed."""
    rows = json.loads(measure.run([bench.padlock, "rules", "texts", "--format", "json"]).output)
    key = hashlib.sha256(json.dumps([rows, literals, size, SEED, MESSAGES]).encode()).hexdigest()[:12]
    path = os.path.join(bench.folder, f"logscan-{key}.log")
    if not os.path.exists(path):
        print(f"Writing a log of {size >> 20} MiB", file=sys.stderr)
        texts = _clear(bench, sorted({row["text"] for row in rows}), literals)
        # In a process of its own: what this one once took counts as the peak of its children.
        maker = multiprocessing.Process(
            target=springlog.write, args=(path + ".new", size, texts, literals, SEED))
        maker.start()
        maker.join()
        if maker.exitcode != 0:
            raise measure.Failure("the log could not be written")
        os.replace(path + ".new", path)
    return path


def _clear(bench, texts, literals):
    """The texts that a line of a log shows as one symptom, so that hits are lines.

    Others are too short for logs, or mean several things at once."""
    path = os.path.join(bench.folder, "logscan-texts.log")
    texts = [text for text in texts if any(literal in text for literal in literals)]
    springlog.write_each(path, texts, SEED)
    report = json.loads(measure.run(_diagnosis(bench, path), (0, 1, 2)).output)
    lines = [s["line"] for s in report["symptoms"] if s["count"] == 1]
    clear = [text for number, text in enumerate(texts, 1) if lines.count(number) == 1]
    if len(clear) < len(texts) // 2:
        raise measure.Failure(f"only {len(clear)} of {len(texts)} texts are found in a log")
    # As many different messages as a log of one service may hold.
    return sorted(random.Random(SEED).sample(clear, min(len(clear), MESSAGES)))
