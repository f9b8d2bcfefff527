# Header-only libraries.

# Boost must not name libraries to link by itself: nothing of it is linked but what we compile.
remit_headers(boost DEFINITIONS BOOST_ALL_NO_LIB BOOST_ERROR_CODE_HEADER_ONLY)
remit_headers(tomlplusplus)
if(EMSCRIPTEN)
  # A fraction is read by a stream of the standard library, which brings locales with their money and calendars into the
  # app; Emscripten's has no std::from_chars for it either.
  file(REAL_PATH ${REMIT_DEPS_DIR}/web-include/toml++ toml_dir)  # a link would be copied as one, and written through
  set(toml_without_streams ${CMAKE_BINARY_DIR}/generated/deps/toml/toml++)
  file(COPY ${toml_dir}/ DESTINATION ${toml_without_streams} PATTERN parser.inl EXCLUDE)
  file(READ ${toml_dir}/impl/parser.inl toml_parser)
  string(REPLACE "std::stringstream ss;\n\t\t\t\tss.imbue(std::locale::classic());" "const std::string digits(chars, length);"
    toml_parser "${toml_parser}")
  string(REPLACE "ss.write(chars, static_cast<std::streamsize>(length));" "char* end = nullptr;" toml_parser "${toml_parser}")
  string(REPLACE "if ((ss >> result))" "result = std::strtod(digits.c_str(), &end); if (*end == 0)" toml_parser "${toml_parser}")
  file(CONFIGURE OUTPUT ${toml_without_streams}/impl/parser.inl CONTENT "${toml_parser}" @ONLY)
  target_include_directories(deps_tomlplusplus SYSTEM BEFORE INTERFACE ${CMAKE_BINARY_DIR}/generated/deps/toml)
endif()
remit_headers(fmt DEFINITIONS FMT_HEADER_ONLY)
remit_headers(cereal)
remit_headers(doctest)
