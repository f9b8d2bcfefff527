# Cuts the fonts down to what the app can show: build/deps/fonts. Sourced, never run.

# Latin with extensions, combining marks, Greek, Cyrillic, Vietnamese, and the punctuation, currency, arrows and
# mathematics that appear in text.
font_text_ranges="U+0020-007E,U+00A0-024F,U+0259,U+02BB-02DD,U+0300-036F,U+0370-03FF,U+0400-04FF,U+1E00-1EFF,\
U+2000-206F,U+2070-209F,U+20A0-20BF,U+2100-2126,U+2190-2199,U+2212,U+2215,U+2248,U+2260,U+2264-2265,U+25CF,U+FFFD"

# What the two heavier weights bring themselves: the common letters of the Latin, Greek and Cyrillic scripts. The app
# shows the rest in the regular weight; three full fonts were a fifth of what it loads.
font_common_ranges="U+0020-007E,U+00A0-017F,U+0218-021B,U+0386-03CE,U+0400-045F,U+0490-0491,U+1E9E,U+2010-2027,U+2030-203A,\
U+20AC,U+2122,U+2190-2193,U+2212,U+25CF,U+FFFD"

# The icons of the app, by code point; the table in web/ui names them.
font_icons="E000 E001 E002 E0B6 E0DA E0DC E0E1 E145 E14B E14D E152 E153 E157 E15A E15B E163 E166 E16E E2BF E2C1 E2C4 E2C8 \
E31B E320 E32C E3C9 E3EC E518 E51C E53B E5C8 E5CA E5CB E5CC E5CD E5CE E5CF E5D3 E5D4 E5D5 E5D6 E5D7 E5D8 E5DA E5DB E5DC E5DD \
E645 E7EE E7F5 E7FC E7FF E80B E84F E85E E870 E873 E875 E87B E889 E88B E88E E88F E899 E89E E8B5 E8B6 E8B8 E8D4 E8D5 E8EC \
E8F4 E8FD E90D E92D E92E E945 E97A E9E0 EA0B EA12 EA40 EA4B EACD EADE EB92 EB9E EF66 F042 F06C F083 F18C F1B7 F1C2"

cut_fonts() {
  local out=$deps/fonts style
  mkdir -p "$out"
  cut_inter Regular "$font_text_ranges"
  for style in Medium SemiBold; do
    cut_inter "$style" "$font_common_ranges"
  done
  # Debian's own python3: another one on the PATH does not see fonttools.
  /usr/bin/python3 -m fontTools.subset /usr/share/fonts/truetype/material-design-icons-iconfont/MaterialIcons-Regular.ttf \
    --unicodes="${font_icons// /,}" --output-file="$out/MaterialIcons.ttf" \
    --layout-features= --no-hinting --name-IDs=1,2,13,14 --notdef-outline
  gather_licences
}

# 704 units are a quarter of Inter's own: its heights and the regular weight's widths stay exact.
cut_inter() {
  /usr/bin/python3 "$top/tools/lib/fonts.py" "/usr/share/fonts/opentype/inter/Inter-$1.otf" "$out/Inter-$1.otf" "$2" 704
}

# The notices that must travel with the app, because what they cover is compiled into it or cut from it.
gather_licences() {
  local part
  for part in /usr/share/doc/{fonts-inter,fonts-material-design-icons-iconfont,libtomlplusplus-dev,libcereal-dev}/copyright \
    "$deps"/src/{imgui/LICENSE.txt,libsodium/LICENSE,utf8proc/LICENSE.md,croaring/LICENSE}; do
    [ -f "$part" ] || continue
    printf '\n======== %s\n\n' "$(basename "$(dirname "$part")")"
    cat "$part"
  done >"$deps/fonts/licences.txt"
}
