# Libraries that Debian ships compiled.
find_package(Threads REQUIRED)
find_package(OpenSSL REQUIRED)

# remit_debian_library(NAME LIBRARY HEADER PACKAGE): deps::NAME, or one line that names the package to install.
function(remit_debian_library name library header package)
  find_library(REMIT_${name}_LIBRARY ${library})
  find_path(REMIT_${name}_INCLUDE ${header})
  mark_as_advanced(REMIT_${name}_LIBRARY REMIT_${name}_INCLUDE)
  if(NOT REMIT_${name}_LIBRARY OR NOT REMIT_${name}_INCLUDE)
    message(FATAL_ERROR "${package} is missing: run tools/setup first")
  endif()
  remit_headers(${name} LIBRARIES ${REMIT_${name}_LIBRARY})
endfunction()

remit_debian_library(sodium sodium sodium.h libsodium-dev)
remit_debian_library(utf8proc utf8proc utf8proc.h libutf8proc-dev)
remit_debian_library(roaring roaring roaring/roaring.h libroaring-dev)
remit_debian_library(rapidcheck rapidcheck rapidcheck.h librapidcheck-dev)
remit_debian_library(curl curl curl/curl.h libcurl4-openssl-dev)
remit_headers(cli11)
remit_headers(openssl LIBRARIES OpenSSL::SSL OpenSSL::Crypto)
target_link_libraries(deps_boost INTERFACE Threads::Threads)
