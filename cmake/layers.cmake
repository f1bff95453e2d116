# One static library per layer and kind, `sallyport_NAME`, linked only to what the layer may include.
#   sallyport_layer(NAME [DEPENDS layer...] [LIBRARIES target...])
# Sources are all *.cpp of src/NAME; headers are found from the `src` root. The file `layers` of the
# build folder has a line for each: NAME and every layer that it may include, which the lint checks.
function(sallyport_layer name)
  cmake_parse_arguments(ARG "" "" "DEPENDS;LIBRARIES" ${ARGN})
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  foreach(kind IN LISTS SALLYPORT_KINDS)
    add_library(${kind}_${name} STATIC ${sources})
    target_link_libraries(${kind}_${name} PUBLIC ${kind}_flags ${ARG_LIBRARIES})
    foreach(layer IN LISTS ARG_DEPENDS)
      target_link_libraries(${kind}_${name} PUBLIC ${kind}_${layer})
    endforeach()
  endforeach()

  set(below "${ARG_DEPENDS}")
  foreach(layer IN LISTS ARG_DEPENDS)
    get_property(further GLOBAL PROPERTY sallyport_below_${layer})
    list(APPEND below ${further})
  endforeach()
  list(REMOVE_DUPLICATES below)
  set_property(GLOBAL PROPERTY sallyport_below_${name} ${below})
  list(JOIN below " " words)
  set_property(GLOBAL APPEND_STRING PROPERTY sallyport_layers "${name} ${words}\n")
endfunction()

# Adds a generated source to a layer.
#   sallyport_layer_source(NAME FILE)
function(sallyport_layer_source name file)
  foreach(kind IN LISTS SALLYPORT_KINDS)
    target_sources(${kind}_${name} PRIVATE ${file})
  endforeach()
endfunction()
