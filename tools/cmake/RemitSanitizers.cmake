# REMIT_SANITIZE ("address;undefined", "thread", …) reaches our own code only, through remit_warnings.
set(REMIT_SANITIZE "" CACHE STRING "sanitizers for our own code, a list")
set(REMIT_SANITIZE_OPTIMISE "-O1" CACHE STRING "how far sanitized code is optimised; -O0 compiles in half the time")

add_library(remit_sanitizers INTERFACE)
if(REMIT_SANITIZE)
  list(JOIN REMIT_SANITIZE "," remit_sanitize_names)
  target_compile_options(remit_sanitizers INTERFACE
    -fsanitize=${remit_sanitize_names} -fno-sanitize-recover=all -fno-omit-frame-pointer ${REMIT_SANITIZE_OPTIMISE} -g1)
  target_link_options(remit_sanitizers INTERFACE -fsanitize=${remit_sanitize_names})
endif()

if("thread" IN_LIST REMIT_SANITIZE)
  set(REMIT_THREAD_TESTS ON)
else()
  set(REMIT_THREAD_TESTS OFF)
endif()
