#!/usr/bin/env python3
"""Runs the test programs of one build folder and counts what they say.

    run_tests.py BUILD_FOLDER [ARGUMENT…]

The programs are those that CMake registered, as many at once as there are cores, the costly first (ctest's COST);
arguments go to each, and what one says is printed when it has ended. The last line is `N passed, N failed`, test cases
over all programs. A program that dies, hangs or prints no summary counts as one failure, and so does an empty folder.
"""

import concurrent.futures
import json
import os
import re
import subprocess
import sys

TIME_LIMIT = 1200  # seconds for one program, beside others
SUMMARY = re.compile(r"^\[doctest\] test cases: +\d+ \| +(\d+) passed \| +(\d+) failed", re.MULTILINE)


def programs(folder):
    shown = subprocess.run(["ctest", "--test-dir", folder, "--show-only=json-v1"], check=True, capture_output=True)
    found = []
    for test in json.loads(shown.stdout)["tests"]:
        properties = {p["name"]: p["value"] for p in test["properties"]}
        found.append((float(properties.get("COST", 0)), test["name"], test.get("command"),
                      properties.get("WORKING_DIRECTORY", folder)))
    found.sort(key=lambda it: -it[0])
    return [it[1:] for it in found]


def run(command, where):
    """Returns the output and what to add to it when the program did not end by itself."""
    try:
        done = subprocess.run(command, cwd=where, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=TIME_LIMIT)
    except subprocess.TimeoutExpired as expired:
        return (expired.stdout or b"").decode(errors="replace"), f"still running after {TIME_LIMIT} s"
    except OSError as error:
        return "", f"cannot be started: {error}"
    return done.stdout.decode(errors="replace"), None if done.returncode == 0 else f"exit code {done.returncode}"


def run_all(folder, arguments):
    """Yields a name, its output and its trouble as each ends."""
    with concurrent.futures.ThreadPoolExecutor(len(os.sched_getaffinity(0))) as pool:
        running = {}
        for name, command, where in programs(folder):
            if command:
                running[pool.submit(run, [*command, *arguments], where)] = name
            else:
                yield name, "", "was not built"
        for done in concurrent.futures.as_completed(running):
            yield running[done], *done.result()


def main(folder, *arguments):
    passed = failed = 0
    for name, output, trouble in run_all(folder, arguments):
        print(f"{name}:", flush=True)
        # One line of a WebAssembly program's loader can be a hundred thousand characters long.
        for line in output.splitlines():
            print("  " + line[:500])
        summaries = SUMMARY.findall(output)
        here_failed = sum(int(f) for _, f in summaries)
        if not summaries or (trouble and here_failed == 0):
            print(f"  {name}: {trouble or 'printed no summary'}")
            here_failed += 1
        passed += sum(int(p) for p, _ in summaries)
        failed += here_failed
    if passed + failed == 0:
        print(f"no test program in {folder}")
        failed = 1
    print(f"{passed} passed, {failed} failed", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
