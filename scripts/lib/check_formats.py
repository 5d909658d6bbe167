"""Reads back the reports in a folder with the programs that they are meant for.

Usage: check_formats.py FOLDER SCHEMA. Ends with 1 if any of them finds a fault.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import jsonschema
import junitparser
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

STATES = {"OK": 0, "WARNING": 1, "CRITICAL": 2, "UNKNOWN": 3}
# 'label'=value[UOM];[warn];[crit];[min];[max]
DATUM = re.compile(r"[a-z_]+=-?[0-9.]+(s|%|B|c)?(;[0-9.:~@-]*){0,4}")

faults = []


def fault(path, text):
    faults.append(f"{path.name}: {text}")


def check_json(path, validator):
    for error in validator.iter_errors(json.loads(path.read_text())):
        fault(path, f"{'/'.join(map(str, error.absolute_path))}: {error.message[:300]}")


def check_junit(path):
    suites = junitparser.JUnitXml.fromfile(str(path))
    cases = [case for suite in suites for case in suite]
    failures = sum(isinstance(r, junitparser.Failure) for case in cases for r in case.result)
    if suites.tests != len(cases) or suites.failures != failures or not cases:
        fault(path, f"{suites.tests} tests, {suites.failures} failures, but {len(cases)} and {failures}")


def check_nagios(path):
    lines = path.read_text().splitlines()
    match = re.fullmatch(r"PADLOCK (OK|WARNING|CRITICAL|UNKNOWN) - [^|]+ \| ([^|]+)", lines[0])
    status = int(path.with_name(path.name + ".status").read_text())
    if len(lines) != 1 or not match:
        fault(path, f"is no plugin output: {lines}")
    elif STATES[match[1]] != status:
        fault(path, f"says {match[1]} and ended with {status}")
    elif not all(DATUM.fullmatch(datum) for datum in match[2].split()):
        fault(path, f"has other performance data: {match[2]}")


def check_html(path, browser):
    for scheme in ("light", "dark"):
        for width in (1280, 400):
            page = browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900})
            problems = []
            page.on("pageerror", lambda error: problems.append(str(error)))
            page.on("request", lambda request: request.url.startswith("file:")
                    or problems.append(f"asks for {request.url}"))
            page.goto(path.resolve().as_uri())
            page.screenshot(path=f"{path}.{scheme}-{width}.png", full_page=True)
            if page.evaluate("document.documentElement.scrollWidth > window.innerWidth"):
                problems.append("is wider than the window")
            page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
            results = Axe().run(page)
            if results.violations_count:
                problems.append(results.generate_report()[:2000])
            for problem in problems:
                fault(path, f"{scheme}, {width}: {problem}")
            page.close()
    page = browser.new_page()
    page.goto(path.resolve().as_uri())
    page.pdf(path=f"{path}.pdf", format="A4")
    page.close()
    subprocess.run(["pdftoppm", "-r", "60", "-png", f"{path}.pdf", f"{path}.print"], check=True)


def main():
    folder, schema = Path(sys.argv[1]), json.loads(Path(sys.argv[2]).read_text())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    for path in sorted(folder.glob("*.json")):
        check_json(path, validator)
    for path in sorted(folder.glob("*.junit")):
        check_junit(path)
    for path in sorted(folder.glob("*.nagios")):
        check_nagios(path)
    pages = []
    for path in sorted(folder.glob("*.html")):
        pages.append(path)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        for path in pages:
            check_html(path, browser)
        browser.close()
    count = len(list(folder.glob("*.status")))
    print("\n".join(faults) or f"{count} reports of {len(pages)} scenarios: no fault found")
    sys.exit(1 if faults else 0)


main()
