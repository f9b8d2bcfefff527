#!/usr/bin/env python3
"""Leaves out of SQLite what no statement of Remit's asks for, because the app is downloaded.

    trim_sqlite.py SQLITE3_C OUT

SQLite has switches for much of it, but those need its grammar to be generated anew. Here a few functions get a body of
one line, so that what only they called is not compiled; a statement that needs them is an error, never another answer.
Another version of SQLite may lack some of them: then it stays as it is there.
"""

import re
import sys

REFUSE = 'sqlite3ErrorMsg(pParse, "left out of this build");'

LEFT_OUT = {
    "sqlite3Analyze": REFUSE,
    "sqlite3Detach": REFUSE,  # not attaching: sqlite3_deserialize() does that, and so takes up a kept sandbox
    "sqlite3Reindex": REFUSE,
    "sqlite3Vacuum": REFUSE,
    "sqlite3RunVacuum": "return SQLITE_ERROR;",
    "sqlite3VdbeExplain": "return 0;",
    "sqlite3VdbeList": "return SQLITE_ERROR;",
    "sqlite3WhereExplainBloomFilter": "return 0;",
    "sqlite3WhereExplainOneScan": "return 0;",
    # Window functions: refused where they are parsed, so that nothing further is reached.
    "sqlite3WindowAlloc": f"{REFUSE} return 0;",
    "sqlite3WindowRewrite": "return SQLITE_OK;",
    "sqlite3WindowCodeInit": "",
    "sqlite3WindowCodeStep": "",
    "sqlite3WindowFunctions": "",
    # Full-text search: words are found by their trigrams, and nothing is ranked or shown in extracts.
    "fts5UnicodeCreate": "return SQLITE_ERROR;",
    "fts5UnicodeTokenize": "return SQLITE_ERROR;",
    "fts5AsciiCreate": "return SQLITE_ERROR;",
    "fts5AsciiTokenize": "return SQLITE_ERROR;",
    "fts5PorterCreate": "return SQLITE_ERROR;",
    "fts5PorterTokenize": "return SQLITE_ERROR;",
    "sqlite3Fts5AuxInit": "return SQLITE_OK;",
    "sqlite3Fts5VocabInit": "return SQLITE_OK;",
}


def leave_out(text, name, body):
    definition = re.compile(rf"^((?:SQLITE_PRIVATE|static)\b[^;{{}}#]*\b{name}\([^;{{}}]*\)\s*\{{)\n.*?\n\}}\n", re.M | re.S)
    return definition.subn(rf"\1 {body} }}\n", text)


def main(source, target):
    with open(source, encoding="utf-8") as file:
        text = file.read()
    for name, body in LEFT_OUT.items():
        text, count = leave_out(text, name, body.replace("\\", "\\\\"))
        if count != 1:
            print(f"note: `{name}` is {'not' if count == 0 else 'more than once'} in this SQLite")
    with open(target, "w", encoding="utf-8") as file:
        file.write(text)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("trim_sqlite: tell what to read and where to write: trim_sqlite.py SQLITE3_C OUT")
    main(*sys.argv[1:])
