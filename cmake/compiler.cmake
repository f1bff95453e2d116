# Flags that every target of this project gets, through the interface target `sallyport_flags`.
add_library(sallyport_flags INTERFACE)
target_include_directories(sallyport_flags INTERFACE ${PROJECT_SOURCE_DIR}/src)
target_compile_options(sallyport_flags INTERFACE -pthread
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion)
if(SALLYPORT_WERROR)
  target_compile_options(sallyport_flags INTERFACE -Werror)
endif()
if(SALLYPORT_SANITIZE)
  target_compile_options(sallyport_flags INTERFACE
    -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
  target_link_options(sallyport_flags INTERFACE -fsanitize=address,undefined)
endif()
if(CMAKE_BUILD_TYPE STREQUAL "Release" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # GCC 12 reports overlaps inside std::string that cannot be (GCC bug 105651).
  target_compile_options(sallyport_flags INTERFACE -Wno-restrict)
endif()

# Paths relative to the checkout, so that every clone of it finds what another one has compiled.
find_program(CCACHE ccache)
if(CCACHE)
  set(launcher env CCACHE_BASEDIR=${PROJECT_SOURCE_DIR} CCACHE_NOHASHDIR=1 ${CCACHE})
  set(CMAKE_CXX_COMPILER_LAUNCHER ${launcher})
  set(CMAKE_C_COMPILER_LAUNCHER ${launcher})
endif()

# Lets a target read `cmake/precompiled.hpp` (and MORE headers) precompiled, where that is on: by
# itself, or as the target OTHER did.
#   sallyport_precompile(TARGET [MORE header...])
#   sallyport_precompile(TARGET AS OTHER)
function(sallyport_precompile target)
  cmake_parse_arguments(ARG "" "AS" "MORE" ${ARGN})
  if(SALLYPORT_PCH AND ARG_AS)
    target_precompile_headers(${target} REUSE_FROM ${ARG_AS})
  elseif(SALLYPORT_PCH)
    target_precompile_headers(${target} PRIVATE ${PROJECT_SOURCE_DIR}/cmake/precompiled.hpp ${ARG_MORE})
  endif()
endfunction()
