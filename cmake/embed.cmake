# Compiles data files in: each becomes one generated source of the layer that serves it.

# The bundled policies as string literals: `policies/*.toml` to one table.
function(sallyport_embed_policies layer)
  file(GLOB policies CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/policies/*.toml)
  set(generated ${PROJECT_BINARY_DIR}/generated/bundled_policies.cpp)
  add_custom_command(OUTPUT ${generated}
    COMMAND ${CMAKE_COMMAND} -D OUTPUT=${generated} -D "FILES=${policies}"
            -P ${PROJECT_SOURCE_DIR}/cmake/embed_policies.cmake
    DEPENDS ${policies} ${PROJECT_SOURCE_DIR}/cmake/embed_policies.cmake
    VERBATIM)
  sallyport_layer_source(${layer} ${generated})
endfunction()

# The attribution catalogue: `data/catalogue.toml` to constexpr tables, by a small host program.
function(sallyport_embed_catalogue layer)
  set(catalogue ${PROJECT_SOURCE_DIR}/data/catalogue.toml)
  set(generated ${PROJECT_BINARY_DIR}/generated/catalogue.cpp)
  add_executable(embed_catalogue ${PROJECT_SOURCE_DIR}/data/embed_catalogue.cpp)
  target_link_libraries(embed_catalogue PRIVATE sallyport_flags sallyport_toml sallyport_fmt)
  add_custom_command(OUTPUT ${generated}
    COMMAND embed_catalogue ${catalogue} ${generated}
    DEPENDS ${catalogue} embed_catalogue
    VERBATIM)
  sallyport_layer_source(${layer} ${generated})
endfunction()

# The hook shim as a string literal: what `install` writes is `hooks/hook.sh`, filled in.
function(sallyport_embed_hook layer)
  set(shim ${PROJECT_SOURCE_DIR}/hooks/hook.sh)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${shim})
  set(generated ${PROJECT_BINARY_DIR}/generated/hook_shim.cpp)
  file(READ ${shim} HOOK_SHIM)
  file(CONFIGURE OUTPUT ${generated} CONTENT [=[
// Generated from hooks/hook.sh.
#include "setup/hook_files.hpp"

namespace sallyport::setup {

std::string_view hook_template() { return R"sh(@HOOK_SHIM@)sh"; }

}  // namespace sallyport::setup
]=] @ONLY)
  sallyport_layer_source(${layer} ${generated})
endfunction()
