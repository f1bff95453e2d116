# Flags that every target of this project gets: `common_flags`; with what hardens the program, as it is
# used, through `sallyport_flags`; with what is checked while it runs through `sanitized_flags`.
include(cmake/hardening.cmake)

add_library(common_flags INTERFACE)
target_include_directories(common_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_definitions(common_flags INTERFACE SALLYPORT_VERSION="${PROJECT_VERSION}")
target_compile_options(common_flags INTERFACE -pthread
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion)
if(SALLYPORT_WERROR)
  target_compile_options(common_flags INTERFACE -Werror)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports overlaps inside std::string that cannot be (GCC bug 105651).
  target_compile_options(common_flags INTERFACE -Wno-restrict)
endif()

add_library(sallyport_flags INTERFACE)
target_link_libraries(sallyport_flags INTERFACE common_flags hardened_flags)

# SALLYPORT_KINDS: what each layer and the program are built as. `sanitized_*` is for tests.
set(SALLYPORT_KINDS sallyport)
if(SALLYPORT_SANITIZE)
  list(APPEND SALLYPORT_KINDS sanitized)
  add_library(sanitized_flags INTERFACE)
  target_link_libraries(sanitized_flags INTERFACE common_flags)
  target_compile_options(sanitized_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer -fno-pie)
  target_link_options(sanitized_flags INTERFACE -fsanitize=address,undefined -no-pie)
  if(SALLYPORT_FUZZ)
    target_compile_options(sanitized_flags INTERFACE -fsanitize=fuzzer-no-link)
  endif()
endif()

# Paths relative to the checkout, so that every clone of it finds what another one has compiled.
find_program(CCACHE ccache)
if(CCACHE)
  set(launcher env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()
