#!/usr/bin/env python3
"""Puts the static app together: build/web, as any static host can serve it.

    web_bundle.py OUT NAME=FILE…

Every file but *.html gets its content's hash into its name, so that it may be cached for ever. Files name each other
as './NAME' in quotes or url(); those are rewritten here, and a name that is not in the bundle is an error;
`{{size:NAME}}` becomes that file's size in bytes, for progress bars. Scripts leave their comments and indentation here,
which are a quarter of them. Beside each file that gets smaller by it stand NAME.br and NAME.gz. manifest.json maps the
plain names to the hashed ones, with sizes in bytes. What is already in OUT and unchanged is kept, what no longer belongs
there is removed.
"""

import gzip
import hashlib
import json
import os
import re
import subprocess
import sys

TEXT = {".html", ".js", ".css", ".json", ".svg", ".txt", ".webmanifest"}
SIZE = re.compile(r"\{\{size:([A-Za-z0-9_.-]+)\}\}")
REFERENCE = re.compile(r"""(['"(])\./([A-Za-z0-9_.-]+\.(?:html|js|css|bin|otf|ttf|svg|png|ico|json|txt|webmanifest))(?=['")])""")
COMMENT = re.compile(r"(^|  )//.*$", re.M)  # ours stand alone, or two spaces after the code


class BundleError(Exception):
    """Said to the person as one line."""


class Bundle:
    def __init__(self, files):
        self.files = files  # plain name → path
        self.names = {}  # plain name → name in OUT
        self.contents = {}  # name in OUT → bytes

    def add(self, name, path_to_here=()):
        """Adds a file after everything that it names, because its own hash depends on theirs."""
        if name in self.names:
            return self.names[name]
        if name in path_to_here:
            raise BundleError("files name each other in a circle: " + " → ".join([*path_to_here, name]))
        data = self.read(name, path_to_here)
        stem, extension = os.path.splitext(name)
        hashed = name if extension == ".html" else f"{stem}.{hashlib.sha256(data).hexdigest()[:12]}{extension}"
        self.names[name] = hashed
        self.contents[hashed] = data
        return hashed

    def read(self, name, path_to_here):
        try:
            with open(self.files[name], "rb") as file:
                data = file.read()
        except KeyError:
            raise BundleError(f"`{path_to_here[-1]}` names `./{name}`, which is not in the bundle: add it there") from None
        if os.path.splitext(name)[1] not in TEXT:
            return data

        def rewrite(match):
            return f"{match[1]}./{self.add(match[2], (*path_to_here, name))}"

        def size(match):
            return str(len(self.contents[self.add(match[1], (*path_to_here, name))]))

        text = SIZE.sub(size, REFERENCE.sub(rewrite, data.decode()))
        return (without_comments(text) if name.endswith(".js") else text).encode()

    def write(self, out):
        os.makedirs(out, exist_ok=True)
        sizes = {name: write_with_compressed(out, name, data) for name, data in self.contents.items()}
        manifest = {plain: {"file": name, **sizes[name]} for plain, name in sorted(self.names.items())}
        write_if_changed(os.path.join(out, "manifest.json"), (json.dumps(manifest, indent=2) + "\n").encode())
        wanted = {"manifest.json"} | {name + suffix for name in self.contents for suffix in ("", ".br", ".gz")}
        for stale in set(os.listdir(out)) - wanted:
            os.remove(os.path.join(out, stale))
        return sizes


def without_comments(script):
    if any(line.count("`") % 2 for line in script.split("\n")):
        return script  # a text over several lines, whose indentation may be wanted
    lines = (line.strip() for line in COMMENT.sub("", re.sub(r"^ +", "", script, flags=re.M)).split("\n"))
    return "".join(line + "\n" for line in lines if line)


def write_with_compressed(out, name, data):
    path = os.path.join(out, name)
    if write_if_changed(path, data) or not os.path.exists(path + ".br"):
        # No time stamps: the same input gives the same bytes on every machine.
        subprocess.run(["brotli", "-f", "-q", "11", "-w", "24", "-o", path + ".br", path], check=True)
        write_if_changed(path + ".gz", gzip.compress(data, 9, mtime=0))
    return {"bytes": len(data), "br": os.path.getsize(path + ".br"), "gz": os.path.getsize(path + ".gz")}


def write_if_changed(path, data):
    try:
        with open(path, "rb") as file:
            if file.read() == data:
                return False
    except FileNotFoundError:
        pass
    with open(path + ".new", "wb") as file:
        file.write(data)
    os.replace(path + ".new", path)
    return True


def main(arguments):
    if len(arguments) < 2:
        raise BundleError("tell where to write and what: web_bundle.py OUT NAME=FILE…")
    bundle = Bundle(dict(argument.split("=", 1) for argument in arguments[1:]))
    for name in sorted(bundle.files):
        bundle.add(name)
    sizes = bundle.write(arguments[0])
    print(f"{len(sizes)} files, {sum(size['br'] for size in sizes.values()) / 1000:.0f} KB as brotli")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except (BundleError, OSError, subprocess.CalledProcessError) as error:
        sys.exit(f"web_bundle: {error}")
