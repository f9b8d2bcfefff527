# WebAssembly by Debian's Emscripten, with what every object must share.
set(EMSCRIPTEN_ROOT_PATH /usr/share/emscripten CACHE PATH "where Emscripten is")
if(NOT EXISTS ${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake)
  message(FATAL_ERROR "emscripten is missing: run tools/setup first")
endif()
# Emscripten's JavaScript optimiser asks for acorn, which a node that is not Debian's own does not see.
if(NOT DEFINED ENV{NODE_PATH})
  set(ENV{NODE_PATH} /usr/share/nodejs)
endif()
include(${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake)
set(CMAKE_C_FLAGS_INIT "-fwasm-exceptions")
set(CMAKE_CXX_FLAGS_INIT "-fwasm-exceptions")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-fwasm-exceptions -sDYNAMIC_EXECUTION=0 -sMINIFY_HTML=0")
