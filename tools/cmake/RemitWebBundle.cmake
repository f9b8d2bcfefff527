# remit_web_bundle(NAME APP target FILES file… [SUFFIX text])
# A static app in REMIT_WEB_DIR (with SUFFIX at the end): the program as remit_app.js and remit_app.bin (WebAssembly as
# web/platform/js/streams.js has it), FILES and the fonts, under hashed names and precompressed. Files name each other as './NAME'; tools/web_bundle.py says how.
set(REMIT_WEB_DIR ${CMAKE_BINARY_DIR}/web CACHE PATH "where the static app is put")

function(remit_web_bundle name)
  cmake_parse_arguments(arg "" "APP;SUFFIX" "FILES" ${ARGN})
  set(wasm $<TARGET_FILE_DIR:${arg_APP}>/$<TARGET_FILE_BASE_NAME:${arg_APP}>.wasm)
  set(packed ${CMAKE_CURRENT_BINARY_DIR}/${name}.bin)
  set(packer ${CMAKE_SOURCE_DIR}/tools/pack_wasm.mjs)
  add_custom_command(OUTPUT ${packed} COMMAND node ${packer} ${wasm} ${packed}
    DEPENDS ${arg_APP} ${packer} ${CMAKE_SOURCE_DIR}/web/platform/js/streams.js VERBATIM)
  set(entries "remit_app.js=$<TARGET_FILE:${arg_APP}>" "remit_app.bin=${packed}")
  set(inputs "")
  foreach(font Inter-Regular.otf Inter-Medium.otf Inter-SemiBold.otf MaterialIcons.ttf licences.txt)
    list(APPEND arg_FILES ${REMIT_DEPS_DIR}/fonts/${font})
  endforeach()
  foreach(file ${arg_FILES})
    cmake_path(ABSOLUTE_PATH file BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE path)
    cmake_path(GET path FILENAME plain)
    list(APPEND entries "${plain}=${path}")
    list(APPEND inputs ${path})
  endforeach()
  set(script ${CMAKE_SOURCE_DIR}/tools/web_bundle.py)
  set(stamp ${CMAKE_CURRENT_BINARY_DIR}/${name}.stamp)
  add_custom_command(OUTPUT ${stamp}
    COMMAND /usr/bin/python3 ${script} ${REMIT_WEB_DIR}${arg_SUFFIX} ${entries}
    COMMAND ${CMAKE_COMMAND} -E touch ${stamp}
    DEPENDS ${arg_APP} ${packed} ${inputs} ${script} COMMENT "Putting the static app together" VERBATIM)
  add_custom_target(${name} ALL DEPENDS ${stamp})
endfunction()
