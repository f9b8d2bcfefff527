#!/usr/bin/env python3
"""Runs the test programs of one build folder and counts what they say.

    run_tests.py BUILD_FOLDER [ARGUMENT…]

The programs are those that CMake registered; arguments go to each. The last line is `N passed, N failed`, test cases
over all programs. A program that dies, hangs or prints no summary counts as one failure, and so does an empty folder.
"""

import json
import re
import subprocess
import sys

TIME_LIMIT = 900  # seconds for one program
SUMMARY = re.compile(r"^\[doctest\] test cases: +\d+ \| +(\d+) passed \| +(\d+) failed", re.MULTILINE)


def programs(folder):
    shown = subprocess.run(["ctest", "--test-dir", folder, "--show-only=json-v1"], check=True, capture_output=True)
    for test in json.loads(shown.stdout)["tests"]:
        where = next((p["value"] for p in test["properties"] if p["name"] == "WORKING_DIRECTORY"), folder)
        yield test["name"], test.get("command"), where


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


def main(folder, *arguments):
    passed = failed = 0
    for name, command, where in programs(folder):
        print(f"{name}:", flush=True)
        output, trouble = run([*(command or [name]), *arguments], where) if command else ("", "was not built")
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
