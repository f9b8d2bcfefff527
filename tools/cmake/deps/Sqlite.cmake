# One amalgamation and one set of features for both targets, so that a database file means the same on both. The web's
# lacks functions that nothing calls.
remit_source_dir(sqlite_dir sqlite sqlite3.c ${REMIT_SQLITE_DIR})
set(sqlite_source ${sqlite_dir}/sqlite3.c)
if(EMSCRIPTEN)
  set(sqlite_source ${CMAKE_BINARY_DIR}/generated/deps/sqlite3.c)
  set(sqlite_trimmer ${CMAKE_CURRENT_LIST_DIR}/trim_sqlite.py)
  add_custom_command(OUTPUT ${sqlite_source}
    COMMAND /usr/bin/python3 ${sqlite_trimmer} ${sqlite_dir}/sqlite3.c ${sqlite_source}
    DEPENDS ${sqlite_dir}/sqlite3.c ${sqlite_trimmer} VERBATIM)
endif()
remit_third_party(sqlite3 SOURCES ${sqlite_source} INCLUDES ${sqlite_dir})
target_compile_definitions(deps_sqlite3 PRIVATE
  SQLITE_ENABLE_FTS5
  SQLITE_DQS=0                   # "text" in double quotes is a name, never quietly a string
  SQLITE_OMIT_LOAD_EXTENSION     # nothing loads code into the process
  SQLITE_OMIT_DEPRECATED
  SQLITE_OMIT_SHARED_CACHE
  SQLITE_LIKE_DOESNT_MATCH_BLOBS
  SQLITE_MAX_EXPR_DEPTH=1000
  SQLITE_TRUSTED_SCHEMA=0
  SQLITE_USE_ALLOCA
  HAVE_USLEEP=1
  # Nothing here asks for these, and the app is downloaded.
  SQLITE_OMIT_AUTHORIZATION
  SQLITE_OMIT_COMPILEOPTION_DIAGS
  SQLITE_OMIT_COMPLETE
  SQLITE_OMIT_DATETIME_FUNCS
  SQLITE_OMIT_DECLTYPE
  SQLITE_OMIT_GET_TABLE
  SQLITE_OMIT_JSON
  SQLITE_OMIT_PROGRESS_CALLBACK
  SQLITE_OMIT_TCL_VARIABLE
  SQLITE_OMIT_TRACE
  SQLITE_OMIT_UTF16
  $<IF:$<BOOL:${EMSCRIPTEN}>,SQLITE_THREADSAFE=0,SQLITE_THREADSAFE=2>)  # 2: a connection belongs to one thread at a time
if(EMSCRIPTEN)
  target_compile_definitions(deps_sqlite3 PRIVATE
    SQLITE_OS_OTHER=1  # no files of an operating system: core/store/sqlite/memory_only.cpp
    SQLITE_OMIT_AUTOVACUUM
    SQLITE_OMIT_LOCALTIME
    SQLITE_UNTESTABLE)
else()
  find_package(Threads REQUIRED)
  target_link_libraries(deps_sqlite3 PUBLIC Threads::Threads m)
endif()
