#!/usr/bin/env python3
"""Packs utf8proc's tables for the web, where they would be a twentieth of what the app loads.

    pack_utf8proc.py FOLDER OUT

FOLDER holds utf8proc's sources; OUT takes the place of its utf8proc_data.c: the same tables, but for what Remit never
asks (cases other than folding, widths, directions, grapheme breaks), as one stream of small differences that compresses
to a third, with the few lines of C that unpack it before anything else runs. utf8proc's code stays as it is.
"""

import itertools
import re
import sys

NONE = 0xFFFF  # utf8proc: no sequence, no composition

UNPACK = """
static utf8proc_uint16_t utf8proc_sequences[@sequences@];
static utf8proc_uint16_t utf8proc_stage1table[@stage1@];
static utf8proc_uint16_t utf8proc_stage2table[@stage2@];
static utf8proc_property_t utf8proc_properties[@properties@];
static utf8proc_uint16_t utf8proc_combinations[@combinations@];

static const utf8proc_uint8_t *packed_at = packed;

static int packed_number(void) {
  unsigned value = 0, shift = 0, byte;
  do {
    byte = *packed_at++;
    value |= (byte & 127) << shift;
    shift += 7;
  } while (byte & 128);
  return (int)(value >> 1) ^ -(int)(value & 1);
}

#define UNPACK(TARGET, COUNT) \\
  for (int i = 0, last = 0; i < (COUNT); ++i) TARGET = last += packed_number()

static int unpack_sequences(int used, utf8proc_uint16_t *index, int length, int *last) {
  *index = UINT16_MAX;
  if (length == 0) return used;
  *index = (length > 3 ? 3 : length - 1) << 14 | used;
  if (length > 3) utf8proc_sequences[used++] = length - 1;
  for (int i = 0; i < length; ++i) {
    int unit = last[i] += packed_number();
    if (unit > 0xffff) {
      utf8proc_sequences[used++] = 0xd800 | (unit - 0x10000) >> 10;
      unit = 0xdc00 | ((unit - 0x10000) & 0x3ff);
    }
    utf8proc_sequences[used++] = unit;
  }
  return used;
}

__attribute__((constructor(101))) static void unpack(void) {
  static utf8proc_uint8_t lengths[2][@properties@];
  int last[@longest@] = {0}, used = 0, newest = 0, id = 0;
  UNPACK(utf8proc_stage1table[i], @stage1@);
  for (int at = 0; at < @stage2@;) {
    const int step = packed_number();
    id = step == 0 ? newest++ : step - 1;
    for (int run = packed_number(); run >= 0; --run) utf8proc_stage2table[at++] = id;
  }
  UNPACK(utf8proc_properties[i].category, @properties@);
  UNPACK(utf8proc_properties[i].combining_class, @properties@);
  UNPACK(utf8proc_properties[i].decomp_type, @properties@);
  UNPACK(utf8proc_properties[i].comp_exclusion, @properties@);
  UNPACK(utf8proc_properties[i].ignorable, @properties@);
  UNPACK(utf8proc_properties[i].comb_index, @properties@);
  UNPACK(lengths[0][i], @properties@);
  UNPACK(lengths[1][i], @properties@);
  for (int i = 0; i < @properties@; ++i)
    used = unpack_sequences(used, &utf8proc_properties[i].decomp_seqindex, lengths[0][i], last);
  for (int i = 0; i < @properties@; ++i)
    used = unpack_sequences(used, &utf8proc_properties[i].casefold_seqindex, lengths[1][i], last);
  UNPACK(utf8proc_combinations[i], @combinations@);
}
"""


class Tables:
    """What the file says, by the names that it uses."""

    def __init__(self, folder):
        with open(f"{folder}/utf8proc_data.c", encoding="ascii") as file:
            text = file.read()
        with open(f"{folder}/utf8proc.h", encoding="utf-8") as file:
            categories = dict(re.findall(r"(UTF8PROC_CATEGORY_\w+)\s*=\s*(\d+)", file.read()))
        bodies = dict(re.findall(r"static const \w+ (\w+)\[\] = \{(.*?)\n?\};", text, re.S))
        self.sequences = numbers(bodies["utf8proc_sequences"])
        self.stage1 = numbers(bodies["utf8proc_stage1table"])
        self.stage2 = numbers(bodies["utf8proc_stage2table"])
        self.combinations = numbers(bodies["utf8proc_combinations"])
        self.properties = []
        for row in re.findall(r"\{(.*?)\}", bodies["utf8proc_properties"]):
            (category, combining, _, decomposition, decomposed, folded, _, _, _, composing, _, excluded, ignorable,
             *_) = [field.strip() for field in row.split(",")]
            self.properties.append((int(categories.get(category, category)), int(combining), int(decomposition != "0"),
                                    int(excluded == "true"), int(ignorable == "true"), index(composing),
                                    self.code_points(index(decomposed)), self.code_points(index(folded))))

    def code_points(self, entry):
        """What a sequence index stands for: two bits of length, or a number in front of it, then UTF-16."""
        if entry == NONE:
            return ()
        at, length = entry & 0x3FFF, entry >> 14
        if length == 3:
            at, length = at + 1, self.sequences[at]
        out = []
        for _ in range(length + 1):
            unit, at = self.sequences[at], at + 1
            if unit & 0xF800 == 0xD800:
                unit, at = 0x10000 + ((unit & 0x3FF) << 10 | self.sequences[at] & 0x3FF), at + 1
            out.append(unit)
        return tuple(out)


def index(text):
    return NONE if text == "UINT16_MAX" else int(text, 0)


def numbers(body):
    return [int(number) for number in re.findall(r"\d+", body)]


def packed(number):
    """Zigzag, then seven bits a byte: small differences of either sign take one byte."""
    number = number * 2 if number >= 0 else -number * 2 - 1
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)


def packed_steps(values):
    return b"".join(packed(value - before) for before, value in zip([0, *values], values))


def packed_runs(ids):
    """Each run as how to find its id (0: the next that is new) and how often it comes again."""
    out, newest = bytearray(), 0
    for number, run in itertools.groupby(ids):
        out += packed(0 if number == newest else number + 1)
        newest = max(newest, number + 1)
        out += packed(len(list(run)) - 1)
    return bytes(out)


def pack(tables):
    # Without what is left out many properties are the same; numbered as they come, most runs are of the next new one.
    ids = {}
    stage2 = [ids.setdefault(tables.properties[number], len(ids)) for number in tables.stage2]
    properties = list(ids)
    *columns, decomposed, folded = zip(*properties)
    out = packed_steps(tables.stage1) + packed_runs(stage2)
    for column in columns:
        out += packed_steps(column)
    last, units, longest = {}, 0, 0
    for column in (decomposed, folded):
        out += packed_steps([len(sequence) for sequence in column])
    for sequence in (*decomposed, *folded):
        for at, unit in enumerate(sequence):
            out += packed(unit - last.get(at, 0))
            last[at] = unit
        units += sum(1 + (unit > 0xFFFF) for unit in sequence) + (len(sequence) > 3)
        longest = max(longest, len(sequence))
    if units > 0x4000:
        sys.exit("pack_utf8proc: an index has fourteen bits, which these sequences do not fit: let equal ones share")
    out += packed_steps(tables.combinations)
    sizes = {"sequences": units, "stage1": len(tables.stage1), "stage2": len(stage2), "properties": len(properties),
             "combinations": len(tables.combinations), "longest": longest}
    return out, sizes


def main(folder, target):
    stream, sizes = pack(Tables(folder))
    text = UNPACK
    for name, size in sizes.items():
        text = text.replace(f"@{name}@", str(size))
    with open(target, "w", encoding="ascii") as file:
        file.write(f"static const utf8proc_uint8_t packed[] = {{{','.join(map(str, stream))}}};\n{text}")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("pack_utf8proc: tell where utf8proc's sources are and where to write: pack_utf8proc.py FOLDER OUT")
    main(*sys.argv[1:])
