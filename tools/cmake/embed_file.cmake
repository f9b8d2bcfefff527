# cmake -DINPUT=… -DOUTPUT=… -DNAMESPACE=… -DSYMBOL=… -P embed_file.cmake: one file as a C++ byte array.
file(READ ${INPUT} hex HEX)
file(SIZE ${INPUT} size)
string(REGEX REPLACE "(................................)" "\\1\n" hex "${hex}")
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
file(WRITE ${OUTPUT} "#include <string_view>

namespace ${NAMESPACE} {

// Unsigned, because a byte above 0x7f does not fit a plain char without narrowing.
static const unsigned char k_${SYMBOL}[] = {
${bytes}0x00};

std::string_view ${SYMBOL}();
std::string_view ${SYMBOL}() { return {reinterpret_cast<const char*>(k_${SYMBOL}), ${size}}; }

}  // namespace ${NAMESPACE}
")
