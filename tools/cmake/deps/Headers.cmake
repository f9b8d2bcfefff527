# Header-only libraries.

# Boost must not name libraries to link by itself: nothing of it is linked but what we compile.
remit_headers(boost DEFINITIONS BOOST_ALL_NO_LIB BOOST_ERROR_CODE_HEADER_ONLY)
remit_headers(tomlplusplus)
remit_headers(fmt DEFINITIONS FMT_HEADER_ONLY)
remit_headers(cereal)
remit_headers(doctest)
