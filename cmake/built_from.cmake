# `cli/built_from.hpp`: the commit that an optimized program is built from, for `--version`. Others name
# none, since each commit would compile them anew.
set(SALLYPORT_COMMIT "")
if(NOT CMAKE_BUILD_TYPE MATCHES "^(Debug)?$" AND EXISTS ${PROJECT_SOURCE_DIR}/.git)
  execute_process(COMMAND ${PROJECT_SOURCE_DIR}/tools/release/commit.sh
                  OUTPUT_VARIABLE commit OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
  string(SUBSTRING "${commit}" 0 12 SALLYPORT_COMMIT)
  execute_process(COMMAND git -C ${PROJECT_SOURCE_DIR} diff --quiet HEAD RESULT_VARIABLE differs ERROR_QUIET)
  if(SALLYPORT_COMMIT AND differs)
    string(APPEND SALLYPORT_COMMIT "-dirty")
  endif()
  if(EXISTS ${PROJECT_SOURCE_DIR}/.git/logs/HEAD)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/.git/logs/HEAD)
  endif()
endif()
file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/generated/cli/built_from.hpp @ONLY CONTENT [[#pragma once

#include <string_view>

namespace sallyport::cli {

inline constexpr std::string_view k_commit = "@SALLYPORT_COMMIT@";  ///< empty: not known

}  // namespace sallyport::cli
]])
