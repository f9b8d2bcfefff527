# C libraries compiled for WebAssembly out of Debian 12's own sources: the versions the native build links.

remit_source_dir(sodium_dir libsodium src/libsodium/sodium/core.c)
# Other people's file list: globbed, because unneeded ones cost nothing in a static library and the version is pinned.
file(GLOB_RECURSE sodium_sources ${sodium_dir}/src/libsodium/*.c)
remit_third_party(sodium SOURCES ${sodium_sources}
  INCLUDES ${sodium_dir}/src/libsodium/include
  PRIVATE_INCLUDES ${sodium_dir}/src/libsodium/include/sodium)
target_compile_definitions(deps_sodium PUBLIC SODIUM_STATIC PRIVATE CONFIGURED=1)

# Its tables would be a twentieth of what the app loads. utf8proc.c includes them from beside itself, so it is copied.
remit_source_dir(utf8proc_dir utf8proc utf8proc.c)
set(utf8proc_packed ${CMAKE_BINARY_DIR}/generated/deps/utf8proc)
set(utf8proc_packer ${CMAKE_CURRENT_LIST_DIR}/pack_utf8proc.py)
configure_file(${utf8proc_dir}/utf8proc.c ${utf8proc_packed}/utf8proc.c COPYONLY)
add_custom_command(OUTPUT ${utf8proc_packed}/utf8proc_data.c
  COMMAND /usr/bin/python3 ${utf8proc_packer} ${utf8proc_dir} ${utf8proc_packed}/utf8proc_data.c
  DEPENDS ${utf8proc_dir}/utf8proc_data.c ${utf8proc_packer} VERBATIM)
remit_third_party(utf8proc SOURCES ${utf8proc_packed}/utf8proc.c INCLUDES ${utf8proc_dir})
set_source_files_properties(${utf8proc_packed}/utf8proc.c PROPERTIES OBJECT_DEPENDS ${utf8proc_packed}/utf8proc_data.c)
target_compile_definitions(deps_utf8proc PUBLIC UTF8PROC_STATIC)

remit_source_dir(roaring_dir croaring src/roaring.c)
file(GLOB_RECURSE roaring_sources ${roaring_dir}/src/*.c)
# Installed, the C++ wrapper lies beside the C headers; in the source tree it does not.
foreach(header roaring.hh roaring64map.hh)
  configure_file(${roaring_dir}/cpp/${header} ${CMAKE_BINARY_DIR}/generated/deps/roaring/${header} COPYONLY)
endforeach()
remit_third_party(roaring SOURCES ${roaring_sources} INCLUDES ${roaring_dir}/include ${CMAKE_BINARY_DIR}/generated/deps)
target_compile_definitions(deps_roaring PUBLIC DISABLE_X64)
