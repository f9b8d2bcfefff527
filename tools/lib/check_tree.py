#!/usr/bin/env python3
"""What can be said about the tree without compiling it: layers (Rule 7), names, paths, lengths.

    check_tree.py FILE…      tracked files, relative to the top

Prints `file:line: what and what to do`, one a line, and exits with 1 if there was any; long files are only mentioned.
"""

import os
import re
import sys

# Who may include whom. A folder's own files are always allowed.
LAYERS = {
    "core": {"core"},
    "plugins": {"core", "plugins"},
    "native": {"core", "plugins", "native"},
    "web/ui": {"core", "web/ui"},
    "web": {"core", "plugins", "web"},
    "tests": {"core", "plugins", "native", "web", "tests"},
}
# Generated headers and the layer they count to.
GENERATED = {"embedded": None}
SOURCE = re.compile(r"\.(cpp|h)$")
TEST = re.compile(r"(_test\.cpp$|^tests/|/test_[^/]*$)")
INCLUDE = re.compile(r'^\s*#\s*include\s+"([^"]+)"')
PLATFORM = re.compile(r"^\s*#\s*(?:if|ifdef|ifndef|elif).*\b(__EMSCRIPTEN__|EMSCRIPTEN|_WIN32|__linux__|__APPLE__|__wasm\w*)\b")
BROWSER = re.compile(r"<emscripten|\bemscripten_|\bEM_(?:JS|ASM)|<GLES|\bgl[A-Z]\w+\(|\bEmscripten")
# Places of one machine, and hosts that packages come from: a clone elsewhere must not depend on either.
MACHINE = re.compile(r"(?<![\w.])/(?:home|root|work|Users)/\w|registry\.npm|deb\.debian\.org|snapshot\.debian|/tmp/bash_jobs")
LONG = 500
COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|("(?:\\.|[^"\\\n])*")', re.DOTALL)


def without_comments(text):
    """Keeps strings and line numbers."""
    return COMMENT.sub(lambda m: m[1] if m[1] else "\n" * m[0].count("\n"), text)


def layer_of(path):
    for layer in ("web/ui", "core", "plugins", "native", "web", "tests"):
        if path.startswith(layer + "/"):
            return layer
    return None


def vendors():
    """`aci` for plugins/aci-merchant-portal: the vendor is the first word of a plugin's id."""
    folders = {name.split("-")[0] for name in os.listdir("plugins") if os.path.exists(os.path.join("plugins", name, "scheme.toml"))}
    return re.compile(r"\b(" + "|".join(sorted(folders)) + r")\b", re.IGNORECASE) if folders else None


def check_source(path, text, vendor):
    layer = layer_of(path)
    code = without_comments(text).split("\n")
    for number, line in enumerate(code, 1):
        if layer and (include := INCLUDE.match(line)):
            target = layer_of(include[1])
            if target is None and include[1].split("/")[0] not in GENERATED and "/" not in include[1]:
                yield number, f'`"{include[1]}"` is not a path from the top of the tree: write it in full'
            elif target is not None and target not in LAYERS[layer] and target.split("/")[0] not in LAYERS[layer]:
                yield number, f"{layer} must not include `{include[1]}`: arrows run core ← plugins ← native, web (Rule 7)"
        if layer == "core" and not TEST.search(path) and vendor and (match := vendor.search(line)):
            yield number, f"core names the vendor `{match[1]}`: move it to the plugin or the scheme (Rule 7)"
        if layer == "web/ui" and (match := BROWSER.search(line)):
            yield number, f"web/ui names the browser (`{match[0]}`): ask web/ui/platform.h for it (Rule 7)"
        if layer and (match := PLATFORM.match(line)):
            yield number, f"`{match[1]}` in an #if: a platform's difference is a file of its own (Rule 7)"


def check(path, vendor):
    with open(path, "rb") as file:
        data = file.read()
    if b"\0" in data[:8000]:
        return
    text = data.decode(errors="replace")
    if path != "tools/lib/check_tree.py":
        for number, line in enumerate(text.split("\n"), 1):
            if match := MACHINE.search(line):
                yield number, f"`{match[0]}` is a place of one machine or registry: leave it out"
    if SOURCE.search(path):
        yield from check_source(path, text, vendor)


def main(paths):
    vendor = vendors()
    found = 0
    for path in paths:
        for number, message in check(path, vendor):
            print(f"{path}:{number}: {message}")
            found += 1
        if SOURCE.search(path):
            with open(path, "rb") as file:
                lines = file.read().count(b"\n")
            if lines > LONG:
                print(f"note: {path} has {lines} lines; past {LONG} it is worth splitting")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
