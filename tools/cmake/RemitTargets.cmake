# The three functions that every folder uses. A folder is a namespace and a target.

add_library(remit_warnings INTERFACE)
target_compile_options(remit_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Wnon-virtual-dtor -Wold-style-cast $<$<BOOL:${REMIT_WERROR}>:-Werror>)

# remit_library(NAME SOURCES … [DEPS …] [TESTS …])
# A static library whose headers are included from the top of the tree ("core/base/error.h").
# TESTS are the *_test.cpp files beside the code; they are gathered by remit_test.
function(remit_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS;TESTS" ${ARGN})
  if(arg_SOURCES)
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
    target_link_libraries(${name} PUBLIC ${arg_DEPS} PRIVATE remit_warnings)
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
    target_link_libraries(${name} INTERFACE ${arg_DEPS})
  endif()
  list(TRANSFORM arg_TESTS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  set_property(TARGET ${name} PROPERTY REMIT_TESTS "${arg_TESTS}")
endfunction()

# remit_test(NAME OF library… [SOURCES …] [DEPS …])
# One doctest program out of the TESTS of the libraries named, so that a module links once, not once a file.
function(remit_test name)
  cmake_parse_arguments(arg "" "" "OF;SOURCES;DEPS" ${ARGN})
  set(sources ${arg_SOURCES})
  foreach(library ${arg_OF})
    get_target_property(tests ${library} REMIT_TESTS)
    if(tests)
      list(APPEND sources ${tests})
    endif()
  endforeach()
  add_executable(${name} ${CMAKE_SOURCE_DIR}/tests/doctest_main.cpp ${sources})
  target_link_libraries(${name} PRIVATE ${arg_OF} ${arg_DEPS} deps::doctest remit_warnings)
  add_test(NAME ${name} COMMAND ${name})
endfunction()
