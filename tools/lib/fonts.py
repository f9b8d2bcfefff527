#!/usr/bin/python3
"""Cuts an OpenType font with cubic outlines down to some characters, as small as it gets when compressed.

    fonts.py IN OUT UNICODES UNITS

UNICODES as pyftsubset takes them (U+0020-007E,U+20AC), UNITS an em: rounding to 704 moves a point by a fiftieth of a
pixel in the largest text there is. Glyphs stand in the order of their characters, so that the table between them is a
handful of ranges, and have numbers for names. There is no layout and no hinting, which Dear ImGui does not use.
"""

import sys

from fontTools import cffLib
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.transformPen import TransformPen
from fontTools.subset import parse_unicodes
from fontTools.ttLib import TTFont

FAMILY, STYLE, LICENCE, LICENCE_ADDRESS = 1, 2, 13, 14


def cut(font, unicodes, units):
    glyphs, scale = font.getGlyphSet(), units / font["head"].unitsPerEm
    wanted = {code: glyph for code, glyph in sorted(font.getBestCmap().items()) if code in unicodes}
    order = [".notdef", *dict.fromkeys(wanted.values())]
    numbers = {glyph: f"cid{at:05}" if at else glyph for at, glyph in enumerate(order)}

    def outline(glyph):
        pen = T2CharStringPen(None, glyphs)  # the width stands in hmtx
        glyphs[glyph].draw(TransformPen(pen, (scale, 0, 0, scale, 0, 0)))
        return pen.getCharString()

    out = FontBuilder(units, isTTF=False)
    out.setupGlyphOrder(list(numbers.values()))
    out.setupCharacterMap({code: numbers[glyph] for code, glyph in wanted.items()})
    out.setupHorizontalMetrics({numbers[glyph]: (round(glyphs[glyph].width * scale), 0) for glyph in order})
    out.setupHorizontalHeader(ascent=round(font["hhea"].ascent * scale), descent=round(font["hhea"].descent * scale))
    out.setupCFF(font["CFF "].cff.fontNames[0], {}, {numbers[glyph]: outline(glyph) for glyph in order}, {})
    leave_names_out(out.font["CFF "].cff.topDictIndex[0], len(order))
    out.setupPost(keepGlyphNames=False)
    out.setupOS2(usWeightClass=font["OS/2"].usWeightClass)  # browsers refuse a font without it on the account pages
    keep_notices(font, out.font)
    return out.font


def leave_names_out(top, count):
    """A font whose glyphs have numbers (CID) says nothing of each; otherwise names are a tenth of it."""
    dictionary = cffLib.FontDict()
    dictionary.Private = top.Private
    del top.Private
    top.ROS, top.CIDCount = ("Adobe", "Identity", 0), count
    top.FDArray = cffLib.FDArrayIndex()
    top.FDArray.append(dictionary)
    top.FDSelect = cffLib.FDSelect(format=3)
    top.FDSelect.gidArray = [0] * count
    top.CharStrings.fdArray, top.CharStrings.fdSelect = top.FDArray, top.FDSelect


def keep_notices(font, out):
    out["name"] = font["name"]
    out["name"].names = [record for record in font["name"].names
                         if record.platformID == 3 and record.nameID in (FAMILY, STYLE, LICENCE, LICENCE_ADDRESS)]


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit("fonts: tell what to cut, where to write, which characters and how many units: fonts.py IN OUT UNICODES UNITS")
    source, target, unicodes, units = sys.argv[1:]
    cut(TTFont(source), set(parse_unicodes(unicodes)), int(units)).save(target)
