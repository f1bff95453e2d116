# The libraries of the distribution. Nothing is vendored or downloaded, and nothing is assumed of
# them: pkg-config says what an archive needs, and the linker whether that is all.
if(SALLYPORT_STATIC)
  set(CMAKE_FIND_LIBRARY_SUFFIXES .a)
endif()
find_package(PkgConfig REQUIRED)
find_package(fmt 9 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 2.1 REQUIRED)
find_package(tl-expected REQUIRED)
find_package(pugixml 1.13 REQUIRED)
find_package(OpenSSL 3.0 REQUIRED COMPONENTS Crypto)
pkg_check_modules(tomlplusplus IMPORTED_TARGET tomlplusplus>=3.3)
pkg_check_modules(re2 REQUIRED IMPORTED_TARGET re2)
pkg_check_modules(utf8proc REQUIRED IMPORTED_TARGET libutf8proc)
pkg_check_modules(cmark REQUIRED IMPORTED_TARGET libcmark-gfm)
find_package(ZLIB REQUIRED)
pkg_check_modules(libgit2 REQUIRED IMPORTED_TARGET libgit2>=1.5)
pkg_check_modules(libssh2 QUIET libssh2)
pkg_check_modules(libcrypto QUIET libcrypto)

# `sallyport_fmt`, `sallyport_pugixml`: shared, or for a static program the headers and the archive.
add_library(sallyport_fmt INTERFACE)
add_library(sallyport_pugixml INTERFACE)
if(SALLYPORT_STATIC)
  target_link_libraries(sallyport_fmt INTERFACE fmt::fmt-header-only)
  find_library(SALLYPORT_PUGIXML pugixml REQUIRED)
  target_link_libraries(sallyport_pugixml INTERFACE ${SALLYPORT_PUGIXML})
else()
  target_link_libraries(sallyport_fmt INTERFACE fmt::fmt)
  target_link_libraries(sallyport_pugixml INTERFACE pugixml::pugixml)
endif()

# `sallyport_cmark`: pkg-config names what the extensions need before them, which archives do not bear.
add_library(sallyport_cmark INTERFACE)
target_link_libraries(sallyport_cmark INTERFACE PkgConfig::cmark)
if(SALLYPORT_STATIC)
  list(REVERSE cmark_LINK_LIBRARIES)
  target_link_libraries(sallyport_cmark INTERFACE ${cmark_LINK_LIBRARIES})
endif()

# `sallyport_toml`: toml++ as the distribution compiled it, or its headers where those are all.
add_library(sallyport_toml INTERFACE)
if(tomlplusplus_FOUND AND NOT SALLYPORT_STATIC)
  target_link_libraries(sallyport_toml INTERFACE PkgConfig::tomlplusplus)
else()
  include(CheckCXXSourceCompiles)
  check_cxx_source_compiles("#include <toml++/toml.h>
    static_assert(TOML_LIB_MAJOR == 3 && TOML_LIB_MINOR >= 3);
    int main() {}" SALLYPORT_TOML_HEADERS)
  if(NOT SALLYPORT_TOML_HEADERS)
    message(FATAL_ERROR "cannot find toml++ 3.3 or later. Install libtomlplusplus-dev "
      "(tools/setup.sh build does), or where there is no such package, as on Ubuntu 22.04, put the "
      "headers of toml++ where the compiler finds <toml++/toml.h>, or name their folder in CPATH.")
  endif()
endif()

# The static archives of the libraries NAMES, in the order of linking; what has none goes to `missing`.
function(find_archives archives missing names)
  set(glibc c m rt dl pthread)
  list(REVERSE names)  # the last place of each counts
  list(REMOVE_DUPLICATES names)
  list(REVERSE names)
  list(REMOVE_ITEM names ${glibc})
  foreach(name IN LISTS names)
    find_library(ARCHIVE_${name} NAMES lib${name}.a HINTS ${libgit2_STATIC_LIBRARY_DIRS})
    mark_as_advanced(ARCHIVE_${name})
    if(ARCHIVE_${name})
      list(APPEND found ${ARCHIVE_${name}})
    else()
      list(APPEND lacking ${name})
    endif()
  endforeach()
  set(${archives} "${found}" PARENT_SCOPE)
  set(${missing} "${lacking}" PARENT_SCOPE)
endfunction()

# `sallyport_libgit2`, `sallyport_crypto`: the shared libraries, or the static archives with what they
# need, if that is all there. The shared libgit2 costs about 15 ms of start-up, half of it parsing the
# CA bundle for a TLS that is never spoken.
add_library(sallyport_libgit2 INTERFACE)
add_library(sallyport_crypto INTERFACE)
if(SALLYPORT_STATIC_LIBGIT2)
  set(stubs ${PROJECT_SOURCE_DIR}/src/git/backend/libgit2_stubs.c)
  find_archives(crypto_archives crypto_missing "${libcrypto_STATIC_LIBRARIES}")
  find_archives(archives missing
    "${libgit2_STATIC_LIBRARIES};${libssh2_STATIC_LIBRARIES};${libcrypto_STATIC_LIBRARIES}")
  list(PREPEND archives -Wl,--allow-multiple-definition)
  if(NOT SALLYPORT_ARCHIVES_LINK)
    try_compile(SALLYPORT_ARCHIVES_LINK ${PROJECT_BINARY_DIR}/archives
      SOURCES ${PROJECT_SOURCE_DIR}/cmake/archives.c ${stubs} LINK_LIBRARIES ${archives} -pthread)
  endif()
endif()
if(SALLYPORT_STATIC_LIBGIT2 AND SALLYPORT_ARCHIVES_LINK)
  message(STATUS "libgit2 ${libgit2_VERSION}: static")
  add_library(sallyport_libgit2_stubs OBJECT ${stubs})
  target_link_libraries(sallyport_libgit2_stubs PRIVATE hardened_flags)
  if(SALLYPORT_STATIC)
    target_compile_definitions(sallyport_libgit2_stubs PRIVATE SALLYPORT_STATIC)
  endif()
  target_link_libraries(sallyport_libgit2 INTERFACE
    $<TARGET_OBJECTS:sallyport_libgit2_stubs> ${archives})
  target_link_libraries(sallyport_crypto INTERFACE ${crypto_archives})
else()
  message(STATUS "libgit2 ${libgit2_VERSION}: shared")
  list(JOIN missing " " names)
  if(SALLYPORT_STATIC)
    message(FATAL_ERROR "cannot link libgit2 statically; no archive is there of: ${names}")
  elseif(SALLYPORT_STATIC_LIBGIT2)
    message(STATUS "  since the static one does not link here; no archive is there of: ${names}")
  endif()
  target_link_libraries(sallyport_libgit2 INTERFACE PkgConfig::libgit2 ZLIB::ZLIB)
  target_link_libraries(sallyport_crypto INTERFACE OpenSSL::Crypto)
endif()
