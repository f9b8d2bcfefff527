# WebAssembly by Debian's Emscripten, with what every object must share.
set(EMSCRIPTEN_ROOT_PATH /usr/share/emscripten CACHE PATH "where Emscripten is")
if(NOT EXISTS ${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake)
  message(FATAL_ERROR "emscripten is missing: run tools/setup first")
endif()
# Linking runs a JavaScript optimiser that asks for acorn; a node that is not Debian's own does not see it.
foreach(language C CXX)
  set(CMAKE_${language}_LINKER_LAUNCHER ${CMAKE_COMMAND} -E env NODE_PATH=/usr/share/nodejs)
endforeach()
include(${EMSCRIPTEN_ROOT_PATH}/cmake/Modules/Platform/Emscripten.cmake)
# Whatever is not marked inline is called: rows and results have destructors that would stand in every function. This
# more than halves the directory's code.
set(CMAKE_CXX_FLAGS_MINSIZEREL "-Oz -finline-hint-functions -DNDEBUG" CACHE STRING "for size")
set(CMAKE_C_FLAGS_MINSIZEREL "-Oz -DNDEBUG" CACHE STRING "for size")
# Every browser that has exceptions has these too, and each is a shorter way to say the same.
set(remit_wasm_features "-fwasm-exceptions -mbulk-memory -mnontrapping-fptoint -msign-ext")
set(CMAKE_C_FLAGS_INIT "${remit_wasm_features}")
set(CMAKE_CXX_FLAGS_INIT "${remit_wasm_features} -fno-threadsafe-statics")
set(CMAKE_EXE_LINKER_FLAGS_INIT "-fwasm-exceptions -sDYNAMIC_EXECUTION=0 -sMINIFY_HTML=0")
# Emscripten 3.1.6 takes node's fetch for a browser's; tests run without it.
set(CMAKE_CROSSCOMPILING_EMULATOR node --require ${CMAKE_CURRENT_LIST_DIR}/../lib/without_fetch.cjs)
