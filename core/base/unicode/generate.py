#!/usr/bin/env python3
"""Writes scripts_table.inc out of Debian's unicode-data package: which scripts each code point is used with.

    core/base/unicode/generate.py [FOLDER] > core/base/unicode/scripts_table.inc

FOLDER (default /usr/share/unicode) holds Scripts.txt, ScriptExtensions.txt and PropertyValueAliases.txt. The result is
committed; run this again when utf8proc goes to a newer Unicode, so that both know the same characters.
"""

import re
import sys

# UTS 39, 5.1: writing systems that use several scripts in one word count as one script of their own.
AUGMENTED = {
    "Hani": {"Hanb", "Jpan", "Kore"},
    "Hira": {"Jpan"},
    "Kana": {"Jpan"},
    "Hang": {"Kore"},
    "Bopo": {"Hanb"},
}
END = 0x110000


def lines(path):
    with open(path, encoding="utf-8") as file:
        for line in file:
            fields = [field.strip() for field in line.split("#")[0].split(";")]
            if len(fields) > 1:
                yield fields


def ranges(path):
    for code_points, value in lines(path):
        first, _, last = code_points.partition("..")
        yield int(first, 16), int(last or first, 16), value


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode"
    short = {f[2]: f[1] for f in lines(folder + "/PropertyValueAliases.txt") if f[0] == "sc"}
    long = {code: name.replace("_", " ") for name, code in short.items()}
    long.update(Hanb="Han with Bopomofo", Jpan="Japanese", Kore="Korean")
    with open(folder + "/Scripts.txt", encoding="utf-8") as file:
        version = re.search(r"Scripts-([0-9.]+)\.txt", file.readline()).group(1)

    used_with = [None] * END
    for first, last, script in ranges(folder + "/Scripts.txt"):
        used_with[first : last + 1] = [frozenset({short[script]})] * (last - first + 1)
    for first, last, scripts in ranges(folder + "/ScriptExtensions.txt"):
        used_with[first : last + 1] = [frozenset(scripts.split())] * (last - first + 1)

    augmented = {}
    for scripts in set(filter(None, used_with)):
        if scripts & {"Zyyy", "Zinh"}:
            augmented[scripts] = frozenset()
        else:
            augmented[scripts] = scripts.union(*(AUGMENTED.get(script, set()) for script in scripts))

    names = sorted(set().union(*augmented.values()))
    sets = sorted({tuple(sorted(scripts)) for scripts in augmented.values()})
    assert sets[0] == () and len(sets) < 256 and len(names) < 256
    starts = []
    current = None
    for code_point, scripts in enumerate(used_with):
        # What is not assigned belongs to its neighbours: names that sign in refuse it anyway.
        if scripts is not None and augmented[scripts] != current:
            current = augmented[scripts]
            starts.append((code_point, sets.index(tuple(sorted(current)))))

    def rows(items, width):
        for i in range(0, len(items), width):
            print("    " + ", ".join(items[i : i + width]) + ",")

    print(f"// Made by core/base/unicode/generate.py from Unicode {version}'s Scripts and ScriptExtensions.")
    print("// Data: Copyright Unicode, Inc., under the Unicode License (https://www.unicode.org/license.txt).")
    print("// clang-format off")
    print(f"constexpr std::size_t kScriptCount = {len(names)};")
    print("constexpr const char* kScriptNames[kScriptCount] = {")
    rows([f'"{long[name]}"' for name in names], 8)
    print("};")
    print("// Set n is the part of kSetItems from kSetStarts[n] to kSetStarts[n + 1]; set 0 is every script.")
    print("constexpr std::uint8_t kSetItems[] = {")
    rows([str(names.index(name)) for scripts in sets for name in scripts], 28)
    print("};")
    print("constexpr std::uint16_t kSetStarts[] = {")
    rows([str(sum(len(scripts) for scripts in sets[:n])) for n in range(len(sets) + 1)], 24)
    print("};")
    print("// First code point << 8 | set, up to the next one's first.")
    print("constexpr std::uint32_t kRanges[] = {")
    rows([f"0x{first << 8 | number:x}" for first, number in starts], 12)
    print("};")
    print("// clang-format on")


if __name__ == "__main__":
    main()
