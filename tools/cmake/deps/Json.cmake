# Boost.JSON, compiled once out of its own headers, so that native and web have the same reader and writer.
file(WRITE ${CMAKE_BINARY_DIR}/generated/deps/json.cpp.in "#include <boost/json/src.hpp>\n")
configure_file(${CMAKE_BINARY_DIR}/generated/deps/json.cpp.in ${CMAKE_BINARY_DIR}/generated/deps/json.cpp COPYONLY)
remit_third_party(json SOURCES ${CMAKE_BINARY_DIR}/generated/deps/json.cpp)
target_link_libraries(deps_json PUBLIC deps::boost)
target_compile_definitions(deps_json PUBLIC BOOST_JSON_NO_LIB BOOST_CONTAINER_NO_LIB)
