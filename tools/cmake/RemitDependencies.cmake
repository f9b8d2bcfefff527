# Third-party code as deps::NAME, the same names native and for WebAssembly where a library exists there.
# Headers are SYSTEM; C and C++ of others is compiled once, optimised, without sanitizers and without our warnings.
#
#   both     deps::imgui deps::sqlite3 deps::sodium deps::utf8proc deps::roaring deps::boost deps::json
#            deps::tomlplusplus deps::fmt deps::cereal deps::doctest
#   native   deps::openssl deps::curl deps::cli11 deps::rapidcheck

set(REMIT_DEPS_DIR ${CMAKE_SOURCE_DIR}/build/deps CACHE PATH "sources and fonts that tools/setup fetched")
set(REMIT_IMGUI_DIR $ENV{REMIT_IMGUI_DIR} CACHE PATH "Dear ImGui 1.92.2b or a newer 1.92, instead of the fetched one")
set(REMIT_SQLITE_DIR $ENV{REMIT_SQLITE_DIR} CACHE PATH "a folder with SQLite's sqlite3.c and sqlite3.h, instead of the fetched one")

# remit_source_dir(VARIABLE NAME FILE [OVERRIDE]): where the sources of NAME are, checked by a FILE that must be in them.
function(remit_source_dir variable name file)
  set(folder ${REMIT_DEPS_DIR}/src/${name})
  if(ARGV3)
    set(folder ${ARGV3})
  endif()
  if(NOT EXISTS ${folder}/${file})
    message(FATAL_ERROR "`${folder}/${file}` is missing: run tools/setup first")
  endif()
  set(${variable} ${folder} PARENT_SCOPE)
endfunction()

# remit_third_party(NAME SOURCES … [INCLUDES …]): a static library of other people's code, as deps::NAME.
function(remit_third_party name)
  cmake_parse_arguments(arg "" "" "SOURCES;INCLUDES;PRIVATE_INCLUDES" ${ARGN})
  add_library(deps_${name} STATIC ${arg_SOURCES})
  set_target_properties(deps_${name} PROPERTIES UNITY_BUILD OFF)  # its names may clash from file to file
  add_library(deps::${name} ALIAS deps_${name})
  target_include_directories(deps_${name} SYSTEM PUBLIC ${arg_INCLUDES} PRIVATE ${arg_PRIVATE_INCLUDES})
  target_compile_options(deps_${name} PRIVATE -w $<$<NOT:$<BOOL:${EMSCRIPTEN}>>:-O2>)
  target_link_libraries(deps_${name} PRIVATE remit_no_exceptions)
endfunction()

# remit_headers(NAME [DEFINITIONS …] [LIBRARIES …]): a library of headers, or one that Debian has compiled.
function(remit_headers name)
  cmake_parse_arguments(arg "" "" "DEFINITIONS;LIBRARIES" ${ARGN})
  add_library(deps_${name} INTERFACE)
  add_library(deps::${name} ALIAS deps_${name})
  if(EMSCRIPTEN)
    target_include_directories(deps_${name} SYSTEM INTERFACE ${REMIT_DEPS_DIR}/web-include)
  endif()
  target_compile_definitions(deps_${name} INTERFACE ${arg_DEFINITIONS})
  target_link_libraries(deps_${name} INTERFACE ${arg_LIBRARIES})
endfunction()

include(deps/Headers)
include(deps/Json)
include(deps/Sqlite)
include(deps/Imgui)
if(EMSCRIPTEN)
  include(deps/WebLibraries)
else()
  include(deps/NativeLibraries)
endif()
