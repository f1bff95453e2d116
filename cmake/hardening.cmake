# What makes a fault in memory hard to exploit, as docs/reliability.md, "Hardening", says it and
# tests/lint/hardening.sh reads it from the program: the interface target `hardened_flags`. Compilers
# of some distributions have part of it as their default; here it is said, so that all give the same.
include(CheckCXXCompilerFlag)
include(CheckCXXSourceCompiles)

add_library(hardened_flags INTERFACE)
target_compile_options(hardened_flags INTERFACE -fPIE -fstack-protector-strong)
if(NOT APPLE)  # whose linker has no such options, and makes all programs position-independent
  target_link_options(hardened_flags INTERFACE
    $<IF:$<BOOL:${SALLYPORT_STATIC}>,-static-pie,-pie> -Wl,-z,relro,-z,now -Wl,-z,noexecstack -Wl,--as-needed)
endif()

# What only some processors and compilers have.
foreach(flag -fstack-clash-protection -fcf-protection -mbranch-protection=standard)
  string(MAKE_C_IDENTIFIER "SALLYPORT_HAS${flag}" has)
  check_cxx_compiler_flag("-Werror ${flag}" ${has})
  if(${has})
    target_compile_options(hardened_flags INTERFACE ${flag})
  endif()
endforeach()

# glibc checks sizes only in code that is optimized, at level 3 since 2.34 with GCC 12 or clang.
set(CMAKE_REQUIRED_FLAGS "-O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3")
check_cxx_source_compiles("#include <cstring>
  static_assert(__USE_FORTIFY_LEVEL == 3);
  int main() {}" SALLYPORT_FORTIFY_3)
unset(CMAKE_REQUIRED_FLAGS)
if(NOT CMAKE_BUILD_TYPE MATCHES "^(Debug)?$")
  target_compile_options(hardened_flags INTERFACE
    -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=$<IF:$<BOOL:${SALLYPORT_FORTIFY_3}>,3,2>)
endif()
