# Built-in plugins: registered in a generated, sorted, explicit list, never by static initialisers.

# remit_add_plugin(NAME [SOURCES …] [DEPS …] [TESTS …])
# One line in plugins/CMakeLists.txt is all that the folder plugins/NAME needs: its scheme.toml is embedded under the
# id NAME. SOURCES are hooks (NAME/hooks.cpp), for what a scheme cannot say; TESTS stand beside them.
function(remit_add_plugin name)
  cmake_parse_arguments(arg "" "" "SOURCES;DEPS;TESTS" ${ARGN})
  get_property(names GLOBAL PROPERTY REMIT_PLUGINS)
  if(name IN_LIST names)
    message(FATAL_ERROR "two plugins are called `${name}`: an id names one scheme, rename one of them")
  endif()
  if(NOT name MATCHES "^[a-z][a-z0-9-]*$")
    message(FATAL_ERROR "`${name}` cannot be a plugin's id: use a-z, 0-9 and -, a letter first")
  endif()
  set(scheme ${CMAKE_CURRENT_SOURCE_DIR}/${name}/scheme.toml)
  if(NOT EXISTS ${scheme})
    message(FATAL_ERROR "plugin `${name}` has no scheme: write `${scheme}`")
  endif()
  set_property(GLOBAL APPEND PROPERTY REMIT_PLUGINS ${name})

  string(REPLACE "-" "_" word ${name})  # as C++ and CMake spell it
  set(library remit_plugins_${word})
  set(stem ${CMAKE_BINARY_DIR}/generated/plugins/${word})
  file(CONFIGURE OUTPUT ${stem}/plugin.cpp @ONLY CONTENT "#include \"embedded/remit_plugins_@word@.h\"\n")
  remit_library(${library} SOURCES ${stem}/plugin.cpp ${arg_SOURCES} DEPS ${arg_DEPS} TESTS ${arg_TESTS})
  remit_embed(${library} remit::plugins::${word} ${scheme})
  # The text and its hash must change together.
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${scheme})
  file(SHA256 ${scheme} hash)
  set_property(GLOBAL PROPERTY REMIT_PLUGIN_HASH_${name} ${hash})
endfunction()

# remit_builtin_plugins(NAME)
# Called once by plugins/CMakeLists.txt, after every plugin: a library that knows them all, sorted by id
# ("plugins/builtin.h").
function(remit_builtin_plugins target)
  get_property(names GLOBAL PROPERTY REMIT_PLUGINS)
  list(SORT names)
  list(LENGTH names count)
  set(includes "")
  set(entries "")
  set(libraries "")
  foreach(name ${names})
    get_property(hash GLOBAL PROPERTY REMIT_PLUGIN_HASH_${name})
    string(REPLACE "-" "_" word ${name})
    string(APPEND includes "#include \"embedded/remit_plugins_${word}.h\"\n")
    string(APPEND entries "      {\"${name}\", ${word}::scheme_toml(), \"${hash}\"},\n")
    list(APPEND libraries remit_plugins_${word})
  endforeach()
  set(source ${CMAKE_BINARY_DIR}/generated/plugins/builtin.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT "#include \"plugins/builtin.h\"

#include <array>

@includes@
namespace remit::plugins {

std::span<const Builtin> builtin() {
  static const std::array<Builtin, @count@> kBuiltin{{
@entries@  }};
  return kBuiltin;
}

}  // namespace remit::plugins
")
  remit_library(${target} SOURCES ${source} DEPS ${libraries})
endfunction()
