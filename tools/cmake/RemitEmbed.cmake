# remit_embed(TARGET NAMESPACE file…)
# Compiles files into TARGET as constants. For each file `a/menu-icons.sql` of NAMESPACE `remit::store` there is
#   #include "embedded/TARGET.h"
#   std::string_view remit::store::menu_icons_sql();   // text or bytes; a zero follows that does not count
# Names are the file's own with everything but letters and digits made `_`.
set(REMIT_EMBED_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/embed_file.cmake)

function(remit_embed target namespace)
  set(header ${CMAKE_BINARY_DIR}/generated/embedded/${target}.h)
  set(declarations "")
  foreach(file ${ARGN})
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE path)
    cmake_path(GET path FILENAME symbol)
    string(MAKE_C_IDENTIFIER "${symbol}" symbol)
    set(source ${CMAKE_BINARY_DIR}/generated/embedded/${target}/${symbol}.cpp)
    add_custom_command(OUTPUT ${source}
      COMMAND ${CMAKE_COMMAND} -DINPUT=${path} -DOUTPUT=${source} -DNAMESPACE=${namespace} -DSYMBOL=${symbol}
        -P ${REMIT_EMBED_SCRIPT}
      DEPENDS ${path} ${REMIT_EMBED_SCRIPT} VERBATIM)
    target_sources(${target} PRIVATE ${source})
    string(APPEND declarations "std::string_view ${symbol}();\n")
  endforeach()
  file(CONFIGURE OUTPUT ${header} @ONLY CONTENT
    "#pragma once\n\n#include <string_view>\n\nnamespace @namespace@ {\n\n@declarations@\n}  // namespace @namespace@\n")
endfunction()
