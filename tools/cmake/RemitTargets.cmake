# The functions that every folder uses. A folder is a namespace and a target.

include(RemitSanitizers)

add_library(remit_warnings INTERFACE)
target_compile_options(remit_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion
  -Wnon-virtual-dtor -Wold-style-cast $<$<BOOL:${REMIT_WERROR}>:-Werror>)
target_link_libraries(remit_warnings INTERFACE remit_sanitizers)

# Core throws nothing, and what others throw through it ends the page: without landing pads the app is a good deal
# smaller. A source that does catch says so with COMPILE_OPTIONS -fexceptions. Tests have exceptions.
add_library(remit_no_exceptions INTERFACE)
if(EMSCRIPTEN)
  target_compile_options(remit_no_exceptions INTERFACE $<$<COMPILE_LANGUAGE:CXX>:-fno-exceptions>)
endif()

# remit_library(NAME SOURCES … [DEPS …] [TESTS …])
# A static library whose headers are included from the top of the tree ("core/base/error.h").
# TESTS are the *_test.cpp files beside the code; they are gathered by remit_test.
function(remit_library name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS;TESTS" ${ARGN})
  if(arg_SOURCES)
    add_library(${name} STATIC ${arg_SOURCES})
    target_include_directories(${name} PUBLIC ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
    target_link_libraries(${name} PUBLIC ${arg_DEPS} PRIVATE remit_warnings remit_no_exceptions)
  else()
    add_library(${name} INTERFACE)
    target_include_directories(${name} INTERFACE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
    target_link_libraries(${name} INTERFACE ${arg_DEPS})
  endif()
  list(TRANSFORM arg_TESTS PREPEND ${CMAKE_CURRENT_SOURCE_DIR}/)
  set_property(TARGET ${name} PROPERTY REMIT_TESTS "${arg_TESTS}")
endfunction()

# remit_executable(NAME SOURCES … [DEPS …] [OUTPUT file])
# A program; OUTPUT is what it is called, in REMIT_BIN_DIR.
set(REMIT_BIN_DIR ${CMAKE_BINARY_DIR}/bin CACHE PATH "where programs are put")
function(remit_executable name)
  cmake_parse_arguments(arg "" "OUTPUT" "SOURCES;DEPS" ${ARGN})
  add_executable(${name} ${arg_SOURCES})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR}/generated)
  target_link_libraries(${name} PRIVATE ${arg_DEPS} remit_warnings)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${REMIT_BIN_DIR})
  if(arg_OUTPUT)
    set_target_properties(${name} PROPERTIES OUTPUT_NAME ${arg_OUTPUT})
  endif()
endfunction()

# remit_test(NAME OF library… [SOURCES …] [DEPS …] [COST seconds] [THREADS])
# One doctest program out of the TESTS of the libraries named, so that a module links once, not once a file. It is
# built by the target `tests` and run by ctest from the top of the tree; under WebAssembly, in node. What has a COST is
# begun before what has less or none, so that the other cores do not wait for it in the end. With THREADS it is for the
# thread sanitizer's build and for no other; the rest is for every build but that one.
add_custom_target(tests)
function(remit_test name)
  cmake_parse_arguments(arg "THREADS" "COST" "OF;SOURCES;DEPS" ${ARGN})
  if(arg_THREADS)
    set(for_threads ON)
  else()
    set(for_threads OFF)
  endif()
  if(NOT for_threads STREQUAL REMIT_THREAD_TESTS)
    return()
  endif()
  set(sources ${arg_SOURCES})
  foreach(library ${arg_OF})
    get_target_property(tests ${library} REMIT_TESTS)
    if(tests)
      list(APPEND sources ${tests})
    endif()
  endforeach()
  add_executable(${name} EXCLUDE_FROM_ALL ${CMAKE_SOURCE_DIR}/tests/doctest_main.cpp ${sources})
  target_link_libraries(${name} PRIVATE ${arg_OF} ${arg_DEPS} deps::doctest remit_warnings)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  add_dependencies(tests ${name})
  if(EMSCRIPTEN)
    # Node's own file system, so that tests read the corpus where it lies.
    target_link_options(${name} PRIVATE -sALLOW_MEMORY_GROWTH -sNODERAWFS -sEXIT_RUNTIME -sTOTAL_STACK=1048576)
  endif()
  add_test(NAME ${name} COMMAND ${name} --no-colors=true WORKING_DIRECTORY ${CMAKE_SOURCE_DIR})
  if(arg_COST)
    set_tests_properties(${name} PROPERTIES COST ${arg_COST})
  endif()
endfunction()
